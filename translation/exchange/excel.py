"""Writing an Excel sheet: key, source, target, state, note, what it is. The first row, hidden, names the columns.

No text ever becomes a formula: each cell is text by its type and by its format. Where somebody entered a formula, the
formula is read and not its value.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from copy import copy
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conference.files.ooxml import escaped, repack
from conference.files.safe_open import FileRefused
from conference.languages import official
from conference.on_demand import on_demand
from translation.exchange.excel_reader import WORKBOOK, read
from translation.exchange.markers import mark_of, mark_of_count
from translation.exchange.notes import remark_in
from translation.units import STATES, OnProgress, Unit, exchange_code, fit, to_write

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet.worksheet import Worksheet

openpyxl = on_demand("openpyxl")

__all__ = ["FORMAT", "WORKBOOK", "read", "write"]

FORMAT = "xlsx"
LONGEST_CELL = 32_767  # in UTF-16 units
_WIDTHS = {"key": 28, "source": 60, "target": 60, "state": 12, "note": 30, "place": 30, "mark": 4}
_FORMULA = tuple("=+-@\t\r")
_CORE = "docProps/core.xml"


def write(
    units: Iterable[Unit],
    file: BinaryIO,
    *,
    target_language: str,
    source_language: str = "en",
    name: str = "Rostrum",
    on_progress: OnProgress | None = None,
    keeps_digests: bool = False,
) -> None:
    """Writes units as a workbook of one sheet, which runs right to left for Arabic.

    Units of a file that is given back keep the digests with which it came.
    """
    units = list(units)
    _refuse_longest(units)
    prepared = units if keeps_digests else to_write(units, target_language, on_progress)
    book = openpyxl.Workbook(write_only=True)
    book.properties.title, book.properties.creator = fit(name), "Rostrum"
    book.properties.created = datetime(1980, 1, 1)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", pgettext("for translation", "Texts"))[:31])
    _lay_out(sheet, target_language)
    styles = _CellStyles(sheet, source_language, target_language)
    with closing(sheet):
        for words in _headings(source_language, target_language, len(units)):
            sheet.append([styles.cell("heading", text) for text in words])
        for unit in prepared:
            sheet.append([styles.cell(kind, text) for kind, text in zip(_WIDTHS, _row(unit), strict=True)])
    with TemporaryFile() as package:
        book.save(package)
        repack(package, file, {_CORE: [_without_moment(package)]})


def _refuse_longest(units: Iterable[Unit]) -> None:
    for unit in units:
        for text in (unit.source, unit.target, unit.note):
            if len(text) > LONGEST_CELL // 2 and len(fit(text).encode("utf-16-le")) > 2 * LONGEST_CELL:
                words = _("A text is longer than a cell of Excel can be (%(key)s); choose another format.")
                raise FileRefused(words % {"key": unit.key})


def _row(unit: Unit) -> tuple[str, ...]:
    mark = mark_of(unit, exchange_code(unit.source_language))
    note = remark_in(unit.note)  # the column of notes is for people; what a text is has its own
    return (unit.key, unit.source, unit.target, unit.state, note, "" if note else unit.note, mark)


def _lay_out(sheet: "Worksheet", target_language: str) -> None:
    sheet.sheet_view.rightToLeft = official(target_language).direction == "rtl"
    sheet.freeze_panes = "B3"
    sheet.row_dimensions[1].hidden = True
    for column, width in enumerate(_WIDTHS.values(), start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    sheet.column_dimensions["G"].hidden = True
    states = openpyxl.worksheet.datavalidation.DataValidation(
        "list", formula1=f'"{",".join(STATES)}"', allow_blank=True
    )
    states.add("D3:D1048576")
    sheet.data_validations.append(states)


def _headings(source_language: str, target_language: str, number: int) -> Iterator[tuple[str, ...]]:
    source, target = official(source_language), official(target_language)
    yield (
        f"[rostrum:key] {mark_of_count(number)}",
        f"[rostrum:source:{source.exchange}]",
        f"[rostrum:target:{target.exchange}]",
        "[rostrum:state]",
        "[rostrum:note]",
        "[rostrum:place]",
        "[rostrum:mark]",
    )
    key, state, note = pgettext("of a text", "Key"), pgettext("of a translation", "State"), _("Note")
    yield (key, source.name, target.name, state, note, pgettext("of a text", "What it is"), "")


class _CellStyles:
    """The styles of the kinds of cell, made once and shared by all rows."""

    def __init__(self, sheet: "Worksheet", source_language: str, target_language: str) -> None:
        self._sheet = sheet
        self._styles: dict[str | tuple[str, str], object] = {}
        languages = {"source": official(source_language), "target": official(target_language)}
        for kind in ("heading", *_WIDTHS):
            cell = openpyxl.cell.WriteOnlyCell(sheet)
            order = {"rtl": 2, "ltr": 1}[languages[kind].direction] if kind in languages else 0
            cell.alignment = openpyxl.styles.Alignment(vertical="top", wrap_text=True, readingOrder=order)
            cell.number_format = "@"
            cell.protection = openpyxl.styles.Protection(locked=kind not in ("target", "state"))
            if kind == "heading":
                cell.font = openpyxl.styles.Font(bold=True)
            if kind not in ("target", "state"):
                cell.fill = openpyxl.styles.PatternFill("solid", fgColor="FFEDEDED")
            self._styles[kind] = copy(cell._style)
            cell.quotePrefix = True
            self._styles[kind, "quoted"] = cell._style

    def cell(self, kind: str, text: str) -> "WriteOnlyCell":
        cell = openpyxl.cell.WriteOnlyCell(self._sheet)
        cell._style = self._styles[(kind, "quoted") if text.startswith(_FORMULA) else kind]
        cell._value, cell.data_type = escaped(text), "s"
        return cell


def _without_moment(package: IO[bytes]) -> bytes:
    """Returns the core properties without the time of saving, so that the same texts give the same file."""
    with zipfile.ZipFile(package) as parts:
        return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", parts.read(_CORE))
