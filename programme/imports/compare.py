"""How what a file says differs from what stands, and who has changed it since it was taken last: they or we."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from conference.languages import CODES, texts
from conference.languages.dates import day_text, times_text
from conference.languages.lists import listed
from programme.exports.frab import LONGEST
from programme.imports.existing import names_of
from programme.imports.values import line, prose
from programme.models import Session
from translation.texts.index import digest_of
from translation.texts.registry import column_of

_LATIN = ("en", "fr", "es")  # a name may be the same in these


class Verdict(models.TextChoices):
    """What is to be done about a difference."""

    APPLY = "apply", gettext_lazy("The file has changed.")
    CONFLICT = "conflict", gettext_lazy("It was changed here, and the file says something new.")
    KEPT = "kept", gettext_lazy("It was changed here; the file is as it was.")


@dataclass(frozen=True)
class ScheduleDifference:
    """One thing that a file says otherwise; `code` is the language of a text, `value` what would be written."""

    field: str
    label: str
    ours: str
    theirs: str
    value: object
    verdict: Verdict
    code: str = ""
    said: object = None  # what is kept of it when it is taken


def judge(before, ours, theirs):
    """Whose change a difference is. `before` is what the file said last, None where it was never taken."""
    if before == theirs:
        return Verdict.KEPT
    return Verdict.APPLY if before == ours or (before is None and not ours) else Verdict.CONFLICT


class ScheduleComparison:
    """What a file says of one row beside the row: the differences, and what the file says, to be kept."""

    def __init__(self, row, record, is_own):
        self.row, self.is_own = row, is_own
        self.before = record.said if record else {}
        self.differences, self.said = [], {}

    def text(self, field, label, code, words, *, ours=None, value=None, is_line=False):
        """A text in its language. One that only stands in for a missing translation says nothing."""
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

    def _stands_in(self, words, code, six, is_line):
        return any(
            words == other and (self.is_own or not is_line or not {code, each} <= set(_LATIN))
            for each, other in six.items()
            if each != code
        )

    def saying(self, event, title_code, code):
        """What is kept of a session that is new, in the form in which it is compared when it comes again."""
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

    def fact(self, field, label, ours, theirs, *, value, shown, is_same=False):
        """A fact without language; `shown` is how ours and theirs read."""
        if ours == theirs or is_same:
            self.said[field] = theirs
        else:
            self.add(field, label, *shown, value, judge(self.before.get(field), ours, theirs), "", theirs)

    def add(self, field, label, ours, theirs, value, verdict, code, said):
        self.differences.append(ScheduleDifference(field, label, ours, theirs, value, verdict, code, said))


def times_in_words(starts_at, ends_at, zone):
    start, end, code = starts_at.astimezone(zone), ends_at.astimezone(zone), get_language()
    return f"{day_text(start, code)} {times_text(start, end, code)}"


def _times(row, minutes):
    return f"{row.starts_at.timestamp():.0f}+{minutes}"


def compare_times(found, event, zone):
    """Planned times; a session longer than files can say is as long as they say."""
    row = found.row
    length = int((row.ends_at - row.starts_at).total_seconds()) // 60
    same = row.starts_at == event.starts_at and min(length, LONGEST) == event.minutes
    shown = [times_in_words(each.starts_at, each.ends_at, zone) for each in (row, event)]
    ours, theirs = _times(row, length), _times(event, event.minutes)
    value = (event.starts_at, event.ends_at)
    found.fact("times", _("Times"), ours, theirs, value=value, shown=shown, is_same=same)


def compare_kind(found, event):
    row, kind = found.row, Session.Kind(event.kind)
    shown = (row.get_kind_display(), kind.label)
    found.fact("kind", _("Kind"), row.kind, event.kind, value=event.kind, shown=shown)


def compare_room(found, event, rooms):
    """`rooms` has the row of each room of the file by its key, None for one that is new."""
    row, key = found.row, event.room
    room = rooms.get(key, (None, ""))
    before = found.before.get("room")
    stands = before if before is not None and rooms.get(before, (None,))[0] == row.room else _room_key(row.room, rooms)
    name = str(row.room) if row.room else ""
    same = (room[0] == row.room) if room[0] or not key else False
    found.fact("room", _("Room"), stands, key, value=key, shown=(name, room[1]), is_same=same)


def _room_key(room, rooms):
    if room is None:
        return ""
    return next((key for key, (row, _name) in rooms.items() if row == room), f"#{room.pk}")


def compare_people(found, event, people, existing):
    """Who takes part: who is new in the file comes, who came by it and is gone from it leaves; ours stay."""
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


def compare_parts(found, label, field, words, code):
    """The themes, or the guiding questions, of a panel: each in its place, if there are as many."""
    rows = list(getattr(found.row, field).all())
    if rows and len(rows) != len(words):
        return False
    for place, text in enumerate(words):
        six = (
            {each: prose(one) for each, one in texts(rows[place], "text").items()} if rows else dict.fromkeys(CODES, "")
        )
        found.text(f"{field}.{place}", label, code, text, ours=six)
    return True


def compare_name(found, code, words):
    """A name as files give it, with its courtesy title, which stays in its own column."""
    title = texts(found.row, "courtesy_title")[code]
    value = words
    if title and code == "zh-hans":
        value = words.removesuffix(title).strip()
    elif title:
        value = words.removeprefix(title).strip()
    found.text("name", _("Name"), code, words, ours=names_of(found.row), value=value or words, is_line=True)


def column(field, code):
    """The column of a text that a difference names, such as `title.fr`."""
    return column_of(field.partition(".")[0], code)
