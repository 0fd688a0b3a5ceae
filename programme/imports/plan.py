"""What an import would change in the current programme, and the choices that a person has."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from conference.imports.preview import ImportPreview
from programme.imports.compare import ScheduleDifference, Verdict
from programme.imports.existing import ExistingProgramme
from programme.imports.schedule import Event, Schedule
from programme.models import ImportedFrom, Room, Session
from speakers.models import Speaker


class ScheduleItemKind(models.TextChoices):
    """What importing a part of the file would do, in the order of the preview."""

    REFUSED = "refused", gettext_lazy("Cannot be imported")
    OUTSIDE = "outside", gettext_lazy("On other days")
    CONFLICT = "conflict", gettext_lazy("Changed here")
    GONE = "gone", gettext_lazy("No longer in the file")
    CHANGED = "changed", pgettext_lazy("parts of a programme", "Changed")
    NEW = "new", pgettext_lazy("parts of a programme", "New")
    UNCHANGED = "unchanged", pgettext_lazy("parts of a programme", "Unchanged")


class ConflictPolicy(models.TextChoices):
    """What to do with parts that were changed here since the last import."""

    LEAVE = "leave", gettext_lazy("Keep everything as it is here")
    NEWER = "newer", gettext_lazy("Import what has changed in the file too")
    ALL = "all", gettext_lazy("Import all of it from the file")


@dataclass(frozen=True)
class ScheduleChoices:
    """The choices of the person who imports a file."""

    conflicts: str = ConflictPolicy.LEAVE
    widen: bool = False
    remove: bool = False
    status: str = Speaker.Status.INVITED

    def applies(self, difference: ScheduleDifference) -> bool:
        if difference.verdict == Verdict.KEPT:
            return self.conflicts == ConflictPolicy.ALL
        return difference.verdict == Verdict.APPLY or self.conflicts != ConflictPolicy.LEAVE


@dataclass(frozen=True)
class ScheduleItem:
    """A session, speaker or room of the file beside its existing row, if any; `why` explains a refusal."""

    part: str
    key: str
    name: str
    language: str
    kind: ScheduleItemKind
    row: Any = None  # a Session, a Speaker or a Room
    theirs: Any = None  # an Event, a Person or the name of a room
    record: ImportedFrom | None = None
    differences: tuple[ScheduleDifference, ...] = ()
    said: dict[str, Any] | None = None
    when: str = ""
    why: str = ""
    warnings: tuple[str, ...] = ()
    is_removable: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """What identifies it on the page of the preview."""
        return (self.part, self.key)

    @property
    def part_name(self) -> str:
        return str({"session": Session, "speaker": Speaker, "room": Room}[self.part]._meta.verbose_name)


@dataclass(frozen=True)
class SchedulePreview(ImportPreview):
    """What importing a file would do."""

    outcomes = ScheduleItemKind
    schedule: Schedule
    existing: ExistingProgramme
    items: tuple[ScheduleItem, ...]
    warnings: tuple[str, ...]

    def items_by_outcome(self) -> list[tuple[ScheduleItemKind, ScheduleItem]]:
        return [(each.kind, each) for each in self.items]

    @property
    def warned(self) -> list[ScheduleItem]:
        return [each for each in self.items if each.warnings]

    def to_apply(self, choices: ScheduleChoices) -> list[tuple[ScheduleItem, tuple[ScheduleDifference, ...]]]:
        """Return what would be written: [(item, those of its differences that are applied)]."""
        found = []
        for each in self.items:
            applied = tuple(one for one in each.differences if choices.applies(one))
            if self._is_applied(each, applied, choices):
                found.append((each, applied))
        events = [each.theirs for each, _some in found if isinstance(each.theirs, Event)]
        needed = {
            "speaker": {key for event in events for key in event.people},
            "room": {event.room for event in events},
        }
        return [one for one in found if one[0].row or one[0].part == "session" or one[0].key in needed[one[0].part]]

    def _is_applied(
        self, item: ScheduleItem, differences: tuple[ScheduleDifference, ...], choices: ScheduleChoices
    ) -> bool:
        if item.kind == ScheduleItemKind.OUTSIDE and not choices.widen:
            return False
        if item.kind == ScheduleItemKind.GONE:
            return choices.remove and item.is_removable
        return bool(differences) or (item.kind in (ScheduleItemKind.NEW, ScheduleItemKind.OUTSIDE) and item.row is None)

    @cached_property
    def outside(self) -> tuple[date, date] | None:
        """Return (first, last) day of the sessions outside the conference's days; None if there are none."""
        zone = self.existing.conference.zone
        events = [each.theirs for each in self.of(ScheduleItemKind.OUTSIDE)]
        days = [moment.astimezone(zone).date() for event in events for moment in (event.starts_at, event.ends_at)]
        return (min(days), max(days)) if days else None

    @property
    def new_rooms(self) -> list[ScheduleItem]:
        return [each for each in self.items if each.part == "room" and each.kind == ScheduleItemKind.NEW]

    def parts(self) -> dict[Hashable, object]:
        """Each part of the file is one, by what it is and its key."""
        conference = self.existing.conference
        days = [conference.starts_on, conference.ends_on, conference.time_zone]
        parts: dict[Hashable, list[object]] = {"conference": [days, self.warnings]}
        for each in self.items:
            facts = [(one.field, one.code, one.ours, one.theirs, one.verdict) for one in each.differences]
            told = [each.name, each.kind, each.when, each.why, each.warnings, each.is_removable]
            parts.setdefault(each.place, []).append([*told, facts])
        return {**parts}
