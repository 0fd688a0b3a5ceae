"""The released pages of a conference as a folder that opens without a server: for an archive, or for a memory stick.

`asking.py` has Django make the pages for somebody without an account, `links.py` makes their links lead within the
folder, and `writing.py` goes from page to page and writes them all.
"""
