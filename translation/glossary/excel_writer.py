"""Writing a glossary as an Excel workbook with the columns of the CSV file. No text ever becomes a formula."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from conference.files.formula_injection import neutral
from conference.files.ooxml import escaped
from conference.languages import official
from conference.on_demand import on_demand
from translation.glossary.tables import TERM_FIELDS, headings, row_of
from translation.glossary.terms import ConceptTerms

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

openpyxl = on_demand("openpyxl")

_SHORT, _LONG = 14, 34  # widths of columns
_READING_ORDER = {"ltr": 1, "rtl": 2}


def write_xlsx(terms: Iterable[ConceptTerms]) -> bytes:
    """Returns a workbook of one sheet with a row for each concept, which is read back as it was."""
    book = openpyxl.Workbook(write_only=True)
    book.properties.title = book.properties.creator = "Rostrum"
    book.properties.created = datetime(1980, 1, 1)
    sheet = book.create_sheet("glossary")
    sheet.freeze_panes = "B2"
    names = headings()
    for number, name in enumerate(names, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].width = (
            _SHORT if name in ("concept", "name") else _LONG
        )
    with closing(sheet):
        sheet.append(_cells(sheet, names, names, is_heading=True))
        for term in terms:
            sheet.append(_cells(sheet, names, row_of(term)))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(
    sheet: "WriteOnlyWorksheet", names: list[str], texts: list[str], *, is_heading: bool = False
) -> "Iterator[WriteOnlyCell]":
    for name, text in zip(names, texts, strict=True):
        cell = openpyxl.cell.WriteOnlyCell(sheet)
        direction = official(TERM_FIELDS[name][0]).direction if name in TERM_FIELDS else ""
        order = 0 if is_heading else _READING_ORDER.get(direction, 0)
        cell.alignment = openpyxl.styles.Alignment(vertical="top", wrap_text=True, readingOrder=order)
        cell.number_format = "@"
        cell.font = openpyxl.styles.Font(bold=is_heading)
        cell._value, cell.data_type = escaped(neutral(text)), "s"
        yield cell
