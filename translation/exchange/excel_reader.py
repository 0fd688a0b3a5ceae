"""Reading an Excel sheet back by the names in its hidden first row; rows and columns may have moved."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from conference.files.safe_open import FileRefused
from conference.files.xlsx_reader import WORKBOOK, Sheet, sheets
from conference.languages import official
from translation.exchange.markers import HEADING, read_key, read_mark
from translation.units import OnProgress, ParsedFile, UnitCollector, language_of

__all__ = ["WORKBOOK", "read"]


def read(file: BinaryIO, *, target_language: str | None = None, on_progress: OnProgress | None = None) -> ParsedFile:
    """Returns what a workbook holds; the first sheet that has our headings is read."""
    collector = UnitCollector("xlsx", target_language)
    for sheet in sheets(file, on_progress):
        if _read_sheet(sheet, collector):
            return collector.parsed_file()
    raise FileRefused(_("The workbook lacks the first row, which is hidden and names the columns; export it again."))


def _read_sheet(sheet: Sheet, collector: UnitCollector) -> bool:
    """Collects the rows of a sheet; returns whether it has our headings."""
    columns: dict[str, str] = {}
    languages: dict[str, str] = {}
    for __, cells in sheet.rows:
        if not cells:
            continue
        if columns:
            _collect(
                collector, {column: cells.get(place, "") for column, place in columns.items()}, languages["source"]
            )
            continue
        marks = {place: HEADING.fullmatch(text.strip()) for place, text in cells.items()}
        found = {str(mark["column"]): place for place, mark in marks.items() if mark}
        if {"key", "source", "target"} <= found.keys():
            columns = found
            languages = {str(mark["column"]): str(mark["language"] or "") for mark in marks.values() if mark}
            collector.expect(languages["target"])
    return bool(columns)


def _collect(collector: UnitCollector, row: dict[str, str], source_language: str) -> None:
    """Adds a row; the second one, which names the columns for people, has a language's name as its source."""
    key, source = read_key(row["key"]), row["source"]
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
