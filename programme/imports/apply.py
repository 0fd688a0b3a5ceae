"""Applies an import: all that its preview showed, or nothing, in one transaction."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from conference.imports.apply import nothing_to_import
from conference.imports.files import keep_upload, parsed_file
from conference.imports.kind import OnProgress
from conference.models import AuditEntry, Conference, ImportFile, User
from conference.models.import_file import ImportRefused
from conference.recorded_rows import Journal
from programme.imports.parse import parse_schedule
from programme.imports.plan import ScheduleChoices, SchedulePreview
from programme.imports.preview import preview_schedule
from programme.imports.save import ScheduleWriter
from programme.imports.schedule import Schedule
from programme.models import Room, Session
from speakers.models import Speaker


def store_upload(upload: UploadedFile, *, conference: Conference, by: User, at: datetime) -> ImportFile:
    """Store an uploaded file for its preview; FileRefused if it cannot be parsed."""
    outcome = {"sessions": len(parse_schedule(upload).events)}
    return keep_upload(upload, ImportFile.Kind.SCHEDULE, conference=conference, by=by, at=at, outcome=outcome)


def parsed_schedule(import_file: ImportFile) -> Schedule:
    """Return the parsed schedule of an uploaded file; FileRefused if the file is gone."""
    return parsed_file(import_file, parse_schedule)


def apply_schedule(schedule: Schedule, conference: Conference, *, choices: ScheduleChoices, at: datetime) -> int:
    """Import a schedule from the command line, without a stored upload; returns the number of parts written."""
    with transaction.atomic():
        conference = locked(conference.pk)
        detail = write(preview_schedule(schedule, conference), choices, journal=Journal(), by=None, at=at)
        AuditEntry.objects.record(
            act=AuditEntry.Act.IMPORT_PROGRAMME,
            subject=conference,
            by=None,
            at=at,
            conference=conference,
            detail=detail,
        )
    return detail["written"]


def locked(key: int) -> Conference:
    """Lock the conference and its rows, in the same order as all who write them, so that nobody deadlocks."""
    conference = Conference.objects.select_for_update(no_key=True).get(pk=key)
    for model in (Room, Speaker, Session):
        rows = model.objects.filter(conference=conference).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))
    return conference


def write(
    found: SchedulePreview,
    choices: ScheduleChoices,
    *,
    journal: Journal,
    by: User | None,
    at: datetime,
    on_progress: OnProgress | None = None,
) -> dict[str, Any]:
    """Write what a preview showed; return the outcome."""
    if not found.to_apply(choices):
        raise nothing_to_import()
    try:
        written = ScheduleWriter(found, choices, journal=journal, by=by, at=at, on_progress=on_progress).write()
    except ProtectedError:
        raise ImportRefused(_("Something is kept of a session that would be removed; nothing was written.")) from None
    return {
        "counts": {str(kind): number for kind, number in found.counts.items()},
        "written": written,
        "conflicts": str(choices.conflicts),
        "widened": bool(choices.widen and found.outside),
        "removed": choices.remove,
        "status": str(choices.status),
    }
