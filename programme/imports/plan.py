"""What taking a schedule would do to the programme that stands, and what a person can choose about it."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from programme.imports.compare import ScheduleDifference, Verdict
from programme.imports.existing import ExistingProgramme
from programme.imports.schedule import Event, Schedule
from programme.models import Room, Session
from speakers.models import Speaker


class ScheduleItemKind(models.TextChoices):
    """What taking a part of the file would do, in the order in which a person looks at it."""

    REFUSED = "refused", gettext_lazy("Cannot be imported")
    OUTSIDE = "outside", gettext_lazy("On other days")
    CONFLICT = "conflict", gettext_lazy("Changed here")
    GONE = "gone", gettext_lazy("No longer in the file")
    CHANGED = "changed", pgettext_lazy("parts of a programme", "Changed")
    NEW = "new", pgettext_lazy("parts of a programme", "New")
    UNCHANGED = "unchanged", pgettext_lazy("parts of a programme", "Unchanged")


class ConflictPolicy(models.TextChoices):
    """What becomes of that which was changed here since the file was taken last."""

    LEAVE = "leave", gettext_lazy("Keep everything as it is here")
    NEWER = "newer", gettext_lazy("Import what has changed in the file too")
    ALL = "all", gettext_lazy("Import all of it from the file")


@dataclass(frozen=True)
class ScheduleChoices:
    """What a person has chosen beside taking the file."""

    conflicts: str = ConflictPolicy.LEAVE
    widen: bool = False
    remove: bool = False
    status: str = Speaker.Status.INVITED

    def applies(self, difference):
        if difference.verdict == Verdict.KEPT:
            return self.conflicts == ConflictPolicy.ALL
        return difference.verdict == Verdict.APPLY or self.conflicts != ConflictPolicy.LEAVE


@dataclass(frozen=True)
class ScheduleItem:
    """A session, a speaker or a room beside what stands (`row`, or None); `why` says what is the matter."""

    part: str
    key: str
    name: str
    language: str
    kind: ScheduleItemKind
    row: object = None
    theirs: object = None
    record: object = None
    differences: tuple[ScheduleDifference, ...] = ()
    said: dict | None = None
    when: str = ""
    why: str = ""
    warnings: tuple = ()
    is_removable: bool = False

    @property
    def part_name(self):
        return {"session": Session, "speaker": Speaker, "room": Room}[self.part]._meta.verbose_name


@dataclass(frozen=True)
class SchedulePreview:
    """What taking a file would do."""

    schedule: Schedule
    existing: ExistingProgramme
    items: tuple[ScheduleItem, ...]
    warnings: tuple

    @cached_property
    def counts(self):
        """How many parts are of each kind, all kinds named: {ScheduleItemKind: number}."""
        found = Counter(each.kind for each in self.items)
        return {kind: found[kind] for kind in ScheduleItemKind}

    def of(self, *kinds):
        return [each for each in self.items if each.kind in kinds]

    @property
    def warned(self):
        return [each for each in self.items if each.warnings]

    def to_apply(self, choices):
        """What would be written: [(item, its differences that are taken)]."""
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

    def _is_applied(self, item, differences, choices):
        if item.kind == ScheduleItemKind.OUTSIDE and not choices.widen:
            return False
        if item.kind == ScheduleItemKind.GONE:
            return choices.remove and item.is_removable
        return bool(differences) or (item.kind in (ScheduleItemKind.NEW, ScheduleItemKind.OUTSIDE) and item.row is None)

    @cached_property
    def outside(self):
        """The first and the last day of the sessions that lie on other days than the conference's; None without any."""
        zone = self.existing.conference.zone
        events = [each.theirs for each in self.of(ScheduleItemKind.OUTSIDE)]
        days = [moment.astimezone(zone).date() for event in events for moment in (event.starts_at, event.ends_at)]
        return (min(days), max(days)) if days else None

    @property
    def new_rooms(self):
        return [each for each in self.items if each.part == "room" and each.kind == ScheduleItemKind.NEW]

    @cached_property
    def fingerprint(self):
        """What changes as soon as taking the file would do anything else than is shown."""
        conference, found = self.existing.conference, blake2b(digest_size=16)
        found.update(repr((conference.starts_on, conference.ends_on, conference.time_zone)).encode())
        for each in self.items:
            facts = [(one.field, one.code, one.ours, one.theirs, one.verdict) for one in each.differences]
            found.update(repr((each.part, each.key, each.kind, facts, each.is_removable)).encode())
        return found.hexdigest()
