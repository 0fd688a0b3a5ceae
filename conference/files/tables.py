"""Reading the sheets of a table file as they are. Its content tells the format, not its name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.files.csv_reader import decoded, rows_of
from conference.files.formula_injection import as_meant, is_like_a_formula
from conference.files.safe_open import FileRefused, package_of, size_of
from conference.files.xlsx_reader import WORKBOOK, Fault, Formula, Moment, letters_of, sheets

MOST_ROWS = 20_000
MOST_LETTERS = 60_000_000  # characters of all cells together: a workbook may repeat one long text many times
HEADINGS_WITHIN = 30  # rows, of which one may have the headings
XLSX, CSV = "xlsx", "csv"
_ZIP, _OLD_OFFICE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")  # JPEG, PNG, GIF, WebP

NOT_TEXT: dict[type, Promise] = {
    Formula: gettext_lazy("This is a formula. Write its result, or an apostrophe before it where it is text."),
    Moment: gettext_lazy("Excel took this for a date. Make the cell text and write it again."),
    Fault: gettext_lazy("This cell shows an error and no text."),
}

NumberedRow = tuple[int, dict[str, str]]  # its number, and its cells by their letters


@dataclass(frozen=True)
class RawSheet:
    """A sheet: the rows that have a cell that is not empty, only with those cells, and the ranges that are merged."""

    rows: list[NumberedRow]
    merged: list[str]


def raw_sheets(file: IO[bytes], most_rows: int = MOST_ROWS) -> tuple[str, list[RawSheet]]:
    """Return the format of a seekable file and its sheets; FileRefused says what is wrong with it.

    Of a sheet with more than `most_rows`, enough rows are returned to tell that it has more.
    """
    size_of(file)
    start = file.read(4)
    file.seek(0)
    if start in (_OLD_OFFICE, _PDF) or start.startswith(_PICTURES):
        raise _neither()
    reader = _SheetReader(most_rows)
    if start != _ZIP:
        return CSV, [reader.read(_rows_of_csv(file.read()), [])]
    if WORKBOOK not in package_of(file).namelist():
        raise _neither()
    return XLSX, [reader.read(sheet.rows, sheet.merged) for sheet in sheets(file)]


def _neither() -> FileRefused:
    return FileRefused(_("This is neither an Excel workbook (.xlsx) nor a CSV file; save it as one of these."))


class _SheetReader:
    """Reads sheets as long as all of their cells together are not too long."""

    def __init__(self, most_rows: int) -> None:
        self._letters, self._most_rows = 0, most_rows

    def read(self, rows: Iterable[NumberedRow], merged: list[str]) -> RawSheet:
        """Return a sheet, read to its end; of more rows than are possible, only enough are kept to tell."""
        found: list[NumberedRow] = []
        for number, cells in rows:
            filled = {place: _meant(text) for place, text in cells.items() if text.strip()}
            if filled and len(found) <= self._most_rows + HEADINGS_WITHIN:
                found.append((number, filled))
                self._letters += sum(map(len, filled.values()))
            if self._letters > MOST_LETTERS:
                raise FileRefused(_("The file is too large when it is unpacked; make it smaller."))
        return RawSheet(found, merged)


def _rows_of_csv(content: bytes) -> Iterator[NumberedRow]:
    text = decoded(content)
    if "\0" in text[:2]:  # UTF-16 that does not say so; elsewhere it is a control character of its cell
        raise FileRefused(_("The file is not in UTF-8; save it as “CSV UTF-8”."))
    for number, cells in enumerate(rows_of(text), start=1):
        yield number, {letters_of(place): _cell(cell) for place, cell in enumerate(cells, start=1)}


def _cell(cell: str) -> str:
    return Formula(cell) if is_like_a_formula(cell) else cell


def _meant(text: str) -> str:
    """A cell without the apostrophe that makes it text; a Formula, Moment or Fault stays one."""
    return as_meant(text) if type(text) is str else text
