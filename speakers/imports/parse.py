"""Reading a table of speakers or delegations from a file. Its content tells the format, not its name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from conference.files.csv_reader import decoded, rows_of
from conference.files.formula_injection import as_meant, is_like_a_formula
from conference.files.safe_open import FileRefused, package_of, size_of
from conference.files.xlsx_reader import WORKBOOK, Formula, Sheet, letters_of, sheets
from speakers.imports.columns import Column, TableKind, folded

MOST_ROWS = 20_000
MOST_LETTERS = 60_000_000  # characters of all cells together: a workbook may repeat one long text many times
XLSX, CSV = "xlsx", "csv"
_ZIP, _OLD_OFFICE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"

NumberedRow = tuple[int, dict[str, str]]  # its number, and its cells by their letters


@dataclass(frozen=True)
class Table:
    """A table as read: {letters: column}, and (number, {letters: cell}) for each row that is not empty."""

    format: str
    columns: dict[str, Column]
    rows: list[tuple[int, dict[str, str]]]


def read(file: IO[bytes], kind: TableKind) -> Table:
    """Read the table of a kind from a seekable file; FileRefused says what is wrong with it."""
    size_of(file)
    start = file.read(4)
    file.seek(0)
    if start == _ZIP:
        return _from_workbook(file, kind)
    if start in (_OLD_OFFICE, _PDF):
        raise _neither()
    return _table(CSV, Sheet(_rows_of_csv(file.read())), kind)


def _neither() -> FileRefused:
    return FileRefused(_("This is neither an Excel workbook (.xlsx) nor a CSV file; save it as one of these."))


def _from_workbook(file: IO[bytes], kind: TableKind) -> Table:
    """Read the first sheet with a known heading; FileRefused, about the first sheet, if there is none."""
    if WORKBOOK not in package_of(file).namelist():
        raise _neither()
    refusal = FileRefused(_("The file is empty."))
    for number, sheet in enumerate(sheets(file)):
        heading, sheet.rows = _first(sheet.rows)
        if _known(heading, kind):
            return _table(XLSX, sheet, kind)
        if heading and not number:
            refusal = _unknown_headings(_filled(heading[1]), kind)
    raise refusal


def _first(rows: Iterable[NumberedRow]) -> tuple[NumberedRow | None, Iterator[NumberedRow]]:
    """Return the first row that is not empty (or None) and an iterator from that row on."""
    rows = iter(rows)
    for row in rows:
        if _filled(row[1]):
            return row, _with_first(row, rows)
    return None, iter(())


def _with_first(row: NumberedRow, rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
    yield row
    yield from rows


def _known(row: NumberedRow | None, kind: TableKind) -> bool:
    return row is not None and any(folded(text) in kind.headings for text in row[1].values())


def _filled(cells: dict[str, str]) -> dict[str, str]:
    return {place: text for place, text in cells.items() if text.strip()}


def _rows_of_csv(content: bytes) -> Iterator[NumberedRow]:
    text = decoded(content)
    if "\0" in text:
        raise FileRefused(_("The file is not in UTF-8; save it as “CSV UTF-8”."))
    for number, cells in enumerate(rows_of(text), start=1):
        yield number, {letters_of(place): _cell(cell) for place, cell in enumerate(cells, start=1)}


def _cell(cell: str) -> str:
    return Formula(cell) if is_like_a_formula(cell) else cell


def _table(format: str, sheet: Sheet, kind: TableKind) -> Table:
    heading, found = _first(sheet.rows)
    if heading is None:
        raise FileRefused(_("The file is empty."))
    columns = _columns(_filled(heading[1]), kind)
    rows: list[NumberedRow] = []
    letters = 0
    for number, cells in found:
        filled = _filled(cells)
        if number == heading[0] or not filled or (not rows and _names_columns(filled, columns, kind)):
            continue
        rows.append((number, {place: _meant(text) for place, text in filled.items()}))
        letters += sum(map(len, filled.values()))
        if len(rows) > MOST_ROWS:
            raise FileRefused(_("The file has more than %(most)d rows; divide it.") % {"most": MOST_ROWS})
        if letters > MOST_LETTERS:
            raise FileRefused(_("The file is too large when it is unpacked; make it smaller."))
    if sheet.merged:
        words = _("Cells are merged (%(cells)s). Unmerge them: each row has its own cells.")
        raise FileRefused(words % {"cells": ", ".join(sheet.merged[:5])})
    if not rows:
        raise FileRefused(_("The file has no row beneath the headings."))
    return Table(format, columns, rows)


def _meant(text: str) -> str:
    """A cell without the apostrophe that makes it text; a Formula, Moment or Fault stays one."""
    return as_meant(text) if type(text) is str else text


def _names_columns(cells: dict[str, str], columns: dict[str, Column], kind: TableKind) -> bool:
    """Whether a row is the second one of an export, with the names of the columns for people."""
    return all(place in columns and kind.headings.get(folded(text)) == columns[place] for place, text in cells.items())


def _columns(cells: dict[str, str], kind: TableKind) -> dict[str, Column]:
    """The columns by their letters, from the row of headings; FileRefused for unknown, repeated or missing ones."""
    headings = {place: folded(text) for place, text in cells.items()}
    unknown = {place: cells[place] for place, heading in headings.items() if heading not in kind.headings}
    if unknown:
        raise _unknown_headings(unknown, kind)
    known = {place: kind.headings[heading] for place, heading in headings.items()}
    places: dict[str, str] = {}
    for place, column in known.items():
        if column.heading in places:
            words = _("The heading “%(heading)s” stands twice: in the columns %(first)s and %(second)s.")
            raise FileRefused(words % {"heading": column.heading, "first": places[column.heading], "second": place})
        places[column.heading] = place
    if (key := kind.columns[0].heading) not in places:
        words = _("The column “%(heading)s” is missing, by which a row is found. It may have empty cells for new rows.")
        raise FileRefused(words % {"heading": key})
    return known


def _unknown_headings(cells: dict[str, str], kind: TableKind) -> FileRefused:
    told = ", ".join(f"“{text.strip()[:60]}” ({place})" for place, text in list(cells.items())[:5])
    words = _("The first row has headings that are not known: %(found)s. Known are: %(known)s.")
    return FileRefused(words % {"found": told, "known": ", ".join(column.heading for column in kind.columns)})
