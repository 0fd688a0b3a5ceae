"""Storing an uploaded table until its import is confirmed, and reading it again."""

from datetime import datetime

from django.core.files import File

from conference.imports.files import keep_upload, parsed_file
from conference.models import Conference, ImportFile, User
from speakers.imports.columns import KINDS, TableKind
from speakers.imports.parse import Table, read


def store_upload(upload: File, kind: TableKind, *, conference: Conference, by: User, at: datetime) -> ImportFile:
    """Store an uploaded file for its preview; FileRefused if it cannot be read."""
    table = read(upload, kind)
    outcome = {"format": table.format, "rows": len(table.rows)}
    return keep_upload(upload, kind.key, ending=table.format, conference=conference, by=by, at=at, outcome=outcome)


def table_of(import_file: ImportFile) -> Table:
    """Parse the table of an uploaded file; FileRefused if the file is gone."""
    return parsed_file(import_file, lambda file: read(file, KINDS[import_file.kind]))
