"""Whether a meeting is to come, on or over, what is on and what comes next, and until when that holds.

The one rule for all public pages. A page that asks `ProgrammeEdition.meeting` is kept in memory until the answer
changes, and no longer (`editions.py`). What the floor knows besides reaches readers through `floor/live/now.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zlib import crc32

from programme.models import Session
from programme.release.programme import Programme

BEFORE, DURING, AFTER = "before", "during", "after"
# Meetings run late: for so long nobody loses the way to a floor, and the meeting does not count as over.
LATE = timedelta(minutes=30)
OVERRUN = timedelta(hours=2)
EARLY = timedelta(minutes=30)  # a floor may be taken so long before its time


@dataclass(frozen=True)
class Course:
    """How a session goes: its actual times, and what its floor says, which only the floor's own pages know."""

    began_at: datetime | None = None
    ended_at: datetime | None = None
    suspended_at: datetime | None = None
    resumes_at: datetime | None = None
    is_spoken_on: bool = False


@dataclass(frozen=True)
class Meeting:
    """What a meeting is at a moment. `until` is when that changes next; None if it is over."""

    state: str
    at: datetime
    now: tuple[dict[str, Any], ...]
    coming: dict[str, Any] | None
    floor: dict[str, Any] | None  # the panel whose floor is to be followed
    until: datetime | None
    over: tuple[dict[str, Any], ...] = ()
    closed: dict[str, Any] | None = None  # the session that ended before its time, while nothing else is on
    courses: Mapping[str, Course] = field(default_factory=dict)  # by short name
    asked_from: datetime | None = None  # from when the floor may know better than the programme

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
        return "on" if session in self.now else "over" if session in self.over else ""

    @property
    def first(self) -> dict[str, Any] | None:
        """The session of which the bar tells first: one that is on, else the one that has closed early."""
        return self.now[0] if self.now else self.closed

    @property
    def has_bar(self) -> bool:
        return bool(self.first or self.coming or self.floor)

    @property
    def is_suspended(self) -> bool:
        return bool(self.now and self._course.suspended_at)

    @property
    def resumes_at(self) -> datetime | None:
        """When the session that is on resumes, in the zone of the meeting; None where no hour was announced."""
        found = self._course.resumes_at if self.now else None
        return found and found.astimezone(self.at.tzinfo)

    @property
    def closed_at(self) -> datetime | None:
        found = self._course.ended_at if self.closed else None
        return found and found.astimezone(self.at.tzinfo)

    @property
    def is_running_over(self) -> bool:
        return bool(self.now and self.now[0]["ends_at"] <= self.at)

    @property
    def begins_late(self) -> bool:
        """Whether the time of the session that comes next has come, though another is still on in its room."""
        return bool(self.coming and self.coming["starts_at"] <= self.at)

    @property
    def mark(self) -> str:
        """A short mark of what the bar says: a page asks for it anew, and changes nothing where it is the same."""
        slugs = [[each["slug"] for each in sessions] for sessions in (self.now, self.over)]
        others = [each and each["slug"] for each in (self.coming, self.floor, self.closed)]
        course = (self.is_suspended, self.resumes_at, self.closed_at, self.is_running_over, self.begins_late)
        return f"{crc32(repr((self.state, self.until, slugs, others, course)).encode()):x}"

    @property
    def _course(self) -> Course:
        return self.courses[self.first["slug"]] if self.first else Course()


def meeting_at(programme: Programme, at: datetime, courses: Mapping[str, Course] | None = None) -> Meeting:
    """Return what a meeting is at a moment: by its programme, and by how its sessions go where that is known."""
    sessions, at = programme.sessions, at.astimezone(programme.zone)
    begins, ends = _extent(programme)
    state = BEFORE if at < begins else DURING if at < ends else AFTER
    known = {each["slug"]: Course(each["began_at"], each["ended_at"]) for each in sessions} | dict(courses or {})
    on, over, coming = _sorted_out(sessions, at, known)
    moments = {begins, ends} | {session[name] for session in sessions for name in ("starts_at", "ends_at")}
    moments |= {session["ends_at"] + LATE for session in sessions if session["kind"] == Session.Kind.PANEL}
    return Meeting(
        state,
        at,
        now=tuple(on),
        coming=min(coming, key=lambda session: session["starts_at"], default=None),
        floor=_floor([each for each in sessions if each["kind"] == Session.Kind.PANEL], on, at),
        until=min((moment for moment in moments if moment > at), default=None),
        over=tuple(over),
        closed=next((each for each in reversed(over) if not on and each["ends_at"] > at), None),
        courses=known,
        asked_from=begins - EARLY,
    )


Sessions = list[dict[str, Any]]


def _sorted_out(sessions: Sessions, at: datetime, known: Mapping[str, Course]) -> tuple[Sessions, Sessions, Sessions]:
    """Return the sessions that are on, those that are over and those that are to come.

    What runs over keeps its room: a session whose time has come there is still to come.
    """
    on = [each for each in sessions if _is_on(each, at, known[each["slug"]])]
    rooms = {each["room_id"] for each in on if each["ends_at"] <= at}
    late = [
        each for each in on if each["starts_at"] <= at and each["room_id"] in rooms and not _is_known(each, at, known)
    ]
    on = [each for each in on if each not in late]
    begun = [each for each in sessions if each not in on and each not in late and _has_begun(each, at, known)]
    coming = [each for each in sessions if each not in on and each not in begun]
    return on, begun, coming


def _is_on(session: dict[str, Any], at: datetime, course: Course) -> bool:
    if course.ended_at and course.ended_at <= at:
        return False
    if session["starts_at"] <= at < session["ends_at"]:
        return True
    # A floor that somebody forgot to close, or tried the day before, says nothing.
    is_near = session["starts_at"] - OVERRUN <= at < session["ends_at"] + OVERRUN
    has_begun_early = course.began_at is not None and course.began_at <= at < session["ends_at"]
    return has_begun_early or (is_near and bool(course.suspended_at or course.is_spoken_on))


def _is_known(session: dict[str, Any], at: datetime, known: Mapping[str, Course]) -> bool:
    """Return whether more than the programme says that a session is on, or it is itself what runs over."""
    course = known[session["slug"]]
    return bool(session["ends_at"] <= at or course.began_at or course.suspended_at or course.is_spoken_on)


def _has_begun(session: dict[str, Any], at: datetime, known: Mapping[str, Course]) -> bool:
    ended = known[session["slug"]].ended_at
    return session["starts_at"] <= at or bool(ended and ended <= at)


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


def _floor(panels: Sessions, on: Sessions, at: datetime) -> dict[str, Any] | None:
    """Return the panel that is on, else the one that has only just ended; None if two are on at once."""
    late = [each for each in panels if each["ends_at"] <= at < each["ends_at"] + LATE]
    found = [each for each in panels if each in on] or late[-1:]
    return found[0] if len(found) == 1 else None
