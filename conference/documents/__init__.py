"""Documents to print and to send, made from one description as PDF, Word, HTML and plain text.

`document.py` defines what a document consists of. Each format is a module with a function that takes a document and
returns its bytes, the same bytes each time.

Terms:
- Masthead: the head of a United Nations document, with organization, symbol, distribution and original language.
- Symbol: the number of a United Nations document, such as A/66/999.
- Emphasis: italic and bold in a text, written as `*italic*` and `**bold**` (`emphasis.py`).
- Mark (of a heading or a paragraph): its number as printed, such as "12." or "(a)".
- Diacritic, combining mark: an accent or a vowel sign that is written on a letter (`pdf_diacritics.py`).
- Bidi, bidirectional text: text with parts that are read in opposite directions, such as a Latin name in Arabic, and
  the Unicode rules for it, UAX #9 (`characters.py`).
- Tagged PDF: a PDF with a structure tree, which tells assistive technology what is a heading, a list, a paragraph.
  PDF/UA-1 (ISO 14289-1) is the standard for accessible PDF, PDF/A-2a (ISO 19005-2) the one for archives.
- Reading order: the order of the text in that tree, as against the order in which it is seen (`pdf_reading_order.py`).
- /ActualText, /ReversedChars: entries in a PDF for the text that glyphs stand for, and for text stored as it is seen.
- Glyph: the shape of a character, or of a group of them, in a font (`fonts.py`).
- Share image: the picture of a page that other sites show where its address is shared; Open Graph (`share_image.py`).
"""
