"""Papers: documents as they are handed out, made from one description as PDF, Word, HTML and plain text.

`paper.py` says what a paper consists of and `marks.py` what emphasis its texts carry; each format is a module that
takes a paper and returns its bytes, the same bytes each time.
"""
