"""Taking a schedule: all that its preview showed, or nothing, in one transaction, and entered in the trail."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from conference.files.safe_open import FileRefused
from conference.files.uploads import name_of
from conference.models import AuditEntry, Conference, HandedIn
from conference.models.import_file import LookedAtBefore, NotTaken
from programme.imports.parse import parse_schedule
from programme.imports.preview import preview_schedule
from programme.imports.save import ScheduleWriter
from programme.models import Room, Session
from speakers.models import Speaker


def store_upload(upload: UploadedFile, *, conference, by, at):
    """Keep a file that can be read, to be looked at; FileRefused says why one cannot be."""
    schedule = parse_schedule(upload)
    upload.seek(0)
    row = HandedIn(conference=conference, kind=HandedIn.Kind.SCHEDULE, name=name_of(upload) or "schedule", by=by, at=at)
    row.outcome = {"sessions": len(schedule.events)}
    row.file.save(f"{conference.slug}-schedule", upload, save=False)
    row.save()
    return row


def parsed_schedule(import_file):
    """The schedule of a file that was handed in; FileRefused where the file is gone."""
    try:
        with import_file.file.open("rb") as file:
            return parse_schedule(file)
    except FileNotFoundError:
        raise FileRefused(_("The file is no longer there.")) from None


def apply_import(import_file, *, choices, seen, by, at, on_progress=None):
    """Take a file as its preview showed it (`seen` is that one's fingerprint); returns how many parts were written.

    ImportRefused says why nothing was.
    """
    schedule = parsed_schedule(import_file)
    with transaction.atomic():
        row = HandedIn.objects.select_for_update().get(pk=import_file.pk)
        if row.taken_at:
            raise NotTaken(_("This file has already been imported; nothing was written a second time."))
        conference = _locked(row.conference_id)
        found = preview_schedule(schedule, conference)
        if found.fingerprint != seen:
            words = _(
                "The programme has changed since this preview. Check what the file would change now, then confirm."
            )
            raise PreviewOutdated(words)
        detail = _write(found, choices, row, by=by, at=at, on_progress=on_progress)
        row.taken_at, row.outcome = at, {**row.outcome, **detail}
        row.save(update_fields=["taken_at", "outcome"])
    return detail["written"]


def apply_schedule(schedule, conference, *, choices, at):
    """Take a schedule from the command line, of which no person's file is kept; returns how many parts were written."""
    with transaction.atomic():
        conference = _locked(conference.pk)
        return _write(preview_schedule(schedule, conference), choices, conference, by=None, at=at)["written"]


def _locked(key):
    """The conference, its rows held in the order in which whoever writes one of them does."""
    conference = Conference.objects.select_for_update(no_key=True).get(pk=key)
    for model in (Room, Speaker, Session):
        rows = model.objects.filter(conference=conference).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))
    return conference


def _write(found, choices, subject, *, by, at, on_progress=None):
    if not found.to_apply(choices):
        raise NotTaken(_("There is nothing to import from this file."))
    try:
        written = ScheduleWriter(found, choices, by=by, at=at, on_progress=on_progress).write()
    except ProtectedError:
        raise NotTaken(_("Something is kept of a session that would be removed; nothing was written.")) from None
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
