"""Erasing what is due of a conference: first the plan, then exactly what somebody has seen of it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from conference.archive.acts import lifted
from conference.locking import lock
from conference.models import AuditEntry, Conference
from conference.refusals import Conflict
from operations.demonstration.rows import file_fields
from operations.models import RetentionPeriod
from operations.models.retention import due_on
from operations.retention.kinds import PersonalData, erase, find


@dataclass(frozen=True)
class Item:
    """A kind of personal data: from which day it is to be erased, and what there is of it."""

    kind: RetentionPeriod.Kind
    due_on: date
    is_due: bool
    found: PersonalData


def plan(conference: Conference, day: date) -> list[Item]:
    """Returns what there is of each kind, and whether it is due on that day."""
    return [Item(kind, due, due <= day, find(kind, conference)) for kind, due in due_on(conference).items()]


def fingerprint(items: list[Item]) -> str:
    """Returns a short name of exactly what would be erased, by which somebody confirms that they have seen it."""
    found = [(str(item.kind), item.found) for item in _due(items)]
    seen = [[kind, each.rows, each.more, each.others, sorted(each.files)] for kind, each in found]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:12]


def erase_due(conference: Conference, *, seen: str, day: date, at: datetime) -> list[Item]:
    """Erases what is due, of an archived conference too, and returns it; Conflict where it is not what was seen."""
    with transaction.atomic(), lifted(conference):
        lock(conference)
        items = plan(conference, day)
        if fingerprint(items) != seen:
            raise Conflict("What is due has changed since you looked; nothing was erased.")
        due = _due(items)
        for item in due:
            erase(item.kind, conference, item.found, at=at)
        if due:
            AuditEntry.objects.record(
                act=AuditEntry.Act.ERASE_PERSONAL_DATA,
                subject=conference,
                by=None,
                at=at,
                conference=conference,
                detail={str(item.kind): item.found.number for item in due},
            )
        files = {name for item in due for name in item.found.files}
        for name in sorted(files - _still_named(files)):
            transaction.on_commit(partial(default_storage.delete, name))
    return due


def _due(items: list[Item]) -> list[Item]:
    return [item for item in items if item.is_due and item.found.number]


def _still_named(names: set[str]) -> set[str]:
    """The files that other rows name as well, such as those of a copy of the conference."""
    return {
        name
        for model, field in file_fields()
        for name in model._base_manager.filter(**{f"{field}__in": names}).values_list(field, flat=True)
    }
