"""Keeping an uploaded file until its import is confirmed, and parsing it again."""

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import file_digest
from typing import IO, Any

from django.core.files import File
from django.utils.translation import gettext as _

from conference.caches import Cache
from conference.files.safe_open import FileRefused
from conference.files.uploads import name_of
from conference.models import Conference, ImportFile, User

MOST_KEPT = 4  # parsed files in memory, so that the pages of a preview do not parse the file again
_parsed: Cache[tuple[object, ...], Any] = Cache(MOST_KEPT)


def keep_upload(
    upload: File,
    kind: str,
    *,
    ending: str = "",
    conference: Conference,
    by: User,
    at: datetime,
    outcome: Mapping[str, object],
    language: str = "",
    options: Mapping[str, object] | None = None,
) -> ImportFile:
    """Keep a file that could be parsed. `outcome` is what its list tells of it, such as {"format": "csv"}."""
    upload.seek(0)
    row = ImportFile(conference=conference, kind=kind, language=language, by=by, at=at)
    row.name, row.outcome, row.options = name_of(upload) or ending or kind, {**outcome}, {**(options or {})}
    row.file.save(f"{conference.slug}-{language or kind}.{ending}".rstrip("."), upload, save=False)
    row.save()
    return row


def parsed_file(import_file: ImportFile, parse: Callable[[IO[bytes]], Any]) -> Any:
    """Return what an uploaded file holds; FileRefused if it is gone."""
    try:
        with import_file.file.open("rb") as file:
            digest = file_digest(file, "blake2b").digest()
            key = digest, import_file.kind, import_file.language, repr(import_file.options)
            if (known := _parsed.get(key)) is not None:
                return known
            file.seek(0)
            parsed = parse(file)
    except FileNotFoundError:
        raise FileRefused(_("The file is no longer there.")) from None
    _parsed[key] = parsed
    return parsed
