"""A parsed schedule: its events, people and rooms."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Person:
    """A person in the file. `language` is the code of the official language of the texts, empty for any other."""

    key: str
    name: str
    biography: str = ""
    language: str = ""
    slug: str = ""


@dataclass(frozen=True)
class Event:
    """A session of the file. `faults` say why it cannot be imported, `warnings` what should be checked."""

    key: str
    day: str
    title: str
    title_language: str
    language: str
    kind: str
    starts_at: Any  # a datetime; None where the file has none that can be read, which is a fault
    minutes: Any  # an int; None likewise
    clock: Any = None  # a time of day that the file gives beside the moment, if any
    room: str = ""
    description: str = ""
    themes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    number: int | None = None
    people: tuple[str, ...] = ()
    slug: str = ""
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.title or self.key

    @property
    def ends_at(self) -> datetime:
        """The end: so many minutes later in real time, also if the clocks change in between."""
        after = self.starts_at.astimezone(UTC) + timedelta(minutes=self.minutes)
        return after.astimezone(self.starts_at.tzinfo)


@dataclass(frozen=True)
class Schedule:
    """The content of a file: `people` and `rooms` by key, in the order of the file."""

    name: str
    title: str
    zone: str
    is_ours: bool
    language: str  # of the whole file, which only our own exports declare
    events: tuple[Event, ...]
    people: dict[str, Person] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    is_whole: bool = True  # whether all of the file was read: else what is missing may only have another form
