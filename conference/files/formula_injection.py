"""Text in cells of spreadsheets that must not be computed: on the way out it is neutralised, on the way in undone.

An apostrophe before a text says that it is text. It also goes before a text that has such apostrophes of its own, so
that the one can always be told from the other.
"""

import re

# What Excel or LibreOffice takes for the beginning of a formula, also in its full width.
_BEGINNING = r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]"
_LIKE_A_FORMULA = re.compile(_BEGINNING)
_LIKE_ONE_BEHIND_APOSTROPHES = re.compile(rf"'*(?:{_BEGINNING})")


def is_like_a_formula(text):
    return bool(_LIKE_A_FORMULA.match(text))


def neutral(text):
    """A text as a cell may have it."""
    return f"'{text}" if _LIKE_ONE_BEHIND_APOSTROPHES.match(text) else text


def as_meant(cell):
    """What `neutral` made the cell of."""
    return cell[1:] if cell.startswith("'") and _LIKE_ONE_BEHIND_APOSTROPHES.match(cell) else cell
