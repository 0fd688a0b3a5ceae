"""Finds sessions that a file puts into one room at the same time, with each other or with existing sessions."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from programme.imports.existing import ExistingProgramme
from programme.imports.plan import ScheduleItem
from programme.models import Room


def overlaps(
    items: list[ScheduleItem], existing: ExistingProgramme, rooms: dict[str, tuple[Room | None, str]]
) -> list[list[str]]:
    """Return a list of warnings for each item of a session, in the same order."""
    found: list[list[str]] = [[] for _item in items]
    by_room: dict[Any, list[tuple[datetime, datetime, str, int | None]]] = {}
    for place, item in enumerate(items):
        event = item.theirs
        if event and event.room and item.kind != "refused":
            row = rooms[event.room][0]
            spans = by_room.setdefault(row.pk if row else event.room, [])
            spans.append((event.starts_at, event.ends_at, item.name, place))
    named = {item.row.pk for item in items if item.row}
    for session in existing.sessions:
        if session.room_id in by_room and session.pk not in named:
            by_room[session.room_id].append((session.starts_at, session.ends_at, str(session), None))
    for spans in by_room.values():
        spans.sort(key=lambda span: span[:2])
        latest = None
        for span in spans:
            if latest and span[0] < latest[1]:
                one, other = (latest, span) if span[3] is None else (span, latest)
                if one[3] is not None:
                    words = _("It overlaps “%(name)s” in the same room.") % {"name": other[2]}
                    found[one[3]].append(words)
            if latest is None or span[1] > latest[1]:
                latest = span
    return found
