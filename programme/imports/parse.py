"""Parses a schedule: errors of real exports are corrected here, or noted as faults and warnings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import IO, Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.fields import is_blank
from conference.files.safe_open import FileRefused
from conference.languages import CODES
from programme.exports.frab import VENUE, guid_of
from programme.imports import values
from programme.imports.html_texts import plain_text
from programme.imports.load import load_schedule, too_many_parts
from programme.imports.schedule import Event, Person, Schedule
from programme.imports.session_kinds import kind_of, number_of
from programme.imports.times import TimeReader, time_of_day

OURS = "rostrum"
MOST_EVENTS = 5_000
MOST_PEOPLE = 20_000
MOST_LINES = 500  # of a panel's themes and questions
_LISTED = "– "  # before each theme and question in our own files
_PAGE = re.compile(r"/(?:sessions|speakers)/([a-z0-9_-]{1,60})/$")


def parse_schedule(file: IO[bytes]) -> Schedule:
    """Return the schedule in a file, JSON or XML; FileRefused if it cannot be read."""
    return _ScheduleParser(*load_schedule(file)).schedule()


class _ScheduleParser:
    """Parses one file."""

    def __init__(self, head: dict[str, Any], conference: dict[str, Any]) -> None:
        self.head, self.conference = head, conference
        generator = head.get("generator")
        self.is_ours = isinstance(generator, dict) and values.line(generator.get("name")).casefold() == OURS
        self.title, self.acronym = values.line(conference.get("title")), values.line(conference.get("acronym"))
        self.name = (self.acronym or self.title or values.line(conference.get("base_url")))[: values.LONGEST_KEY]
        self.language = self.venue = ""
        if self.is_ours:
            self.name = self.name.replace("_", "-")  # as our files named themselves once, and origins still do
            self.language, slug = self._address_of_file()
            self.venue = str(guid_of(slug, "rooms", VENUE))
        self.zone = values.line(conference.get("time_zone_name"))
        self.people: dict[str, Person] = {}
        self.rooms: dict[str, str] = {}
        self.warnings: list[str] = []
        self.unread = 0  # days, rooms and events of a form that is not known

    def _address_of_file(self) -> tuple[str, str]:
        """Return (code of the language, slug of the conference) from the address that our own exports give."""
        try:
            code, slug, *_rest = [*urlsplit(values.line(self.head.get("url"))).path.strip("/").split("/"), ""]
        except ValueError:  # brackets that are no address of a host
            return "", ""
        return code if code in CODES else "", slug

    def schedule(self) -> Schedule:
        if self.zone and self.zone not in available_timezones():
            self.warnings.append(
                _("The file names a time zone that does not exist: %(name)s.") % {"name": self.zone[:60]}
            )
            self.zone = ""
        found = list(self._events(self._room_guids()))
        self.times = TimeReader(self.conference, self.zone, (event.get("duration") for event, _day, _room in found))
        events = [self._event(*each) for each in found]
        if not events:
            raise FileRefused(_("No session was found in this file."))
        self._warn()
        return Schedule(
            name=self.name,
            title=self.title,
            zone=self.zone,
            is_ours=self.is_ours,
            language=self.language,
            events=tuple(_without_doubles(events)),
            people=self.people,
            rooms=self.rooms,
            warnings=tuple(self.warnings),
            is_whole=not self.unread,
        )

    def _warn(self) -> None:
        if self.times.other_offsets:
            words = ngettext(
                "The time of %(number)d session is written with another offset than that of %(zone)s, which the file"
                " names as its time zone; it was read as it is written.",
                "The times of %(number)d sessions are written with another offset than that of %(zone)s, which the"
                " file names as its time zone; they were read as they are written.",
                self.times.other_offsets,
            )
            self.warnings.append(words % {"number": self.times.other_offsets, "zone": self.zone})
        if self.unread:
            self.warnings.append(_("Parts of this file cannot be read, so that no session is offered for removal."))

    def _events(self, guids: dict[str, str]) -> Iterator[tuple[dict[str, Any], dict[str, Any], str]]:
        """Yield each event with its day and the key of its room; counts what has a form that is not known."""
        number = 0
        for day in self.conference["days"]:
            rooms = (day.get("rooms") or {}) if isinstance(day, dict) else None
            self.unread += not isinstance(rooms, dict)
            for name, events in rooms.items() if isinstance(rooms, dict) else ():
                self.unread += not isinstance(events, list)
                for event in events if isinstance(events, list) else ():
                    if not isinstance(event, dict):
                        self.unread += 1
                        continue
                    number += 1
                    if number > MOST_EVENTS:
                        words = _("The file has more than %(most)d sessions.") % {"most": MOST_EVENTS}
                        raise FileRefused(words)
                    yield event, day, self._room(values.line(name), guids)

    def _room_guids(self) -> dict[str, str]:
        """Return {name: guid} of the rooms, without guids that two rooms share."""
        found = {}
        rooms = self.conference.get("rooms")
        for room in rooms if isinstance(rooms, list) else ():
            if isinstance(room, dict) and (guid := values.line(room.get("guid")).casefold()):
                found[values.line(room.get("name"))] = guid
        for day in self.conference["days"]:
            rooms = day.get("rooms") if isinstance(day, dict) else None
            for name, events in rooms.items() if isinstance(rooms, dict) else ():
                first = events[0] if isinstance(events, list) and events else None
                if isinstance(first, dict) and (guid := values.line(first.get("room_guid")).casefold()):
                    found[values.line(name)] = guid
        rooms_of = Counter(found.values())
        return {name: guid for name, guid in found.items() if rooms_of[guid] == 1}

    def _room(self, name: str, guids: dict[str, str]) -> str:
        """Return the key of a room; empty where our own export writes the venue for a session without a room."""
        guid = guids.get(name, "")
        if is_blank(name) or (self.is_ours and guid in ("", self.venue)):
            return ""
        key = values.key(guid or f"{self.name} room {name.casefold()}")
        self.rooms.setdefault(key, name)
        return key

    def _event(self, event: dict[str, Any], day: dict[str, Any], room: str) -> Event:
        title, spoken = values.line(self._plain(event.get("title"))), values.code(event.get("language"))
        language = self.language or spoken
        starts_at = self.times.moment(event, day)
        minutes = self.times.minutes(event, starts_at)
        kind = kind_of(values.line(event.get("type")), values.line(event.get("track")))
        people, warnings = self._persons(event.get("persons"), language)
        return Event(
            key=self._key_of_event(event, title),
            day=values.line(day.get("date"))[:10],
            title=title,
            title_language=spoken,
            language=language,
            kind=str(kind),
            starts_at=starts_at,
            minutes=minutes,
            clock=time_of_day(event.get("start")),
            room=room,
            people=tuple(people),
            slug=self._slug(event.get("url")),
            faults=tuple(_faults(title, starts_at, minutes)),
            warnings=(*self.times.doubts(event), *warnings),
            **self._words(event, kind),
        )

    def _plain(self, words: object) -> object:
        """Return a text of the file without HTML, which our own exports never have."""
        return words if self.is_ours else plain_text(words)

    def _key_of_event(self, event: dict[str, Any], title: str) -> str:
        if guid := values.line(event.get("guid")).casefold():
            return values.key(guid)
        if number := values.line(event.get("id")):
            return values.key(f"{self.name} event {number}")
        return values.key(f"{self.name} event {values.line(event.get('date'))} {title}")

    def _slug(self, address: object) -> str:
        """Return the slug in the address of a page, for our own exports only."""
        found = _PAGE.search(values.line(address)) if self.is_ours else None
        return found[1] if found else ""

    def _words(self, event: dict[str, Any], kind: str) -> dict[str, Any]:
        """Return the texts of an event; our own exports have the panel's number as subtitle, and lists of parts."""
        subtitle, abstract, more = (
            values.prose(self._plain(event.get(name))) for name in ("subtitle", "abstract", "description")
        )
        if not self.is_ours:
            parts = dict.fromkeys(part for part in (subtitle, abstract, more) if part)
            return {"description": "\n\n".join(parts)}
        if more.count("\n") > MOST_LINES:
            raise too_many_parts()
        lists = [[line.removeprefix(_LISTED) for line in part.split("\n")] for part in more.split("\n\n") if part]
        themes, questions = [*lists, [], []][:2]
        return {
            "description": abstract,
            "themes": tuple(themes) if kind == "panel" else (),
            "questions": tuple(questions) if kind == "panel" else (),
            "number": number_of(subtitle) if kind == "panel" else None,
        }

    def _persons(self, persons: object, language: str) -> tuple[dict[str, None], list[str]]:
        keys: dict[str, None] = {}
        warnings: list[str] = []
        for person in persons if isinstance(persons, list) else ():
            if not isinstance(person, dict):
                continue
            name = next(filter(None, (values.line(person.get(part)) for part in _NAMES)), "")
            if is_blank(name):
                warnings.append(_("A person without a name is left out."))
                continue
            key = self._key_of_person(person, name)
            biography = values.prose(self._plain(person.get("biography")))
            self.people.setdefault(key, Person(key, name, biography, language, self._slug(person.get("url"))))
            if len(self.people) > MOST_PEOPLE:
                raise too_many_parts()
            keys[key] = None
        return keys, warnings

    def _key_of_person(self, person: dict[str, Any], name: str) -> str:
        if guid := values.line(person.get("guid")).casefold():
            return values.key(guid)
        number = values.line(person.get("id")) or values.line(person.get("code"))
        return values.key(f"{self.name} person {number}" if number else f"{self.name} person called {name.casefold()}")


_NAMES = ("public_name", "full_public_name", "name")


def _faults(title: str, starts_at: datetime | None, minutes: int | None) -> Iterator[str]:
    if is_blank(title):
        yield _("It has no title.")
    if starts_at is None:
        yield _("It has no date and time that can be read.")
    if minutes is None:
        yield _("It has no duration that can be read.")
    elif minutes <= 0:
        yield _("It ends when it begins or before.")


def _without_doubles(events: Iterable[Event]) -> Iterator[Event]:
    seen = set()
    for event in events:
        if event.key in seen:
            words = _("Another session of the file has the same identifier, %(key)s.") % {"key": event.key}
            event = replace(event, faults=(*event.faults, words))
        seen.add(event.key)
        yield event
