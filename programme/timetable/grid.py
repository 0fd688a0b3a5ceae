"""A day of the programme as a grid: a column for each room, the hours down the side, each session at its place."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.languages import texts
from conference.languages.dates import time_text, times_text
from conference.models import Conference
from conference.templatetags.languages import in_language
from programme.local_time import on_wall
from programme.models import Room, Session
from programme.session_people import sessions_with_people
from programme.timetable.clashes import Clash, ClashKind, by_session, clashes_of, expected_in
from programme.timetable.placing import shown_place

FIRST, LAST = 9, 18  # the hours that are shown at least
RASTER = 5  # minutes: a line of the grid


@dataclass
class Block:
    """A session in the grid, in local time; `lane` is its place beside those of its room at the same time."""

    session: Session
    start: datetime
    end: datetime
    clashes: Sequence[Clash]
    zone: ZoneInfo
    lane: int = 0
    is_alone: bool = True

    @cached_property
    def title(self) -> dict[str, str]:
        return texts(self.session, "title")

    @cached_property
    def people(self) -> dict[int, str]:
        """Who is expected in it: {key: name in the page's language}."""
        original = self.session.conference.original_language
        return {
            key: in_language(speaker.public_name, original)[0] for key, speaker in expected_in(self.session).items()
        }

    @property
    def people_json(self) -> str:
        """The same for the script, which says who clashes while the session is dragged."""
        return json.dumps(self.people, ensure_ascii=False)

    @property
    def seen(self) -> str:
        return shown_place(self.session).token

    @property
    def has_begun(self) -> bool:
        return self.session.began_at is not None

    @property
    def label(self) -> dict[str, Any]:
        return self.session.label_facts

    @property
    def first_minute(self) -> int:
        return self.start.hour * 60 + self.start.minute

    @property
    def last_minute(self) -> int:
        """Counted from midnight of its own day; the grid ends with the day."""
        return min(self.first_minute + round((self.end - self.start).total_seconds() / 60), 24 * 60)

    @property
    def css(self) -> str:
        """The classes that put it at its place (grid.css), on the lines of the grid."""
        start = self.first_minute // RASTER * RASTER
        minutes = max(-(-self.last_minute // RASTER) * RASTER - start, RASTER)
        lane = "lane-all" if self.is_alone else f"lane-{self.lane + 1}"
        place = f"from-h-{start // 60} from-m-{start % 60} for-h-{minutes // 60} for-m-{minutes % 60} {lane}"
        return f"{place} short" if minutes < 45 else place

    @property
    def reasons(self) -> list[str]:
        """What it clashes with, a sentence each, the room first."""
        return [words_of(clash, self.session, self.zone) for clash in self.clashes]


def words_of(clash: Clash, session: Session, zone: ZoneInfo) -> str:
    """Returns a clash in a sentence, as it is read at one of its two sessions."""
    other, code = clash.other(session), get_language()
    original = session.conference.original_language
    start, end = (on_wall(moment, zone) for moment in (other.starts_at, other.ends_at))
    said = {"title": in_language(texts(other, "title"), original)[0], "times": times_text(start, end, code)}
    if clash.kind == ClashKind.ROOM:
        return _("The room is also used by “%(title)s” (%(times)s).") % said
    name = in_language(clash.speaker.public_name, original)[0] if clash.speaker else ""
    return _("%(name)s is also in “%(title)s” (%(times)s).") % {**said, "name": name}


def clashes_in_words(session: Session) -> list[str]:
    """Returns what a session of the draft clashes with now, a sentence each."""
    conference = session.conference
    found = by_session(clashes_of(sessions_with_people(conference))).get(session.pk, [])
    return [words_of(clash, session, conference.zone) for clash in found]


@dataclass
class RoomColumn:
    """A room, or what is in none, with its sessions of the day."""

    room: Room | None
    blocks: list[Block] = field(default_factory=list)
    lanes: int = 1

    @property
    def name(self) -> dict[str, str] | None:
        return texts(self.room, "name") if self.room else None

    def arrange(self) -> None:
        """Put blocks that are at the same time beside each other."""
        ends: list[datetime] = []
        together: list[Block] = []
        for block in sorted(self.blocks, key=lambda each: (each.start, each.end, each.session.pk)):
            if all(end <= block.start for end in ends):
                ends, together = [], []
            free = next((lane for lane, end in enumerate(ends) if end <= block.start), len(ends))
            ends[free : free + 1] = [block.end]
            block.lane = free
            together.append(block)
            self.lanes = max(self.lanes, len(ends))
            for each in together:
                each.is_alone = len(ends) == 1


@dataclass(frozen=True)
class DayGrid:
    """A day: its columns, those of rooms first, and the hours that it shows."""

    day: date
    columns: tuple[RoomColumn, ...]
    first: int
    last: int

    @property
    def hours(self) -> list[time]:
        return [time(hour) for hour in range(self.first, self.last)]

    @property
    def clock(self) -> str:
        """The times of a day on the lines of the grid, as the page's language writes them, for the script."""
        code = get_language()
        times = [time_text(time(*divmod(minute, 60)), code) for minute in range(0, 24 * 60, RASTER)]
        return json.dumps(times, ensure_ascii=False)

    @property
    def blocks(self) -> list[Block]:
        return [block for column in self.columns for block in column.blocks]

    @property
    def clashing(self) -> int:
        """How many sessions clash with another."""
        return sum(bool(block.clashes) for block in self.blocks)


def days_of(conference: Conference, sessions: Iterable[Session]) -> list[date]:
    """Returns the days of a conference, and those on which a session is outside of it."""
    span = (conference.ends_on - conference.starts_on).days
    days = {conference.starts_on + timedelta(days=number) for number in range(span + 1)}
    return sorted(days | {on_wall(session.starts_at, conference.zone).date() for session in sessions})


def grid_of(conference: Conference, day: date, sessions: Sequence[Session], rooms: Sequence[Room]) -> DayGrid:
    """Returns the grid of a day; `sessions` are those of all days, with their people."""
    zone, clashes = conference.zone, by_session(clashes_of(sessions))
    columns = {room.pk: RoomColumn(room) for room in rooms}
    none = RoomColumn(None)
    for session in sessions:
        start, end = (on_wall(moment, zone) for moment in (session.starts_at, session.ends_at))
        if start.date() == day:
            session.conference = conference
            block = Block(session, start, end, clashes.get(session.pk, []), zone)
            columns.get(session.room_id or 0, none).blocks.append(block)
    shown = (*columns.values(), none) if none.blocks or not columns else tuple(columns.values())
    for column in shown:
        column.arrange()
    blocks = [block for column in shown for block in column.blocks]
    first = min([FIRST, *(block.start.hour for block in blocks)])
    last = max([LAST, *(-(-block.last_minute // 60) for block in blocks)])
    return DayGrid(day, shown, first, min(last, 24))
