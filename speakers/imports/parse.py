"""Reading a table of speakers or delegations: by its own headings, or as a person matched its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import IO

from django.utils.translation import gettext as _

from conference.files import tables
from conference.files.safe_open import FileRefused
from conference.files.tables import NOT_TEXT, NumberedRow, RawSheet, raw_sheets
from conference.imports.corrections import Corrections
from conference.imports.matching import Matching, folded
from conference.imports.merged_cells import filled_down
from speakers.imports.cells import REASON, Column, OfDelegation
from speakers.imports.columns import TableKind


class HeadingsUnmatched(FileRefused):
    """Raised for a table whose headings are not those of the product: a person says which column is what."""


@dataclass(frozen=True)
class Table:
    """A table as read: {letters: column}, and (number, {letters: cell}) for each row that is not empty.

    `corrections` are what a person wrote in the preview in place of cells. `sheet` is the number of the sheet that is
    read, from 1, and `sheets_aside` has those of the others that are not empty.
    """

    format: str
    columns: dict[str, Column]
    rows: list[NumberedRow]
    corrections: Corrections = field(default_factory=dict)
    sheet: int = 1
    sheets_aside: Sequence[int] = ()

    @property
    def places(self) -> dict[str, str]:
        """The letters of the columns by the headings of what they hold."""
        return {heading: place for place, column in self.columns.items() for heading in column.headings}

    def corrected(self, corrections: Corrections) -> "Table":
        return replace(self, corrections=corrections)

    def is_left_out(self, number: int) -> bool:
        return number in self.corrections and self.corrections[number] is None

    def originals(self, number: int, cells: Mapping[str, str]) -> dict[str, str]:
        """The cells of a row that nobody has corrected, by their letters."""
        corrected = self.corrections.get(number) or {}
        return {
            place: cell
            for place, cell in cells.items()
            if place not in self.columns or self.columns[place].heading not in corrected
        }

    def texts(self, number: int, cells: Mapping[str, str]) -> dict[str, str]:
        """The texts of a row as corrected, by the headings of what they are."""
        corrected = dict(self.corrections.get(number) or {})
        found: dict[str, str] = {}
        for place, column in self.columns.items():
            cell = corrected.pop(column.heading, cells.get(place, ""))
            if cell.strip() and type(cell) not in NOT_TEXT:
                column.put(cell, found)
        return found | {heading: text for heading, text in corrected.items() if text.strip()}


def read(file: IO[bytes], kind: TableKind, matching: Matching | None = None) -> Table:
    """Read the table of a kind from a seekable file; FileRefused says what is wrong with it.

    Without a matching, HeadingsUnmatched if no sheet has headings of the product alone, each of them once.
    """
    return table_from(*raw_sheets(file), kind, matching)


def table_from(format: str, sheets: Sequence[RawSheet], kind: TableKind, matching: Matching | None = None) -> Table:
    """Return the table of a kind in sheets that are read, as `read` does."""
    if not any(sheet.rows for sheet in sheets):
        raise FileRefused(_("The file is empty."))
    if matching:
        return _of_sheets(_table(format, sheets[matching.sheet], matching, kind), sheets, matching.sheet)
    for number, sheet in enumerate(sheets):
        if sheet.rows and (columns := own_columns(sheet.rows[0][1], kind)):
            fields = {place: "" if column is REASON else column.heading for place, column in columns.items()}
            table = _table(format, sheet, Matching(number, sheet.rows[0][0], fields), kind)
            return _of_sheets(table, sheets, number)
    raise HeadingsUnmatched(_("Say which column of the file is what."))


def _of_sheets(table: Table, sheets: Sequence[RawSheet], read: int) -> Table:
    """The table of a sheet, which knows what other sheets the file has."""
    aside = [number for number, sheet in enumerate(sheets, start=1) if sheet.rows and number != read + 1]
    return replace(table, sheet=read + 1, sheets_aside=aside)


def own_columns(headings: Mapping[str, str], kind: TableKind) -> dict[str, Column] | None:
    """The columns by their letters, if all headings are those of the product, each of them once."""
    found = {place: kind.headings.get(folded(text)) for place, text in headings.items()}
    known = {place: column for place, column in found.items() if column}
    is_complete = len(known) == len(found) == len({column.heading for column in known.values()})
    return known if is_complete else None


def _table(format: str, sheet: RawSheet, matching: Matching, kind: TableKind) -> Table:
    columns = {place: kind.field(key) for place, key in matching.fields.items() if key}
    left_out = {place for place, key in matching.fields.items() if not key}
    below = [row for row in sheet.rows if row[0] > matching.row]
    if len(below) > tables.MOST_ROWS:
        raise FileRefused(_("The file has more than %(most)d rows; divide it.") % {"most": tables.MOST_ROWS})
    if below and _names_columns(below[0][1], columns, kind):
        below = below[1:]
    spread = {place for place, column in columns.items() if isinstance(column, OfDelegation)}
    if any(part.column(column.heading) for part in kind.parts for column in columns.values()):
        spread = set(columns)  # a panel beside several persons, or a person beside several panels
    below = filled_down(below, sheet.merged, spread=spread, aside=left_out)
    rows = [
        (number, {place: text for place, text in cells.items() if place not in left_out})
        for number, cells in below
        if not left_out or any(place in columns for place in cells)
    ]
    if not rows:
        raise FileRefused(_("The file has no row beneath the headings."))
    return Table(format, columns, rows)


def _names_columns(cells: dict[str, str], columns: dict[str, Column], kind: TableKind) -> bool:
    """Whether a row is the second one of an export, with the names of the columns for people."""
    return all(kind.headings.get(folded(text)) == columns.get(place, REASON) for place, text in cells.items())
