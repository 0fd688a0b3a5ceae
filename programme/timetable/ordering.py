"""The order of a day: a session changes places with a neighbour; panels are renumbered in the order of time."""

from datetime import date, datetime
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from conference.confirmation import Shown, changed_since
from conference.languages import texts
from conference.models import AuditEntry, Conference, User
from conference.refusals import Conflict, Refusal
from programme.local_time import ClockChanged
from programme.models import Session
from programme.timetable.saving import lock, write_times
from programme.timetable.shift_plan import moments_of, slots_of
from programme.timetable.shifting import Slot, clashes

UP, DOWN = "up", "down"


def neighbours(sessions: list[Session], slots: dict[int, Slot]) -> tuple[dict[int, int], dict[int, int]]:
    """Return with whom each session can change places: ({key: key above}, {key: key below}).

    Sessions that begin together are neighbours as they are listed. Others are when they are of one room, or on a day
    on which no two sessions are at the same time.
    """
    above: dict[int, int] = {}
    below: dict[int, int] = {}
    days: dict[date, list[Slot]] = {}
    for session in sessions:
        days.setdefault(slots[session.pk].start.date(), []).append(slots[session.pk])
    for day in days.values():
        is_single = all(slot.end <= next_.start for slot, next_ in pairwise(day))
        last_in: dict[int | None, Slot] = {}
        for before, slot in zip([None, *day], day, strict=False):
            other = before if is_single else last_in.get(slot.room)
            if before and before.start == slot.start:
                above[slot.key], below[before.key] = before.key, slot.key
            elif other and other.end <= slot.start:
                above[slot.key] = other.key
                below.setdefault(other.key, slot.key)
            last_in[slot.room] = slot
    return above, below


@transaction.atomic
def change_places(conference: Conference, session: Session, direction: str, *, by: User | None, at: datetime) -> None:
    """Move a session up or down by one: the two keep their durations, and the time between them stays."""
    row, sessions = lock(conference)
    rows, slots = {each.pk: each for each in sessions}, slots_of(sessions, row.zone)
    above, below = neighbours(sessions, slots)
    other = (above if direction == UP else below).get(session.pk)
    if other is None:
        raise Refusal(_("There is nothing to move it past."))
    first, second = (session.pk, other) if direction == DOWN else (other, session.pk)
    if slots[first].start == slots[second].start:
        _reorder(row, [each for each in sessions if slots[each.pk].start == slots[first].start], first, by, at)
    else:
        _swap(row, rows, slots, slots[first], slots[second], by, at)


def _swap(
    conference: Conference,
    rows: dict[int, Session],
    slots: dict[int, Slot],
    first: Slot,
    second: Slot,
    by: User | None,
    at: datetime,
) -> None:
    if first.has_begun or second.has_begun:
        raise Refusal(_("What has begun keeps its place."))
    earlier = second.at(first.start, first.start + (second.end - second.start))
    start = earlier.end + (second.start - first.end)
    swapped = {earlier.key: earlier, first.key: first.at(start, start + (first.end - first.start))}
    new = clashes((slots | swapped).values()) - clashes(slots.values())
    if new:
        in_the_way = next(iter(frozenset().union(*new) - set(swapped)), first.key)
        words = _("They cannot change places: “%(title)s” would be in the same room at the same time.")
        raise Refusal(words % {"title": rows[in_the_way]})
    for key, slot in swapped.items():
        rows[key].conference = conference
        try:
            moments = moments_of(slot, rows[key], conference.zone)
        except ClockChanged as changed:
            raise Refusal(str(changed)) from None
        write_times(rows[key], *moments, act=AuditEntry.Act.MOVE, by=by, at=at)


def _reorder(conference: Conference, together: list[Session], first: int, by: User | None, at: datetime) -> None:
    """Move one of several sessions that begin together behind the next."""
    place = [session.pk for session in together].index(first)
    together[place], together[place + 1] = together[place + 1], together[place]
    for position, session in enumerate(together):
        if session.position != position:
            detail = {"position": [session.position, position]}
            session.position = position
            session.save(update_fields=["position"])
            AuditEntry.objects.record(
                act=AuditEntry.Act.MOVE, subject=session, by=by, at=at, conference=conference, detail=detail
            )


def numbers_in_order(sessions: list[Session]) -> list[tuple[Session, int]]:
    """Return the panels whose number is not their rank in time, with the new one: [(session, number)]."""
    panels = [session for session in sessions if session.kind == Session.Kind.PANEL]
    return [(panel, number) for number, panel in enumerate(panels, start=1) if panel.number != number]


def shown_numbers(changes: list[tuple[Session, int]]) -> Shown:
    """Return all that the page of numbers shows; each panel is a part, by its key."""
    return Shown({panel.pk: [texts(panel, "title"), panel.number, number] for panel, number in changes})


@transaction.atomic
def renumber(conference: Conference, *, seen: str, by: User | None, at: datetime) -> int:
    """Renumber the panels in the order of time, as the page with the token `seen` showed; returns how many changed."""
    row, sessions = lock(conference)
    changes = numbers_in_order(sessions)
    shown_numbers(changes).confirm(seen, Conflict(changed_since()))
    # No two panels may ever share a number, so that for a moment they are meetings.
    panels = Session.objects.filter(pk__in=[panel.pk for panel, __ in changes])
    panels.update(kind=Session.Kind.MEETING, number=None)
    for panel, number in changes:
        detail = {"number": [panel.number, number]}
        panel.number = number
        panel.save(update_fields=["kind", "number"])
        AuditEntry.objects.record(
            act=AuditEntry.Act.RENUMBER, subject=panel, by=by, at=at, conference=row, detail=detail
        )
    return len(changes)
