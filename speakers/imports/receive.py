"""Storing an uploaded table until its import is confirmed, and reading it again."""

from datetime import datetime
from hashlib import file_digest

from django.core.files import File
from django.utils.translation import gettext as _

from conference.caches import Cache
from conference.files.safe_open import FileRefused
from conference.files.uploads import name_of
from conference.models import Conference, HandedIn, User
from speakers.imports.columns import KINDS, TableKind
from speakers.imports.parse import Table, read

MOST_KEPT = 4  # tables in memory, so that the pages of a preview do not parse the file again
_tables: Cache[tuple[bytes, str], Table] = Cache(MOST_KEPT)


def store_upload(upload: File, kind: TableKind, *, conference: Conference, by: User, at: datetime) -> HandedIn:
    """Store an uploaded file for its preview; FileRefused if it cannot be read."""
    table = read(upload, kind)
    upload.seek(0)
    import_file = HandedIn(conference=conference, kind=kind.key, name=name_of(upload) or table.format, by=by, at=at)
    import_file.outcome = {"format": table.format, "rows": len(table.rows)}
    import_file.file.save(f"{conference.slug}-{kind.key}.{table.format}", upload, save=False)
    import_file.save()
    return import_file


def table_of(import_file: HandedIn) -> Table:
    """Parse the table of an uploaded file; FileRefused if the file is gone."""
    try:
        with import_file.file.open("rb") as file:
            key = file_digest(file, "blake2b").digest(), import_file.kind
            if (known := _tables.get(key)) is not None:
                return known
            table = read(file, KINDS[import_file.kind])
    except FileNotFoundError:
        raise FileRefused(_("The file is no longer there.")) from None
    _tables[key] = table
    return table
