"""Exporting a table of speakers or delegations as an Excel workbook or CSV, whose import changes nothing."""

import csv
from collections.abc import Iterable, Sequence
from contextlib import closing
from copy import copy
from datetime import datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from conference.files.formula_injection import neutral
from conference.files.ooxml import escaped
from conference.house import current_house
from conference.languages import official
from conference.models import Conference
from conference.on_demand import on_demand
from speakers.imports.cells import Choice, Column, Key, OfDelegation, YesOrNo
from speakers.imports.columns import TableKind

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import PatternFill
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

openpyxl = on_demand("openpyxl")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTENT_TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
_SHORT, _LONG = 14, 34  # widths of columns


Rows = Iterable[Iterable[str]]


def as_csv(kind: TableKind, conference: Conference, *, has_roles: bool = False) -> bytes:
    """Return the table as CSV, in UTF-8 with the byte order mark that Excel needs, and one row of headings."""
    return csv_of(kind, *_table(kind, conference, has_roles))


def as_xlsx(kind: TableKind, conference: Conference, *, has_roles: bool = False) -> bytes:
    """Return the table as a workbook; its second row names the columns for people, in the language of the page."""
    return xlsx_of(kind, *_table(kind, conference, has_roles))


def _table(kind: TableKind, conference: Conference, has_roles: bool) -> tuple[Sequence[Column], Rows]:
    """Return the columns and the rows; roles in sessions, which another conference would not know, only if asked."""
    parts = [part.exported(conference) for part in kind.parts if has_roles]
    further = [column for columns, __ in parts for column in columns]

    def cells(row: Any) -> list[str]:
        told = {heading: text for __, texts in parts for heading, text in texts.get(row.pk, {}).items()}
        return [*kind.cells(row).values(), *(told.get(column.heading, "") for column in further)]

    return [*kind.columns, *further], (cells(row) for row in kind.rows(conference))


def csv_of(kind: TableKind, columns: Sequence[Column], rows: Rows) -> bytes:
    """Return rows of cells as CSV."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(column.heading for column in columns)
    for row in rows:
        writer.writerow(neutral(text) for text in row)
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(kind: TableKind, columns: Sequence[Column], rows: Rows) -> bytes:
    """Return rows of cells as a workbook."""
    book = openpyxl.Workbook(write_only=True)
    book.properties.title, book.properties.creator = str(kind.name), current_house().name()
    book.properties.created = datetime(1980, 1, 1)
    sheet = book.create_sheet(kind.key)
    sheet.freeze_panes = "B3"
    sheet.sheet_view.rightToLeft = official(get_language()).direction == "rtl"
    for number, column in enumerate(columns, start=1):
        is_short = isinstance(column, Choice | Key | OfDelegation | YesOrNo)
        sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].width = _SHORT if is_short else _LONG
    cells = _Cells(sheet, columns)
    with closing(sheet):
        sheet.append(cells.headings([column.heading for column in columns]))
        sheet.append(cells.headings([str(column.label) for column in columns]))
        for row in rows:
            sheet.append(cells.row(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _grey() -> "PatternFill":
    return openpyxl.styles.PatternFill("solid", fgColor="FFEDEDED")


class _Cells:
    """Makes cells that are text by type and by format; the style of each column is made once."""

    def __init__(self, sheet: "WriteOnlyWorksheet", columns: Sequence[Column]) -> None:
        self._sheet = sheet
        self._styles = [self._style(column.language) for column in columns]
        self._heading = self._style("", is_heading=True)

    def _style(self, language: str, *, is_heading: bool = False) -> "StyleArray":
        cell = openpyxl.cell.WriteOnlyCell(self._sheet)
        order = {"rtl": 2, "ltr": 1}[official(language).direction] if language else 0
        cell.alignment = openpyxl.styles.Alignment(vertical="top", wrap_text=True, readingOrder=order)
        cell.number_format = "@"
        if is_heading:
            cell.font, cell.fill = openpyxl.styles.Font(bold=True), _grey()
        return copy(cell._style)

    def headings(self, texts: Iterable[str]) -> "list[Cell]":
        return [self._cell(text, self._heading) for text in texts]

    def row(self, texts: Iterable[str]) -> "list[Cell]":
        return [self._cell(neutral(text), style) for text, style in zip(texts, self._styles, strict=True)]

    def _cell(self, text: str, style: "StyleArray") -> "Cell":
        cell = openpyxl.cell.WriteOnlyCell(self._sheet)
        cell._style = style
        if text:
            cell._value, cell.data_type = escaped(text), "s"
        return cell
