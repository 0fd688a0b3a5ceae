"""A schedule as it arrived: its events, its people, its rooms."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Person:
    """Somebody who takes part. `language` is the code of the official language in which it is said, if it is one."""

    key: str
    name: str
    biography: str = ""
    language: str = ""
    slug: str = ""


@dataclass(frozen=True)
class Event:
    """A session of the file. `faults` say why it cannot be taken, `warnings` what somebody should look at."""

    key: str
    day: str
    title: str
    title_language: str
    language: str
    kind: str
    starts_at: datetime | None
    minutes: int | None
    room: str = ""
    description: str = ""
    themes: tuple = ()
    questions: tuple = ()
    number: int | None = None
    people: tuple = ()
    slug: str = ""
    faults: tuple = ()
    warnings: tuple = ()

    @property
    def name(self):
        return self.title or self.key

    @property
    def ends_at(self):
        """So many minutes later, also where the clock is put on meanwhile."""
        after = self.starts_at.astimezone(UTC) + timedelta(minutes=self.minutes)
        return after.astimezone(self.starts_at.tzinfo)


@dataclass(frozen=True)
class Schedule:
    """What a file holds: `people` and `rooms` by their keys, in the order in which the file names them."""

    name: str
    title: str
    zone: str
    is_ours: bool
    language: str  # the one that the whole file is in, which only our own files say
    events: tuple
    people: dict = field(default_factory=dict)
    rooms: dict = field(default_factory=dict)
    warnings: tuple = ()
