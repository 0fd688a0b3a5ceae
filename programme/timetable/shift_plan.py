"""Plans a shift of the sessions of a day, for the preview."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from conference.confirmation import Shown
from conference.languages import texts
from conference.models import Conference
from programme.local_time import ClockChanged, moment_of, on_wall
from programme.models import Role, Session
from programme.models.programme import SessionQuerySet
from programme.timetable.shifting import Shift, Slot, clashes
from speakers.models import Speaker

TIMES = ("starts_at", "ends_at")


@dataclass(frozen=True)
class ShiftMove:
    """A session with its times before and after a shift, both in local time."""

    session: Session
    before: Slot
    after: Slot

    @property
    def shortened_by(self) -> int:
        """The minutes that the session loses; 0 if none."""
        lost = (self.before.end - self.before.start) - (self.after.end - self.after.start)
        return max(round(lost.total_seconds() / 60), 0)


@dataclass(frozen=True)
class ShiftPlan:
    """What a shift would do. `blocking` are reasons that forbid it; The rest are cautions.

    `people` are those who would be in two sessions at once: (speaker, session, session).
    """

    moves: tuple
    blocking: tuple
    past_midnight: tuple
    clashes: tuple
    people: tuple
    shown: Shown


def sessions_of(conference: Conference) -> SessionQuerySet:
    """Return the sessions of a conference in order, with their rooms."""
    return Session.objects.filter(conference=conference).in_order().select_related("room")


def slots_of(sessions: list[Session], zone: ZoneInfo) -> dict[int, Slot]:
    """Return the slots of sessions: {key: Slot}."""
    return {
        session.pk: Slot(
            session.pk,
            on_wall(session.starts_at, zone),
            on_wall(session.ends_at, zone),
            session.room_id,
            session.kind == Session.Kind.BREAK,
            session.began_at is not None,
        )
        for session in sessions
    }


def plan_of(conference: Conference, sessions: list[Session], first: Session, shift: Shift) -> ShiftPlan:
    """Return what a shift that begins with the session `first` would do."""
    zone, rows = conference.zone, {session.pk: session for session in sessions}
    slots = slots_of(sessions, zone)
    changed = shift.of(slots.values(), slots[first.pk])
    moves = [ShiftMove(rows[key], slots[key], slot) for key, slot in changed.items()]
    moves.sort(key=lambda move: (move.after.start, move.session.position, move.session.pk))
    new = clashes((slots | changed).values()) - clashes(slots.values())
    return ShiftPlan(
        moves=tuple(moves),
        blocking=tuple(words for move in moves for words in blocking(conference, move)),
        past_midnight=tuple(move.session for move in moves if _passes_midnight(move)),
        clashes=tuple(tuple(rows[key] for key in sorted(pair)) for pair in sorted(new, key=sorted)),
        people=tuple(_people_at_once(conference, rows, slots, changed)),
        shown=_shown(conference, sessions, moves),
    )


def _people_at_once(
    conference: Conference, rows: dict[int, Session], slots: dict[int, Slot], changed: dict[int, Slot]
) -> Iterator[tuple[Speaker, Session, Session]]:
    """Yield who would be in two sessions at once and is not now."""
    sits_in: dict[Speaker, list[int]] = {}
    roles = Role.objects.filter(session__conference=conference).exclude(speaker__status__in=Speaker.NOT_COMING)
    for role in roles.select_related("speaker").order_by("speaker", "session").distinct():
        sits_in.setdefault(role.speaker, []).append(role.session_id)
    after = slots | changed
    for speaker, keys in sits_in.items():
        for first, second in combinations(dict.fromkeys(keys), 2):
            if _at_once(after[first], after[second]) and not _at_once(slots[first], slots[second]):
                yield speaker, rows[first], rows[second]


def _at_once(one: Slot, other: Slot) -> bool:
    return one.start < other.end and other.start < one.end


def _shown(conference: Conference, sessions: list[Session], moves: list[ShiftMove]) -> Shown:
    """Return all that a preview shows and that decides what a shift does; each session is a part, by its key."""
    move_of = {move.session.pk: move for move in moves}
    parts: dict[Hashable, object] = {
        "conference": [conference.starts_on, conference.ends_on, conference.time_zone],
    }
    for session in sessions:
        move = move_of.get(session.pk)
        facts = [getattr(session, name) for name in (*TIMES, "began_at", "ended_at", "kind", "number", "position")]
        named = [texts(session, "title"), session.room and texts(session.room, "name")] if move else []
        parts[session.pk] = [*facts, session.room_id, *named, move and [move.after.start, move.after.end]]
    return Shown(parts)


def blocking(conference: Conference, move: ShiftMove) -> Iterator[str]:
    """Yield the reasons that forbid a move; each names the session."""
    slot = move.after
    try:
        start, end = moments_of(slot, move.session, conference.zone)
    except ClockChanged as changed:
        yield str(changed)
        return
    if end <= start or slot.end <= slot.start:
        yield _("“%(title)s” would end before it begins.") % {"title": move.session}
    elif not conference.starts_on <= slot.start.date() <= slot.end.date() <= conference.ends_on:
        yield _("“%(title)s” would be on a day on which there is no conference.") % {"title": move.session}


def _passes_midnight(move: ShiftMove) -> bool:
    before, after = move.before, move.after
    return after.end.date() > before.end.date() or after.start.date() != before.start.date()


def moments_of(slot: Slot, session: Session, zone: ZoneInfo) -> list[datetime]:
    """Return the start and end of a slot as moments; a time that does not change keeps its moment."""
    pairs = ((slot.start, session.starts_at), (slot.end, session.ends_at))
    return [moment if on_wall(moment, zone) == time else moment_of(time, zone) for time, moment in pairs]
