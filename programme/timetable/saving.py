"""Writes the times of sessions: exactly as previewed, with audit entries, and with undo."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conference import locking
from conference.adminsite.audited import audit_value
from conference.confirmation import Shown, changed_since
from conference.languages import texts
from conference.models import AuditEntry, Conference, User
from conference.refusals import Conflict, Refusal
from programme.models import Session
from programme.timetable.shift_plan import TIMES, moments_of, plan_of, sessions_of
from programme.timetable.shifting import Shift

SHIFTED, UNDONE = "shift", "put back times"


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
    act: str,
    by: User | None,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> None:
    """Give a session other times, with an audit entry."""
    changed = {}
    for name, moment in zip(TIMES, (starts_at, ends_at), strict=True):
        if getattr(session, name) != moment:
            changed[name] = [audit_value(getattr(session, name)), audit_value(moment)]
            setattr(session, name, moment)
    session.save(update_fields=TIMES)
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
    together = secrets.token_hex(8)
    for move in plan.moves:
        move.session.conference = row
        moments = moments_of(move.after, move.session, row.zone)
        write_times(move.session, *moments, act=SHIFTED, by=by, at=at, detail={"together": together})
    return [move.session for move in plan.moves]


def last_shift(conference: Conference) -> list[AuditEntry]:
    """Return the audit entries of the last shift; empty if there is none or it was undone."""
    entries = AuditEntry.objects.filter(conference=conference, act__in=(SHIFTED, UNDONE))
    last = entries.first()
    if last is None or last.act == UNDONE:
        return []
    return list(entries.filter(detail__together=last.detail["together"]).select_related("by"))


@dataclass(frozen=True)
class UndoneMove:
    """A session of the last shift, with the start and end that it has now and gets back."""

    session: Session
    now: tuple[datetime, datetime]
    former: tuple[datetime, datetime]


@dataclass(frozen=True)
class UndoPlan:
    """What undoing the last shift would do; `is_possible` unless times were changed since."""

    last: list[AuditEntry]
    moves: list[UndoneMove]

    @property
    def is_possible(self) -> bool:
        return len(self.moves) == len(self.last)

    @property
    def shown(self) -> Shown:
        """All that the timetable shows of it; each session is a part, by its key."""
        parts = {move.session.pk: [texts(move.session, "title"), move.now, move.former] for move in self.moves}
        return Shown(parts | {"shift": [entry.pk for entry in self.last]})


def undo_plan(conference: Conference, sessions: list[Session]) -> UndoPlan:
    """Return what undoing the last shift would do now."""
    by_key, last = {str(session.pk): session for session in sessions}, last_shift(conference)
    moves: list[UndoneMove] = []
    for entry in last:
        session = by_key.get(entry.subject_id)
        times = {name: entry.detail[name] for name in TIMES if name in entry.detail}
        if session and all(getattr(session, name) == _read(pair[1]) for name, pair in times.items()):
            now = [getattr(session, name) for name in TIMES]
            former = [_read(times[name][0]) if name in times else getattr(session, name) for name in TIMES]
            moves.append(UndoneMove(session, (now[0], now[1]), (former[0], former[1])))
    moves.sort(key=lambda move: (move.former, move.session.pk))
    return UndoPlan(last, moves)


@transaction.atomic
def undo_shift(conference: Conference, *, seen: str, by: User | None, at: datetime) -> list[Session]:
    """Undo the last shift as the timetable with the token `seen` showed it; returns the sessions."""
    row, sessions = lock(conference)
    plan = undo_plan(row, sessions)
    if not plan.last:
        raise Conflict(_("This shift is not the last one, or it has already been undone."))
    if not plan.is_possible:
        raise Conflict(_("Times were changed since; set them by hand."))
    plan.shown.confirm(seen, Conflict(changed_since()))
    for move in plan.moves:
        move.session.conference = row
        detail = {"together": plan.last[0].detail["together"]}
        write_times(move.session, *move.former, act=UNDONE, by=by, at=at, detail=detail)
    return [move.session for move in plan.moves]


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text)
