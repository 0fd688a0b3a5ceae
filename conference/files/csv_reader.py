"""Reading CSV as spreadsheet programs write it: in UTF-8 or UTF-16, separated by commas, semicolons or tabs."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from conference.files.safe_open import FileRefused

# The first line with which a file declares its separator to Excel.
_SAYS_SEPARATOR = re.compile(r"sep=([,;\t])(?:\r\n?|\n)", re.IGNORECASE)
_HEADINGS = 64 * 1024  # characters; the first row ends before
_BETWEEN_QUOTES = re.compile('"[^"]*"')


def decoded(content: bytes) -> str:
    """Decode the content of a file; FileRefused if it is neither UTF-8 nor UTF-16."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused(_("The file is not in UTF-8; save it as “CSV UTF-8”.")) from None


def separator_of(text: str) -> str:
    """The separator that is most frequent in the first line that is not blank."""
    heading = next((line for line in text[:_HEADINGS].splitlines() if line.strip()), "")
    return max(",;\t", key=_BETWEEN_QUOTES.sub("", heading).count)


def rows_of(text: str) -> Iterator[list[str]]:
    """Yield the rows, each a list of cells; an empty line is a row without cells. FileRefused for invalid CSV."""
    declared = _SAYS_SEPARATOR.match(text)
    if declared:
        text = text[declared.end() :]
    try:
        yield from csv.reader(
            StringIO(text, newline=""), delimiter=declared[1] if declared else separator_of(text), strict=True
        )
    except csv.Error:
        raise FileRefused(_("The file is not a table (CSV): a cell is not closed or far too long.")) from None
