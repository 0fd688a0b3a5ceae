"""Puts one session at another time or into another room, and proposes where it would clash with nothing."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from conference.confirmation import Shown
from conference.models import AuditEntry, Conference, User
from conference.refusals import Conflict, Refusal
from programme.local_time import on_wall
from programme.models import Room, Session, ShiftedSession, TimeShift
from programme.timetable.clashes import expected_in
from programme.timetable.saving import lock, write_times
from programme.timetable.shift_plan import ShiftMove, blocking, moments_of, slots_of

STEP = timedelta(minutes=15)


@dataclass(frozen=True)
class NewPlace:
    """When and where a session is held: start and end in local time, and the room, if any."""

    start: datetime
    end: datetime
    room: Room | None


def shown_place(session: Session) -> Shown:
    """All that the grid shows of where a session is: what is moved from there is moved from nowhere else."""
    return Shown({"place": [session.pk, session.starts_at, session.ends_at, session.room_id]})


@transaction.atomic
def put(conference: Conference, slug: str, place: NewPlace, *, seen: str, by: User | None, at: datetime) -> Session:
    """Put a session of a conference at a place, from where the page with the token `seen` showed it.

    Conflict if it is elsewhere or gone, Refusal if it can't be there: it has begun, or that is no time of the
    conference. A clash with others is no reason: it is shown.
    """
    row, sessions = lock(conference)
    session = next((each for each in sessions if each.slug == slug), None)
    if session is None:
        raise Conflict(_("This session is no longer there."))
    session.conference = row
    moved = _("This session was moved since you looked. Nothing was done: look where it is now.")
    shown_place(session).confirm(seen, Conflict(moved))
    _write(row, session, place, by=by, at=at)
    return session


def _write(conference: Conference, session: Session, place: NewPlace, *, by: User | None, at: datetime) -> None:
    slot = slots_of([session], conference.zone)[session.pk]
    move = ShiftMove(session, slot, slot.at(place.start, place.end))
    if slot.has_begun and (place.start, place.end) != (slot.start, slot.end):
        raise Refusal(_("What has begun keeps its place."))
    for words in blocking(conference, move):
        raise Refusal(words)
    changes_room = session.room_id != (place.room and place.room.pk)
    if move.before == move.after and not changes_room:
        raise Refusal(_("Nothing would move."))
    new = moments_of(move.after, session, conference.zone)
    shift = TimeShift.objects.create(conference=conference, by=by, at=at)
    ShiftedSession.objects.create(
        shift=shift,
        session=session,
        started_at=session.starts_at,
        ended_at=session.ends_at,
        starts_at=new[0],
        ends_at=new[1],
        changes_room=changes_room,
        former_room=session.room if changes_room else None,
        room=place.room if changes_room else None,
    )
    detail = {"together": shift.pk}
    write_times(session, *new, room=place.room, act=AuditEntry.Act.MOVE, by=by, at=at, detail=detail)


def cures(session: Session, sessions: Sequence[Session], rooms: Sequence[Room], zone: ZoneInfo) -> Iterator[NewPlace]:
    """Yield where a session would clash with nothing: another room at its time, a later time of the day in its room."""
    start, end = (on_wall(moment, zone) for moment in (session.starts_at, session.ends_at))
    others = [_Taken.of(other, zone) for other in sessions if other.pk != session.pk]
    people = expected_in(session).keys()

    def is_free(place: NewPlace) -> bool:
        return not any(other.clashes(place, people) for other in others)

    elsewhere = (NewPlace(start, end, room) for room in rooms if room.pk != session.room_id)
    later = (NewPlace(start + by, end + by, session.room) for by in _steps(start, end))
    for places in (elsewhere, later):
        yield from [place for place in [next(filter(is_free, places), None)] if place]


def _steps(start: datetime, end: datetime) -> Iterator[timedelta]:
    by = STEP
    while (end + by).date() == start.date():
        yield by
        by += STEP


@dataclass(frozen=True)
class _Taken:
    """The time, room and people of another session."""

    start: datetime
    end: datetime
    room: int | None
    people: frozenset[int]

    @classmethod
    def of(cls, session: Session, zone: ZoneInfo) -> "_Taken":
        start, end = (on_wall(moment, zone) for moment in (session.starts_at, session.ends_at))
        return cls(start, end, session.room_id, frozenset(expected_in(session)))

    def clashes(self, place: NewPlace, people: Set[int]) -> bool:
        if place.start >= self.end or self.start >= place.end:
            return False
        same_room = place.room is not None and place.room.pk == self.room
        return same_room or not self.people.isdisjoint(people)
