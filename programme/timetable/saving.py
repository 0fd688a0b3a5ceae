"""Writes the times of sessions: exactly as previewed, with audit entries, and with undo."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conference import locking
from conference.adminsite.audited import audit_value
from conference.confirmation import Shown, changed_since
from conference.languages import texts
from conference.models import AuditAct, AuditEntry, Conference, User
from conference.refusals import Conflict, Refusal
from programme.models import Room, Session, ShiftedSession, TimeShift
from programme.timetable.shift_plan import TIMES, moments_of, plan_of, sessions_of
from programme.timetable.shifting import Shift


class Unchanged:
    """For a room that stays as it is: None is no room."""


UNCHANGED = Unchanged()


def lock(conference: Conference) -> tuple[Conference, list[Session]]:
    """Return the conference and its sessions, locked until the transaction ends."""
    row = locking.lock(conference)
    locking.lock_all(Session.objects.filter(conference=row))
    return row, list(sessions_of(row))


def write_times(
    session: Session,
    starts_at: datetime,
    ends_at: datetime,
    *,
    act: AuditAct,
    by: User | None,
    at: datetime,
    detail: dict[str, Any] | None = None,
    room: Room | Unchanged | None = UNCHANGED,
) -> None:
    """Give a session other times, and another room where one is given, with an audit entry."""
    changed: dict[str, Any] = {}
    for name, moment in zip(TIMES, (starts_at, ends_at), strict=True):
        if getattr(session, name) != moment:
            changed[name] = [audit_value(getattr(session, name)), audit_value(moment)]
            setattr(session, name, moment)
    if not isinstance(room, Unchanged) and session.room_id != (room and room.pk):
        changed["room"] = [session.room_id, room and room.pk]
        session.room = room
    session.save(update_fields=[*TIMES, "room"])
    entry = {**changed, **(detail or {})}
    AuditEntry.objects.record(act=act, subject=session, by=by, at=at, conference=session.conference, detail=entry)


@transaction.atomic
def apply_shift(
    conference: Conference, first: Session, shift: Shift, *, seen: str, by: User | None, at: datetime
) -> list[Session]:
    """Apply a shift as the preview with the token `seen` showed it; returns the sessions that moved."""
    row, sessions = lock(conference)
    begins_with = next((session for session in sessions if session.pk == first.pk), None)
    if begins_with is None:
        raise Conflict(changed_since())
    plan = plan_of(row, sessions, begins_with, shift)
    plan.shown.confirm(seen, Conflict(changed_since()))
    if plan.blocking:
        raise Refusal(plan.blocking[0])
    if not plan.moves:
        raise Refusal(_("Nothing would move."))
    applied = TimeShift.objects.create(conference=row, by=by, at=at)
    for move in plan.moves:
        move.session.conference = row
        former, new = _times_of(move.session), moments_of(move.after, move.session, row.zone)
        ShiftedSession.objects.create(
            shift=applied,
            session=move.session,
            started_at=former[0],
            ended_at=former[1],
            starts_at=new[0],
            ends_at=new[1],
        )
        write_times(move.session, *new, act=AuditEntry.Act.SHIFT, by=by, at=at, detail={"together": applied.pk})
    return [move.session for move in plan.moves]


def last_shift(conference: Conference) -> TimeShift | None:
    """Return the last shift that was not undone; None if there is none."""
    return TimeShift.objects.filter(conference=conference, undone_at=None).select_related("by").first()


@dataclass(frozen=True)
class UndoneMove:
    """A session of the last shift, with the start, end and room that it has now and gets back."""

    session: Session
    now: tuple[datetime, datetime]
    former: tuple[datetime, datetime]
    room: Room | None

    @property
    def changes_room(self) -> bool:
        return self.session.room_id != (self.room and self.room.pk)


@dataclass(frozen=True)
class UndoPlan:
    """What undoing the last shift would do; `is_possible` unless times were changed since."""

    last: TimeShift | None
    sessions: list[ShiftedSession]
    moves: list[UndoneMove]

    @property
    def is_possible(self) -> bool:
        return len(self.moves) == len(self.sessions)

    @property
    def shown(self) -> Shown:
        """All that the timetable shows of it; each session is a part, by its key."""
        parts: dict[Hashable, object] = {
            move.session.pk: [texts(move.session, "title"), move.now, move.former, move.room and move.room.pk]
            for move in self.moves
        }
        return Shown(parts | {"shift": self.last and self.last.pk})


def undo_plan(conference: Conference, sessions: list[Session]) -> UndoPlan:
    """Return what undoing the last shift would do now."""
    by_key, last = {session.pk: session for session in sessions}, last_shift(conference)
    shifted = list(last.sessions.select_related("former_room").order_by("pk")) if last else []
    moves: list[UndoneMove] = []
    for each in shifted:
        session = by_key.get(each.session_id or 0)
        if session and each.is_as_shifted(session):
            former, room = each.times_before(session), each.room_before(session)
            moves.append(UndoneMove(session, _times_of(session), former, room))
    moves.sort(key=lambda move: (move.former, move.session.pk))
    return UndoPlan(last, shifted, moves)


@transaction.atomic
def undo_shift(conference: Conference, *, seen: str, by: User | None, at: datetime) -> list[Session]:
    """Undo the last shift as the timetable with the token `seen` showed it; returns the sessions."""
    row, sessions = lock(conference)
    plan = undo_plan(row, sessions)
    if plan.last is None:
        raise Conflict(_("This shift is not the last one, or it has already been undone."))
    if not plan.is_possible:
        raise Conflict(_("Times were changed since; set them by hand."))
    plan.shown.confirm(seen, Conflict(changed_since()))
    plan.last.undone_at = at
    plan.last.save(update_fields=["undone_at"])
    for move in plan.moves:
        move.session.conference = row
        detail = {"together": plan.last.pk}
        write_times(
            move.session, *move.former, room=move.room, act=AuditEntry.Act.UNDO_SHIFT, by=by, at=at, detail=detail
        )
    return [move.session for move in plan.moves]


def _times_of(session: Session) -> tuple[datetime, datetime]:
    return session.starts_at, session.ends_at
