"""Storing an uploaded table until its import is confirmed, and reading it again."""

from datetime import datetime
from typing import Any

from django.core.files import File

from conference.files.safe_open import FileRefused
from conference.files.tables import raw_sheets
from conference.imports.columns import matching_of
from conference.imports.corrections import corrections_of
from conference.imports.files import keep_upload, parsed_file
from conference.models import Conference, ImportFile, User
from speakers.imports.columns import KINDS, TableKind
from speakers.imports.matching import PeopleMatcher
from speakers.imports.parse import HeadingsUnmatched, Table, read, table_from


def store_upload(upload: File, kind: TableKind, *, conference: Conference, by: User, at: datetime) -> ImportFile:
    """Store an uploaded file for its preview; FileRefused if it cannot be read.

    If its headings are not those of the product, it is read as files with the same headings were matched before.
    """
    format, sheets = raw_sheets(upload)
    options: dict[str, Any] = {}
    rows = 0
    try:
        rows = len(table_from(format, sheets, kind).rows)
    except HeadingsUnmatched:
        matcher = PeopleMatcher(kind, conference)
        if matching := matcher.remembered(sheets):
            options = matcher.note(sheets[matching.sheet], matching)
            rows = matcher.check(format, sheets, matching)
    outcome = {"format": format, "rows": rows}
    return keep_upload(
        upload, kind.key, ending=format, conference=conference, by=by, at=at, outcome=outcome, options=options
    )


def table_of(import_file: ImportFile) -> Table:
    """Parse the table of an uploaded file, as it was matched and corrected; FileRefused if the file is gone.

    HeadingsUnmatched if nobody has said yet what its columns are.
    """
    matching = matching_of(import_file)
    table: Table = parsed_file(import_file, lambda file: read(file, KINDS[import_file.kind], matching))
    return table.corrected(corrections_of(import_file))


def is_unmatched(import_file: ImportFile) -> bool:
    """Whether a person has to say what the columns of a file are."""
    try:
        table_of(import_file)
    except HeadingsUnmatched:
        return True
    except FileRefused:  # the preview says why
        return False
    return False
