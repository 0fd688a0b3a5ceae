"""Keeping a table that somebody hands in until it is confirmed, and reading it again."""

from hashlib import file_digest

from django.utils.translation import gettext as _

from conference.files.safe_open import FileRefused
from conference.files.uploads import name_of
from conference.models import HandedIn
from speakers.imports.columns import KINDS
from speakers.imports.parse import read

MOST_KEPT = 4  # tables in memory, so that turning a page does not read the file anew
_tables = {}


def receive(upload, kind, *, conference, by, at):
    """Keep a file that can be read, to be looked at; FileRefused says why one cannot be."""
    table = read(upload, kind)
    upload.seek(0)
    handed = HandedIn(conference=conference, kind=kind.key, name=name_of(upload) or table.format, by=by, at=at)
    handed.outcome = {"format": table.format, "rows": len(table.rows)}
    handed.file.save(f"{conference.slug}-{kind.key}.{table.format}", upload, save=False)
    handed.save()
    return handed


def table_of(handed):
    """The table in a file that was handed in; FileRefused where it is gone."""
    try:
        with handed.file.open("rb") as file:
            key = file_digest(file, "blake2b").digest(), handed.kind
            if (known := _tables.get(key)) is not None:
                return known
            table = read(file, KINDS[handed.kind])
    except FileNotFoundError:
        raise FileRefused(_("The file is no longer there.")) from None
    while len(_tables) >= MOST_KEPT:
        _tables.pop(next(iter(_tables)), None)
    return _tables.setdefault(key, table)
