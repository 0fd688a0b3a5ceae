"""Glossaries as people keep them, as Excel workbooks: a merged title above, other headings, remarks beside."""

from io import BytesIO

from openpyxl import Workbook

LIST = [
    ["UNTERM ID", "English", "French", "Terme à éviter (français)", "Definition", "Remarks"],
    ["U-1", "victim", "victime", "cible", "A person who was harmed", "see U-2"],
    ["U-2", "trust fund", "fonds d’affectation spéciale", "", "", ""],
]
MATCHED = {"A": "concept", "B": "en", "C": "fr", "D": "fr avoid", "E": "definition", "F": ""}


def workbook_of(*rows, title="", merged=()):
    """A workbook with rows; with a title, it is merged over the columns in a row of its own above them."""
    book = Workbook()
    sheet = book.active
    if title:
        sheet.append([title])
        sheet.merge_cells("A1:F1")
    for row in rows:
        sheet.append(row)
    for reference in merged:
        sheet.merge_cells(reference)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def translators_list(rows=LIST):
    return workbook_of(*rows, title="Terms of the dialogue, as of 29 November 2026")
