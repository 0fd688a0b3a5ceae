"""Deleting a row so that it can be restored with what hung on it."""

from django.db import models

from conference.models import AuditEntry, Conference, RecordedAct
from conference.recorded_rows import Journal


def delete_recorded(row: models.Model, entry: AuditEntry) -> RecordedAct | None:
    """Delete a row and record it with all that goes with it; None where nothing is recorded.

    That is so of a conference, of what belongs to none, and of a person under protection. To be called in a transaction
    in which `entry`, the one of the audit trail, is written.
    """
    if entry.conference is None or isinstance(row, Conference) or getattr(row, "protected", False):
        row.delete()
        return None
    journal, key = Journal(), str(row.pk)
    journal.touch_removal(type(row), [row.pk])
    row.delete()
    return record(RecordedAct.Kind.DELETION, journal, (row._meta.label_lower, key), entry)


def record(kind: RecordedAct.Kind, journal: Journal, subject: tuple[str, str], entry: AuditEntry) -> RecordedAct:
    """Keep what an act did to rows, of which `subject` is the one that it is about: (label, key)."""
    act = RecordedAct(conference=entry.conference, entry=entry, kind=kind)
    act.subject_type, act.subject_key = subject
    act.save()
    journal.record(act)
    return act


def forget(row: models.Model) -> None:
    """Erase what is recorded of a row, as of a person who comes under protection."""
    found = RecordedAct.objects.filter(rows__subject_type=row._meta.label_lower, rows__subject_key=str(row.pk))
    RecordedAct.objects.filter(pk__in=list(found.values_list("pk", flat=True))).delete()
