"""Reading CSV as people have it: in UTF-8 or UTF-16, its cells separated by commas, semicolons or tabs."""

import csv
import re
from io import StringIO

from django.utils.translation import gettext as _

from conference.files.safe_open import FileRefused

_SAYS_SEPARATOR = re.compile(r"sep=([,;\t])(?:\r\n?|\n)", re.IGNORECASE)  # the first line, as Excel understands it
_HEADINGS = 64 * 1024  # by then the first row is over
_BETWEEN_QUOTES = re.compile('"[^"]*"')


def decoded(content):
    """The text of a file's content (bytes)."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused(_("The file is not in UTF-8; save it as “CSV UTF-8”.")) from None


def separator_of(text):
    """What separates the cells of the first line that has any."""
    heading = next((line for line in text[:_HEADINGS].splitlines() if line.strip()), "")
    return max(",;\t", key=_BETWEEN_QUOTES.sub("", heading).count)


def rows_of(text):
    """The rows of a table one by one, each a list of cells; an empty line is a row without cells."""
    said = _SAYS_SEPARATOR.match(text)
    if said:
        text = text[said.end() :]
    try:
        yield from csv.reader(
            StringIO(text, newline=""), delimiter=said[1] if said else separator_of(text), strict=True
        )
    except csv.Error:
        raise FileRefused(_("The file is not a table (CSV): a cell is not closed or far too long.")) from None
