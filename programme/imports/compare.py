"""Compares a file with the current programme: what differs, and who changed it since the last import."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from conference.languages import CODES, texts
from conference.languages.dates import day_text, times_text
from conference.languages.lists import listed
from programme.exports.frab import LONGEST
from programme.imports.existing import ExistingProgramme, names_of
from programme.imports.schedule import Event
from programme.imports.values import line, prose
from programme.models import ImportedFrom, Room, Session
from speakers.courtesy_titles import split_name
from speakers.models import Speaker
from translation.texts.index import digest_of
from translation.texts.registry import column_of

_LATIN = ("en", "fr", "es")  # a name may be the same in these


class Verdict(models.TextChoices):
    """Who has changed a value since the last import, which decides what is done about a difference."""

    APPLY = "apply", gettext_lazy("The file has changed.")
    CONFLICT = "conflict", gettext_lazy("It was changed here, and the file says something new.")
    KEPT = "kept", gettext_lazy("It was changed here; the file is as it was.")


@dataclass(frozen=True)
class ScheduleDifference:
    """A value that differs in the file; `code` is the language of a text, `value` is what would be written."""

    field: str
    label: str
    ours: str
    theirs: str
    value: Any
    verdict: Verdict
    code: str = ""
    said: object = None  # what `ImportedFrom` keeps of it once it is imported


def judge(before: Any, ours: Any, theirs: Any) -> Verdict:
    """Return who changed a value. `before` is the value at the last import, None if it was never imported."""
    if before == theirs:
        return Verdict.KEPT
    return Verdict.APPLY if before == ours or (before is None and not ours) else Verdict.CONFLICT


class ScheduleComparison:
    """An existing row beside its part of the file: the differences, and what `ImportedFrom` will keep (`said`)."""

    def __init__(self, row: Any, record: ImportedFrom | None, is_own: bool) -> None:
        self.row, self.is_own = row, is_own  # a Session, a Speaker or a Room
        self.before = record.said if record else {}
        self.differences: list[ScheduleDifference] = []
        self.said: dict[str, Any] = {}

    def text(
        self,
        field: str,
        label: str,
        code: str,
        words: str,
        *,
        ours: dict[str, str] | None = None,
        value: object = None,
        is_line: bool = False,
    ) -> None:
        """Compare a text in its language; a copy of another language in place of a missing translation is ignored."""
        six = ours or {each: prose(text) for each, text in texts(self.row, field).items()}
        if is_line:
            six = {each: line(text) for each, text in six.items()}
        name, existing = f"{field}.{code}", six[code]
        before = self.before.get(name)
        if words == existing or (not words and before != digest_of(existing)):
            self.said |= {name: digest_of(words)} if words else {}
        elif not self._stands_in(words, code, six, is_line):
            found = judge(before, digest_of(existing), digest_of(words))
            self.add(name, label, existing, words, words if value is None else value, found, code, digest_of(words))

    def _stands_in(self, words: str, code: str, six: dict[str, str], is_line: bool) -> bool:
        return any(
            words == other and (self.is_own or not is_line or not {code, each} <= set(_LATIN))
            for each, other in six.items()
            if each != code
        )

    def saying(self, event: Event, title_code: str, code: str) -> dict[str, Any]:
        """Return what `ImportedFrom` keeps of a new session, in the form that the next import compares with."""
        words = {f"title.{title_code}": event.title, f"description.{code}": event.description}
        for field, parts in (("themes", event.themes), ("guidingquestions", event.questions)):
            words |= {f"{field}.{place}.{code}": text for place, text in enumerate(parts)}
        facts = {
            "kind": event.kind,
            "room": event.room,
            "people": list(event.people),
            "times": _times(event, event.minutes),
        }
        return {name: digest_of(text) for name, text in words.items() if text} | facts

    def fact(
        self,
        field: str,
        label: str,
        ours: Any,
        theirs: Any,
        *,
        value: object,
        shown: tuple[str | Promise, str | Promise],
        is_same: bool = False,
    ) -> None:
        """Compare a value that has no language; `shown` is how ours and theirs are displayed."""
        if ours == theirs or is_same:
            self.said[field] = theirs
        else:
            verdict = judge(self.before.get(field), ours, theirs)
            self.add(field, label, str(shown[0]), str(shown[1]), value, verdict, "", theirs)

    def add(
        self, field: str, label: str, ours: str, theirs: str, value: object, verdict: Verdict, code: str, said: object
    ) -> None:
        self.differences.append(ScheduleDifference(field, label, ours, theirs, value, verdict, code, said))


def times_in_words(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    start, end, code = starts_at.astimezone(zone), ends_at.astimezone(zone), get_language()
    return f"{day_text(start, code)} {times_text(start, end, code)}"


def _times(row: Session | Event, minutes: int | None) -> str:
    return f"{row.starts_at.timestamp():.0f}+{minutes}"


def compare_times(found: ScheduleComparison, event: Event, zone: ZoneInfo) -> None:
    """Compare planned times; a session longer than the format allows counts as equal to its maximum."""
    row = found.row
    length = int((row.ends_at - row.starts_at).total_seconds()) // 60
    same = row.starts_at == event.starts_at and min(length, LONGEST) == event.minutes
    shown = (times_in_words(row.starts_at, row.ends_at, zone), times_in_words(event.starts_at, event.ends_at, zone))
    ours, theirs = _times(row, length), _times(event, event.minutes)
    value = (event.starts_at, event.ends_at)
    found.fact("times", pgettext("of a session", "Times"), ours, theirs, value=value, shown=shown, is_same=same)


def compare_kind(found: ScheduleComparison, event: Event) -> None:
    row, kind = found.row, Session.Kind(event.kind)
    shown = (row.get_kind_display(), kind.label)
    found.fact("kind", _("Kind"), row.kind, event.kind, value=event.kind, shown=shown)


def compare_room(
    found: ScheduleComparison, event: Event, rooms: dict[str, tuple[Room | None, str]], existing: ExistingProgramme
) -> None:
    """Compare the room; `rooms` has (row, name) for each room of the file by key, the row None if it is new.

    The room of the last import is also found where no session of the file is in it any more.
    """
    row, key = found.row, event.room
    room = rooms.get(key, (None, ""))
    before = found.before.get("room")
    is_as_before = before and row.room and (rooms.get(before) or existing.find("room", before))[0] == row.room
    stands = before if is_as_before else _room_key(row.room, rooms)
    name = str(row.room) if row.room else ""
    same = (room[0] == row.room) if room[0] or not key else False
    found.fact("room", _("Room"), stands, key, value=key, shown=(name, room[1]), is_same=same)


def _room_key(room: Room | None, rooms: dict[str, tuple[Room | None, str]]) -> str:
    if room is None:
        return ""
    return next((key for key, (row, _name) in rooms.items() if row == room), f"#{room.pk}")


def compare_people(
    found: ScheduleComparison, event: Event, people: dict[str, tuple[Speaker | None, str]], existing: ExistingProgramme
) -> None:
    """Compare the people: those new in the file join, imported ones that it dropped leave; our own additions stay."""
    by_key = {key: row for key, (row, _name) in people.items() if row}
    present = existing.people.get(found.row.pk, {})
    before, theirs = found.before.get("people") or [], list(event.people)
    joining = [key for key in theirs if key not in before and (key not in by_key or by_key[key].pk not in present)]
    leaving = [
        key for key in before if key not in theirs and (row := existing.find("speaker", key)[0]) and row.pk in present
    ]
    if not joining and not leaving:
        found.said["people"] = theirs
        return
    names = listed(people[key][1] for key in joining if key in people)
    gone = listed(str(existing.find("speaker", key)[0]) for key in leaving)
    value = (joining, [existing.find("speaker", key)[0].pk for key in leaving])
    found.add("people", _("People"), gone, names, value, Verdict.APPLY, "", theirs)


def compare_parts(found: ScheduleComparison, label: str, field: str, words: tuple[str, ...], code: str) -> bool:
    """Compare the themes or guiding questions of a panel by place; returns False if their numbers differ."""
    rows = list(getattr(found.row, field).all())
    if rows and len(rows) != len(words):
        return False
    for place, text in enumerate(words):
        six = (
            {each: prose(one) for each, one in texts(rows[place], "text").items()} if rows else dict.fromkeys(CODES, "")
        )
        found.text(f"{field}.{place}", label, code, text, ours=six)
    return True


def compare_name(found: ScheduleComparison, code: str, words: str) -> None:
    """Compare a name, which files give with the courtesy title; the title has a column of its own here.

    A title that an earlier import left in the name is a difference, whose value is (title, name).
    """
    title = texts(found.row, "courtesy_title")[code]
    value = words
    if title and code == "zh-hans":
        value = words.removesuffix(title).strip()
    elif title:
        value = words.removeprefix(title).strip()
    elif not found.is_own and words == texts(found.row, "name")[code] and split_name(words, code)[0]:
        parts = split_name(words, code)
        label = capfirst(str(Speaker._meta.get_field("courtesy_title").verbose_name))
        found.add(f"courtesy_title.{code}", label, "", parts[0], parts, Verdict.APPLY, code, digest_of(parts[0]))
    found.text("name", _("Name"), code, words, ours=names_of(found.row), value=value or words, is_line=True)


def column(field: str, code: str) -> str:
    """Return the column of the text that a difference names, such as `title.fr`."""
    return column_of(field.partition(".")[0], code)
