"""Tables as people hand them in: CSV and workbooks, made of rows of cells."""

import csv
from io import BytesIO, StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from speakers.imports.columns import KINDS
from speakers.imports.parse import read
from speakers.imports.preview import preview
from speakers.imports.receive import receive


def csv_of(*rows, separator=",", encoding="utf-8"):
    out = StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_of(*rows, change=None):
    """A workbook as Excel writes it; `change` does something to its sheet first."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def look(content, conference, kind="speakers"):
    """What taking a file would do."""
    return preview(read(BytesIO(content), KINDS[kind]), KINDS[kind], conference)


def hand_in(content, conference, by, at, kind="speakers", name="people.csv"):
    return receive(SimpleUploadedFile(name, content), KINDS[kind], conference=conference, by=by, at=at)


def problems_of(content, conference, kind="speakers"):
    """(row, letters of the column, heading, sentence) of everything that is wrong with a file."""
    return [
        (entry.number, each.place, each.column and each.column.heading, each.said)
        for entry in look(content, conference, kind).entries
        for each in entry.problems
    ]
