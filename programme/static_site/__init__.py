"""The released pages of a conference as a folder that opens without a server: for an archive, or a memory stick.

`render.py` has Django render the pages for an anonymous visitor, `links.py` rewrites their links to files of the
folder, and `crawl.py` follows the links and writes all pages.
"""
