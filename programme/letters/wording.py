"""Words the programme for letters, in the language and time zone of their recipient."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import override

from conference.languages import CODES, texts
from conference.languages.dates import day_text, days_text
from conference.languages.document_times import times_in_words
from conference.languages.lists import in_clauses, listed
from conference.languages.time_zones import is_zone, local_time_of
from conference.models import Conference
from programme.letters.defaults import shipped
from programme.letters.forms_of_address import as_speaker, closing, full_name, of_row, one_line, salutation
from programme.letters.participation import ParticipationChange
from programme.models import Session
from programme.models.letter_placeholders import provided_values
from programme.role_words import role_word
from programme.templatetags.edition import label
from speakers.models import Speaker


def language_of(conference: Conference, speaker: Speaker) -> str:
    """Return the language of letters to a speaker: their own, else the original one of the conference."""
    code = speaker.correspondence_language
    return code if code in CODES else conference.original_language


class LetterReader:
    """The recipient of a letter: the language, and the zones in which times are given."""

    def __init__(self, conference: Conference, speaker: Speaker) -> None:
        self.original = conference.original_language
        self.code = language_of(conference, speaker)
        self.words = shipped(self.code)["words"]
        self.titles = texts(speaker, "courtesy_title")
        self.zone = conference.time_zone
        own = speaker.time_zone
        self.own_zone = own if own and is_zone(own) else ""  # an unknown zone is ignored

    def text(self, six: dict[str, str] | None) -> str:
        """Return a text of a release in the reader's language, else in another."""
        six = six or {}
        return one_line(next((six[code] for code in (self.code, self.original, *CODES) if six.get(code)), ""))

    def when(self, part: dict[str, Any]) -> str:
        """Return the time of a part in the conference's zone, and in the reader's own if the clock differs there."""
        start, end = (datetime.fromisoformat(part[name]) for name in ("starts_at", "ends_at"))
        here = self._in_zone(start, end, self.zone, with_day=True)
        if not self.own_zone or not self._is_another(start, end):
            return here
        days = {start.astimezone(ZoneInfo(zone)).date() for zone in (self.zone, self.own_zone)}
        return f"{here}{self.words['between_zones']}{self._in_zone(start, end, self.own_zone, with_day=len(days) > 1)}"

    def _is_another(self, *moments: datetime) -> bool:
        zones = ZoneInfo(self.zone), ZoneInfo(self.own_zone)
        return any(len({moment.astimezone(zone).utcoffset() for zone in zones}) > 1 for moment in moments)

    def _in_zone(self, start: datetime, end: datetime, name: str, *, with_day: bool) -> str:
        first, last = (moment.astimezone(ZoneInfo(name)) for moment in (start, end))
        time = times_in_words(first, last, self.code)
        with override(self.code):
            zone = local_time_of(name, self.code)
            if with_day:
                time = in_clauses((day_text(first.date(), self.code, weekday=True), time))
        return self.say("in_zone", time=time, zone=zone)

    def what(self, part: dict[str, Any]) -> str:
        """Return the title of a session: "Interactive panel discussion I: Protection", "Opening session"."""
        with override(self.code):
            kind = capfirst(str(label(part)))
        title = self.text(part["title"])
        if part["kind"] == Session.Kind.PANEL and title:
            return self.say("titled", label=kind, title=title)
        return title or kind

    def roles(self, part: dict[str, Any]) -> str:
        with override(self.code):
            return listed(role_word(kind, self.titles) for kind in part["roles"])

    def room(self, part: dict[str, Any]) -> str:
        return self.text(part["room"]) if part["room"] else ""

    def say(self, name: str, **values: str) -> str:
        """Return a phrase of the language with values filled in."""
        return self.words[name].format(**values)


def parts_in_words(reader: LetterReader, parts: list[dict[str, Any]]) -> str:
    """Return the sessions of a speaker, each with role, time and room."""
    return "\n\n".join(f"– {_session(reader, part)}\n{_when_and_where(reader, part)}" for part in parts)


def _session(reader: LetterReader, part: dict[str, Any]) -> str:
    return reader.say("with_role", session=reader.what(part), roles=reader.roles(part))


def _when_and_where(reader: LetterReader, part: dict[str, Any]) -> str:
    lines = [capfirst(reader.when(part))]
    if room := reader.room(part):
        lines.append(reader.say("room", room=room))
    return "\n".join(lines)


def differences_in_words(reader: LetterReader, differences: Iterable[ParticipationChange]) -> str:
    """Return what has changed for a speaker, session by session."""
    return "\n\n".join("\n".join(_difference(reader, each)) for each in differences)


def _difference(reader: LetterReader, difference: ParticipationChange) -> Iterator[str]:
    before, after = difference.before, difference.after
    if before is None:
        yield f"– {reader.say('new', session=_session(reader, after))}"
        yield _when_and_where(reader, after)
        return
    if after is None:
        yield f"– {reader.say('gone', session=reader.what(before))}"
        yield capfirst(reader.when(before))
        return
    yield f"– {reader.what(after)}"
    if difference.moved_in_time:
        yield reader.say("time_changed", after=reader.when(after), before=reader.when(before))
    if difference.moved_in_place:
        rooms = {
            name: reader.room(part) or reader.say("no_room") for name, part in (("before", before), ("after", after))
        }
        yield reader.say("room_changed", **rooms)
    if difference.other_roles:
        yield reader.say("role_changed", after=reader.roles(after), before=reader.roles(before))


def values_for(
    conference: Conference,
    speaker: Speaker,
    *,
    parts: list[dict[str, Any]],
    differences: Iterable[ParticipationChange] = (),
    reply_by: date | None = None,
    invited_on: date | None = None,
    is_released: bool = False,
) -> dict[str, str]:
    """Return the values of the placeholders in a letter to a speaker: {name: text}."""
    reader = LetterReader(conference, speaker)
    code, original = reader.code, reader.original
    with override(code):
        address = f"{settings.PUBLIC_URL}{reverse('programme:programme', args=[conference.slug])}"
    contact = [conference.contact_email, conference.contact_phone, conference.contact_url]
    return {
        "as_speaker": as_speaker(speaker, code),
        "salutation": salutation(speaker, code, original),
        "name": full_name(speaker, code, original),
        "function": of_row(speaker, "function", code, original),
        "conference": of_row(conference, "title", code, original) or conference.slug,
        "dates": days_text(conference.starts_on, conference.ends_on, code),
        "venue": of_row(conference, "venue", code, original),
        "sessions": parts_in_words(reader, parts),
        "changes": differences_in_words(reader, differences),
        "reply_by": day_text(reply_by, code) if reply_by else "",
        "invited_on": day_text(invited_on, code) if invited_on else "",
        "programme_link": address if is_released else "",
        "contact": "\n".join(one_line(line) for line in contact if line),
        "closing": closing(speaker, code, original),
        **provided_values(speaker, code),
    }
