"""Whether a meeting is to come, on or over, what is on and what comes next, and until when that holds.

The one rule for all public pages. A page that asks `ProgrammeEdition.meeting` is kept in memory until the answer
changes, and no longer (`editions.py`).
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from programme.models import Session
from programme.release.programme import Programme

BEFORE, DURING, AFTER = "before", "during", "after"
# Meetings run late: for so long nobody loses the way to a floor, and the meeting does not count as over.
LATE = timedelta(minutes=30)
OVERRUN = timedelta(hours=2)


@dataclass(frozen=True)
class Meeting:
    """What a meeting is at a moment. `until` is when that changes next; None if it is over."""

    state: str
    at: datetime
    now: tuple[dict[str, Any], ...]
    coming: dict[str, Any] | None
    floor: dict[str, Any] | None  # the panel whose floor is to be followed
    until: datetime | None

    @property
    def is_over(self) -> bool:
        return self.state == AFTER

    @property
    def is_on(self) -> bool:
        return self.state == DURING

    def state_of(self, session: dict[str, Any]) -> str:
        """Return whether a session is "on", or "over" while the meeting goes on; else nothing."""
        if not self.is_on:
            return ""
        if session["ends_at"] <= self.at:
            return "over"
        return "on" if session["starts_at"] <= self.at else ""


def meeting_at(programme: Programme, at: datetime) -> Meeting:
    """Return what a meeting is at a moment, by its programme alone."""
    sessions, at = programme.sessions, at.astimezone(programme.zone)
    begins, ends = _extent(programme)
    state = BEFORE if at < begins else DURING if at < ends else AFTER
    moments = {begins, ends} | {session[name] for session in sessions for name in ("starts_at", "ends_at")}
    moments |= {session["ends_at"] + LATE for session in sessions if session["kind"] == Session.Kind.PANEL}
    return Meeting(
        state,
        at,
        now=tuple(session for session in sessions if session["starts_at"] <= at < session["ends_at"]),
        coming=min(
            (session for session in sessions if session["starts_at"] > at),
            key=lambda session: session["starts_at"],
            default=None,
        ),
        floor=_floor(sessions, at),
        until=min((moment for moment in moments if moment > at), default=None),
    )


def _extent(programme: Programme) -> tuple[datetime, datetime]:
    """Return when a meeting begins and when it is over: by its sessions, and by its days where they are not known."""
    first, last = programme.conference["starts_on"], programme.conference["ends_on"]
    begins = datetime.combine(first, time(), programme.zone)
    ends = datetime.combine(last + timedelta(days=1), time(), programme.zone)
    if not programme.sessions:
        return begins, ends
    begins = min(session["starts_at"] for session in programme.sessions)
    last_end = max(session["ends_at"] for session in programme.sessions)
    return begins, ends if last_end.date() < last else last_end + OVERRUN


def _floor(sessions: list[dict[str, Any]], at: datetime) -> dict[str, Any] | None:
    """Return the panel that is on, else the one that has only just ended; None if two are on at once."""
    panels = [each for each in sessions if each["kind"] == Session.Kind.PANEL]
    on = [each for each in panels if each["starts_at"] <= at < each["ends_at"]]
    late = [each for each in panels if each["ends_at"] <= at < each["ends_at"] + LATE]
    found = on or late[-1:]
    return found[0] if len(found) == 1 else None
