"""Tables as people upload them: CSV and workbooks, made of rows of cells."""

import csv
from functools import partial
from io import BytesIO, StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from conference.imports import apply, undo
from speakers.imports.columns import KINDS
from speakers.imports.kind import TABLES
from speakers.imports.parse import read
from speakers.imports.preview import preview_table
from speakers.imports.receive import store_upload

apply_import = partial(apply.apply_import, TABLES)
undo_import = partial(undo.undo_import, TABLES)


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


def preview(content, conference, kind="speakers"):
    """What the import of a file would do."""
    return preview_table(read(BytesIO(content), KINDS[kind]), KINDS[kind], conference)


def upload(content, conference, by, at, kind="speakers", name="people.csv"):
    return store_upload(SimpleUploadedFile(name, content), KINDS[kind], conference=conference, by=by, at=at)


def problems_of(content, conference, kind="speakers"):
    """(row, letters of the column, heading, sentence) of everything that is wrong with a file."""
    return [
        (planned.number, each.place, each.column and each.column.heading, each.message)
        for planned in preview(content, conference, kind).rows
        for each in planned.problems
    ]
