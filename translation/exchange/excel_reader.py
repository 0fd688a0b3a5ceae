"""Reading an Excel sheet back by the names in its hidden first row; rows and columns may have moved."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from conference.files.safe_open import FileRefused
from conference.files.xlsx_reader import WORKBOOK, Sheet, sheets
from conference.languages import official
from translation.exchange.markers import read_key, read_mark
from translation.exchange.table_columns import columns_in
from translation.units import OnProgress, ParsedFile, UnitCollector, language_of

__all__ = ["WORKBOOK", "read"]
_LATEST_HEADINGS = 20  # the row below which no headings are looked for


def read(file: BinaryIO, *, target_language: str | None = None, on_progress: OnProgress | None = None) -> ParsedFile:
    """Returns what a workbook holds; the first sheet that has our headings, or names two languages, is read."""
    collector = UnitCollector("xlsx", target_language)
    for sheet in sheets(file, on_progress):
        if _read_sheet(sheet, collector):
            return collector.parsed_file()
    raise FileRefused(
        _(
            "No row of the workbook names its columns. Export it again, or name two columns by their languages, such"
            " as English and French."
        )
    )


def _read_sheet(sheet: Sheet, collector: UnitCollector) -> bool:
    """Collects the rows of a sheet; returns whether it has headings."""
    columns = None
    for number, cells in sheet.rows:
        if columns:
            row = {column: cells.get(place, "") for column, place in columns.places.items()}
            _collect(collector, row, columns.source)
        elif cells and number <= _LATEST_HEADINGS and (columns := columns_in(cells, collector.wanted)):
            collector.expect(columns.target)
    return columns is not None


def _collect(collector: UnitCollector, row: dict[str, str], source_language: str) -> None:
    """Adds a row; the second one, which names the columns for people, has a language's name as its source."""
    key, source = read_key(row.get("key", "")), row["source"]
    if key is None and source == official(language_of(source_language)).name:
        return
    own, state, digests = read_mark(row.get("mark", ""))
    collector.add(
        key,
        source,
        row["target"],
        source_language=language_of(own or source_language),
        state=row.get("state", "").strip().lower() or state,
        note=row.get("note", ""),
        digests=digests,
    )
