"""Applies an import: all that its preview showed, or nothing, in one transaction, with an entry in the audit trail."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from conference.files.safe_open import FileRefused
from conference.files.uploads import name_of
from conference.models import AuditEntry, Conference, ImportFile, User
from conference.models.import_file import ImportRefused, PreviewOutdated
from programme.imports.parse import parse_schedule
from programme.imports.plan import ScheduleChoices, SchedulePreview
from programme.imports.preview import preview_schedule
from programme.imports.save import ScheduleWriter
from programme.imports.schedule import Schedule
from programme.models import Room, Session
from speakers.models import Speaker


def store_upload(upload: UploadedFile, *, conference: Conference, by: User | None, at: datetime) -> ImportFile:
    """Store an uploaded file for its preview; FileRefused if it cannot be parsed."""
    schedule = parse_schedule(upload)
    upload.seek(0)
    row = ImportFile(
        conference=conference, kind=ImportFile.Kind.SCHEDULE, name=name_of(upload) or "schedule", by=by, at=at
    )
    row.outcome = {"sessions": len(schedule.events)}
    row.file.save(f"{conference.slug}-schedule", upload, save=False)
    row.save()
    return row


def parsed_schedule(import_file: ImportFile) -> Schedule:
    """Return the parsed schedule of an uploaded file; FileRefused if the file is gone."""
    try:
        with import_file.file.open("rb") as file:
            return parse_schedule(file)
    except FileNotFoundError:
        raise FileRefused(_("The file is no longer there.")) from None


def apply_import(
    import_file: ImportFile,
    *,
    choices: ScheduleChoices,
    seen: str,
    by: User | None,
    at: datetime,
    on_progress: Callable[[int, int], None] | None = None,
) -> int:
    """Import a file as its preview showed it; returns the number of parts written.

    `seen` is the fingerprint of that preview: PreviewOutdated if an import would now do anything else. ImportRefused
    says why nothing was written.
    """
    schedule = parsed_schedule(import_file)
    with transaction.atomic():
        row = ImportFile.objects.select_for_update().get(pk=import_file.pk)
        if row.taken_at:
            raise ImportRefused(_("This file has already been imported; nothing was written a second time."))
        conference = _locked(row.conference_id)
        found = preview_schedule(schedule, conference)
        words = _("The programme has changed since this preview. Check what the file would change now, then confirm.")
        found.shown.confirm(seen, PreviewOutdated(words))
        detail = _write(found, choices, row, by=by, at=at, on_progress=on_progress)
        row.taken_at, row.outcome = at, {**row.outcome, **detail}
        row.save(update_fields=["taken_at", "outcome"])
    return detail["written"]


def apply_schedule(schedule: Schedule, conference: Conference, *, choices: ScheduleChoices, at: datetime) -> int:
    """Import a schedule from the command line, without a stored upload; returns the number of parts written."""
    with transaction.atomic():
        conference = _locked(conference.pk)
        return _write(preview_schedule(schedule, conference), choices, conference, by=None, at=at)["written"]


def _locked(key: int) -> Conference:
    """Lock the conference and its rows, in the same order as all who write them, so that nobody deadlocks."""
    conference = Conference.objects.select_for_update(no_key=True).get(pk=key)
    for model in (Room, Speaker, Session):
        rows = model.objects.filter(conference=conference).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))
    return conference


def _write(
    found: SchedulePreview,
    choices: ScheduleChoices,
    subject: models.Model,
    *,
    by: User | None,
    at: datetime,
    on_progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    if not found.to_apply(choices):
        raise ImportRefused(_("There is nothing to import from this file."))
    try:
        written = ScheduleWriter(found, choices, by=by, at=at, on_progress=on_progress).write()
    except ProtectedError:
        raise ImportRefused(_("Something is kept of a session that would be removed; nothing was written.")) from None
    conference = found.existing.conference
    detail = {
        "counts": {str(kind): number for kind, number in found.counts.items()},
        "written": written,
        "conflicts": str(choices.conflicts),
        "widened": bool(choices.widen and found.outside),
        "removed": choices.remove,
        "status": str(choices.status),
    }
    AuditEntry.objects.record(
        act="programme: import", subject=subject, by=by, at=at, conference=conference, detail=detail
    )
    return detail
