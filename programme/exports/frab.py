"""The released programme as other conference systems and their apps read it: `schedule.json` and `schedule.xml`.

Both have the same content in the language of their address (pretalx, frab; https://c3voc.de/wiki/schedule). Sessions
and persons keep `id` and `guid` in all languages and revisions. A text that is missing in the language is given in the
original one, which is then the language of the session.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.documents.characters import fit
from conference.languages import LANGUAGES
from conference.languages.lists import with_note
from conference.languages.people import with_plain_spaces
from conference.models import Conference
from conference.templatetags.languages import in_language
from programme.exports.documents import name_of
from programme.exports.frab_xml import schedule_xml_of
from programme.models import Session
from programme.release.editions import ProgrammeEdition
from programme.templatetags.edition import has_text, is_labelled, label_by_itself, role_groups

A_DAY = timedelta(days=1)
LONGEST = 99 * 60 + 59  # minutes; the format has two figures for the hours
VENUE = "venue"  # in place of the number of a room, for sessions without one
LARGEST_ID = 2**31 - 1  # apps store it in 32 bits


def schedule_json(request: HttpRequest, edition: ProgrammeEdition) -> HttpResponse:
    return _response(edition, json_of(edition), "json")


def schedule_xml(request: HttpRequest, edition: ProgrammeEdition) -> HttpResponse:
    return _response(edition, xml_of(edition), "xml")


def json_of(edition: ProgrammeEdition) -> bytes:
    """The bytes of `schedule.json` in the active language."""
    return (json.dumps(schedule_of(edition, "schedule-json"), ensure_ascii=False, indent=1) + "\n").encode()


def xml_of(edition: ProgrammeEdition) -> bytes:
    """The bytes of `schedule.xml` in the active language."""
    return schedule_xml_of(schedule_of(edition, "schedule-xml")["schedule"])


def _response(edition: ProgrammeEdition, body: bytes, ending: str) -> HttpResponse:
    response = HttpResponse(body, content_type=f"application/{ending}; charset=utf-8")
    revision = f"-revision-{edition.release.number}" if edition.is_revision and edition.release else ""
    filename = f"{edition.slug}-schedule{revision}-{get_language()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.headers["X-Robots-Tag"] = "noindex"  # it names all speakers, also those without consent to indexing
    return response


def schedule_of(edition: ProgrammeEdition, name: str) -> dict[str, Any]:
    """Return the programme of an edition in the structure of the format; `name` is the URL name of the file."""
    assert edition.release  # drafts have no schedule
    return {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": "Rostrum", "system": urlsplit(settings.PUBLIC_URL).hostname},
        "schedule": {
            "url": settings.PUBLIC_URL + edition.url(name),
            "version": str(edition.release.number),
            "base_url": settings.PUBLIC_URL + edition.url("programme"),
            "conference": _FrabWriter(edition).conference(),
        },
    }


def guid_of(conference: str, kind: str, key: object) -> UUID:
    """Return the guid of a session, speaker or room, the same in all languages and revisions."""
    return uuid5(NAMESPACE_URL, f"rostrum:{conference}/{kind}/{key}")


class _FrabWriter:
    """Writes the programme of an edition in the active language."""

    def __init__(self, edition: ProgrammeEdition) -> None:
        self.edition, self.programme = edition, edition.programme
        self.original = self.programme.conference["original_language"]
        self.session_ids = self._ids("sessions", (session["slug"] for session in self.programme.sessions))
        self.speaker_ids = self._ids("speakers", (speaker["slug"] for speaker in self.programme.content["speakers"]))

    def _guid(self, kind: str, key: object) -> UUID:
        return guid_of(self.edition.slug, kind, key)

    def _ids(self, kind: str, slugs: Iterable[str]) -> dict[str, int]:
        """Return numbers derived from the slugs alone: {slug: number}; of two that are equal, one is increased."""
        taken = {}
        for slug in sorted(slugs):
            number = self._guid(kind, slug).int % LARGEST_ID + 1
            while number in taken:
                number = number % LARGEST_ID + 1
            taken[number] = slug
        return {slug: number for number, slug in taken.items()}

    def text(self, texts: dict[str, str] | None) -> str:
        return fit(in_language(texts or {}, self.original)[0]).strip()

    def conference(self) -> dict[str, Any]:
        facts, days = self.programme.conference, self.days()
        rehearsal = facts["purpose"] == Conference.Purpose.REHEARSAL
        title = self.text(facts["title"])
        slug = self.edition.slug.lower().replace("-", "_")  # the format has hyphens before a year only
        return {
            "acronym": slug if len(slug) > 3 else f"{slug}_{facts['starts_on'].year}",  # four letters at least
            "title": with_note(title, Conference.Purpose.REHEARSAL.label) if rehearsal else title,
            "start": facts["starts_on"].isoformat(),
            "end": facts["ends_on"].isoformat(),
            "daysCount": len(days),
            "timeslot_duration": "00:05",
            "time_zone_name": self.programme.zone.key,
            "url": settings.PUBLIC_URL + self.edition.url("programme"),
            "rooms": self.rooms(),
            "days": days,
        }

    def rooms(self) -> list[dict[str, Any]]:
        keys: dict[str, Any] = {}
        for session in self.programme.sessions:
            name = self.room(session)
            keys[name] = keys.get(name) or session["room_id"]
        return [{"name": name, "guid": str(self._guid("rooms", key or VENUE))} for name, key in keys.items()]

    def room(self, session: dict[str, Any]) -> str:
        """The name of the room; the venue where no room is named."""
        return self.text(session["room"]) or self.text(self.programme.conference["venue"])

    def days(self) -> list[dict[str, Any]]:
        """The days that have sessions; the first one where there are none yet, as the format wants a day."""
        days = self.programme.days() or [(self.programme.conference["starts_on"], [])]
        return [self.day(index, day, sessions) for index, (day, sessions) in enumerate(days, 1)]

    def day(self, index: int, day: date, sessions: list[dict[str, Any]]) -> dict[str, Any]:
        """Return a day from midnight to midnight: apps count times before its start to the night before."""
        start, end = (datetime.combine(date, time.min, self.programme.zone) for date in (day, day + A_DAY))
        rooms: dict[str, list[dict[str, Any]]] = {}
        for session in sessions:
            room = self.room(session)
            rooms.setdefault(room, []).append(self.event(session, room))
        return {
            "index": index,
            "date": day.isoformat(),
            "day_start": start.isoformat(),
            "day_end": end.isoformat(),
            "rooms": rooms,
        }

    def event(self, session: dict[str, Any], room: str) -> dict[str, Any]:
        slug, starts_at = session["slug"], session["starts_at"]
        minutes = min(int((session["ends_at"] - starts_at).total_seconds()) // 60, LONGEST)
        return {
            "id": self.session_ids[slug],
            "guid": str(self._guid("sessions", slug)),
            "date": starts_at.isoformat(),
            "start": f"{starts_at:%H:%M}",
            "duration": f"{minutes // 60:02}:{minutes % 60:02}",
            "room": room,
            "slug": f"{self.edition.slug}-{slug}".lower(),
            "url": settings.PUBLIC_URL + self.edition.url("session-detail", slug),
            "title": self.text(session["title"]),
            "subtitle": label_by_itself(session) if is_labelled(session) else "",
            "track": "",
            "type": self.text(session["own_kind"]) or str(Session.Kind(session["kind"]).label),
            "language": in_language(session["title"], self.original)[1].html,
            "abstract": self.text(session["description"]),
            "description": self.description(session),
            "do_not_record": not all(role["speaker"].get("recording", True) for role in session["roles"]),
            "persons": self.persons(session),
            "links": self.links(session),
            "attachments": [],
        }

    def description(self, session: dict[str, Any]) -> str:
        """Return who organizes it, themes and guiding questions, one line each."""
        names = self.text(session["organized_by"])
        head = [f"{_('Organized by')} {names}"] if names else []
        parts = (session["themes"], session["questions"])
        lists = ["\n".join(f"– {self.text(row['text'])}" for row in rows) for rows in parts if rows]
        return "\n\n".join(head + lists)

    def persons(self, session: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the people in the order of the programme, each once, by name only."""
        speakers = {speaker["slug"]: speaker for _heading, group in role_groups(session) for speaker in group}
        return [
            {
                "id": self.speaker_ids[slug],
                "guid": str(self._guid("speakers", slug)),
                "public_name": self.name(speaker),
                "url": settings.PUBLIC_URL + self.edition.url("speaker-detail", slug),
            }
            for slug, speaker in speakers.items()
        ]

    def name(self, speaker: dict[str, Any]) -> str:
        """Return the name in one language: the original one if name or courtesy title is missing in this one."""
        known = [speaker[part] for part in ("courtesy_title", "name") if has_text(speaker[part])]
        whole = all(texts[get_language()] for texts in known)
        return fit(with_plain_spaces(name_of(speaker, get_language() if whole else self.original)))

    def links(self, session: dict[str, Any]) -> list[dict[str, str]]:
        """Return the addresses of the session's page in the other languages."""
        _root, code, rest = self.edition.url("session-detail", session["slug"]).split("/", 2)
        return [
            {"title": language.name, "url": f"{settings.PUBLIC_URL}/{language.code}/{rest}", "type": "related"}
            for language in LANGUAGES
            if language.code != code
        ]
