"""Importing a file: all that its preview showed, or nothing, in one transaction, with an entry in the audit trail."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from conference.imports.kind import ImportKind, OnProgress
from conference.models import AuditEntry, ImportFile, User
from conference.models.import_file import ImportRefused, PreviewOutdated
from conference.recorded_rows import Journal


def apply_import(
    kind: ImportKind,
    import_file: ImportFile,
    *,
    seen: str,
    by: User,
    at: datetime,
    choices: Any = None,
    on_progress: OnProgress | None = None,
) -> int:
    """Import a file as its preview showed it; return how many parts were written.

    `seen` is the token of that preview: PreviewOutdated if an import would now do anything else. ImportRefused says why
    nothing is written. `on_progress(done, total)` is called from time to time.
    """
    parsed = kind.parse(import_file)
    try:
        kind.prepare(import_file, parsed, by=by, at=at, on_progress=on_progress)
        with transaction.atomic():
            row = ImportFile.objects.select_for_update(of=("self",)).select_related("conference").get(pk=import_file.pk)
            refuse_imported(row)
            kind.lock(row, parsed)
            found = confirmed_preview(kind, row, parsed, seen=seen, by=by)
            journal = Journal(*kind.dependent)
            detail = kind.write(found, choices, journal=journal, by=by, at=at, on_progress=on_progress)
            journal.save(row)
            row.taken_at, row.outcome = at, {**row.outcome, **detail}
            row.save(update_fields=["taken_at", "outcome"])
            AuditEntry.objects.record(
                act=kind.act(row), subject=row, by=by, at=at, conference=row.conference, detail=kind.audited(row)
            )
    except IntegrityError:  # somebody has just added a row with the same key
        raise PreviewOutdated(kind.outdated) from None
    return detail["written"]


def refuse_imported(import_file: ImportFile) -> None:
    """Raise ImportRefused for a file that is imported already."""
    if import_file.taken_at:
        raise ImportRefused(_("This file has already been imported; nothing was written a second time."))


def confirmed_preview(kind: ImportKind, import_file: ImportFile, parsed: Any, *, seen: str, by: User) -> Any:
    """Return what the import would do now; PreviewOutdated unless the token `seen` is of exactly that."""
    found = kind.compare(import_file, parsed, by)
    found.shown.confirm(seen, PreviewOutdated(kind.outdated))
    return found


def nothing_to_import() -> ImportRefused:
    """Return the refusal of a file that would write nothing."""
    return ImportRefused(_("There is nothing to import from this file."))
