"""Protection against formula injection: text in exported cells must never be computed by a spreadsheet program.

An apostrophe is put before a text that looks like a formula, and removed when the file is imported. It is also put
before a formula-like text that begins with apostrophes of its own, so that the removal is exact.
"""

import re

# What Excel or LibreOffice reads as the beginning of a formula, also in full-width characters.
_BEGINNING = r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]"
_LIKE_A_FORMULA = re.compile(_BEGINNING)
_LIKE_ONE_BEHIND_APOSTROPHES = re.compile(rf"'*(?:{_BEGINNING})")


def is_like_a_formula(text: str) -> bool:
    return bool(_LIKE_A_FORMULA.match(text))


def neutral(text: str) -> str:
    """The text, with an apostrophe if it looks like a formula."""
    return f"'{text}" if _LIKE_ONE_BEHIND_APOSTROPHES.match(text) else text


def as_meant(cell: str) -> str:
    """The text of which `neutral` made the cell."""
    return cell[1:] if cell.startswith("'") and _LIKE_ONE_BEHIND_APOSTROPHES.match(cell) else cell
