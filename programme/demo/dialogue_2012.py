"""The dialogue of 3 April 2012 on fighting human trafficking, from `data/human-trafficking-2012/`, and its rehearsal.

`structure.json` holds what has no language; `texts.<code>.json` the texts of one language, under the same keys.
Source: the General Assembly's page of the dialogue. What that page does not say is not in the data, and names are as it
has them. A query to its author is open: it writes "Jose Filipe Morales Cabral", and the United Nations listed the
Permanent Representative of Portugal of 2008 to 2013 as José Filipe Moraes Cabral (press release BIO/4045).
"""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from conference.languages import LANGUAGES
from conference.models import Conference, DemonstrationConference
from conference.models.document import type_of
from programme.models import Session
from speakers.models import Delegation, Speaker, State

FOLDER = Path(__file__).parent.parent / "data" / "human-trafficking-2012"
SLUG = "human-trafficking-2012"
REHEARSAL = "rehearsal"


class Texts:
    """The texts of the dialogue in six languages, by key."""

    def __init__(self, folder=FOLDER):
        self._by_suffix = {
            language.suffix: json.loads((folder / f"texts.{language.code}.json").read_text(encoding="utf-8"))
            for language in LANGUAGES
        }

    def columns(self, key, *fields):
        """Return the columns of a row, such as `title_fr` from the French text `<key>.title`."""
        return {
            f"{field}_{suffix}": texts.get(f"{key}.{field}", "")
            for field in fields
            for suffix, texts in self._by_suffix.items()
        }

    def column_of(self, key, field):
        """Return the six columns of one field from the texts under one key."""
        return {f"{field}_{suffix}": texts[key] for suffix, texts in self._by_suffix.items()}


@transaction.atomic
def load_dialogue(*, slug=SLUG, purpose=Conference.Purpose.DIALOGUE):
    """Create the conference with all its parts, on the day of the dialogue, marked as one for demonstration.

    Nothing is released yet.
    """
    structure = json.loads((FOLDER / "structure.json").read_text(encoding="utf-8"))
    texts = Texts()
    day = date.fromisoformat(structure["starts_on"])
    conference = Conference.objects.create(
        slug=slug,
        purpose=purpose,
        original_language=structure["original_language"],
        starts_on=day,
        ends_on=day,
        time_zone=structure["time_zone"],
        cause_url=structure["cause_url"],
        contact_url=structure["contact_url"],
        **texts.columns(
            "conference",
            *("title", "short_title", "organ", "organ_session", "venue", "background", "objective"),
            *("expected_outcome", "cause_title", "cause_text", "contact_text"),
        ),
    )
    if purpose == Conference.Purpose.DIALOGUE:
        _say_when_and_where(conference, texts)
    DemonstrationConference.objects.create(conference=conference)
    _load_lists(conference, structure, texts)
    speakers = _load_speakers(conference, structure, texts)
    _load_sessions(conference, structure, texts, speakers, day)
    return conference


def _say_when_and_where(conference, texts):
    """Add to the background on which day and where it is; a rehearsal, which moves to other days, has no such words."""
    for column, words in texts.columns("conference", "background_of_the_day").items():
        background = column.replace("_of_the_day", "")
        setattr(conference, background, f"{getattr(conference, background)}\n\n{words}")
    conference.save()


def _load_lists(conference, structure, texts):
    for position, item in enumerate(structure["organizers"]):
        conference.organizers.create(
            role=item["role"],
            url=item["url"],
            position=position,
            **texts.columns(f"organizers.{item['key']}", "name", "description"),
        )
    for position, item in enumerate(structure["documents"]):
        conference.documents.create(
            symbol=item["symbol"],
            type=type_of(item["symbol"]),
            url=item["url"],
            position=position,
            **texts.columns(f"documents.{item['key']}", "title", "description"),
        )
    for position, item in enumerate(structure["follow_up_meetings"]):
        conference.follow_up_meetings.create(
            year=item["year"],
            position=position,
            **texts.columns(f"follow_up_meetings.{item['key']}", "title", "description"),
        )


def _load_speakers(conference, structure, texts):
    """Create the delegations, with the names of that day, and the speakers; returns {slug: Speaker}."""
    delegations = {}
    for item in structure["delegations"]:
        if "state" in item:
            state = State.objects.get(iso3=item["state"])
            names = {
                f"name_{code.replace('-', '_')}": name for code, name in state.names_on(conference.starts_on).items()
            }
        else:
            state, names = None, texts.columns(f"delegations.{item['key']}", "name")
        delegations[item["key"]] = Delegation.objects.create(
            conference=conference, kind=item["kind"], state=state, **names
        )
    return {
        item["slug"]: Speaker.objects.create(
            conference=conference,
            slug=item["slug"],
            status=Speaker.Status.CONFIRMED,
            delegation=delegations.get(item.get("delegation")),
            **texts.columns(
                f"speakers.{item['slug']}",
                *("courtesy_title", "name", "sort_name", "function", "affiliation", "biography"),
            ),
        )
        for item in structure["speakers"]
    }


def _load_sessions(conference, structure, texts, speakers, day):
    rooms = {
        key: conference.rooms.create(position=position, **texts.columns(f"rooms.{key}", "name"))
        for position, key in enumerate(structure["rooms"])
    }
    for item in structure["sessions"]:
        key = f"sessions.{item['slug']}"
        session = conference.sessions.create(
            slug=item["slug"],
            kind=item["kind"],
            number=item.get("number"),
            room=rooms.get(item.get("room")),
            starts_at=_moment(day, item["starts"], conference.zone),
            ends_at=_moment(day, item["ends"], conference.zone),
            **({"speaking_time": timedelta(minutes=item["speaking_minutes"])} if "speaking_minutes" in item else {}),
            **texts.columns(key, "title", "description", "after_presentations"),
        )
        for number in range(1, item.get("themes", 0) + 1):
            session.themes.create(position=number, **texts.column_of(f"{key}.themes.{number}", "text"))
        for position, (kind, speaker) in enumerate(item["roles"]):
            session.roles.create(kind=kind, speaker=speakers[speaker], position=position)


def _moment(day, clock, zone):
    return datetime.combine(day, time.fromisoformat(clock), zone)


@transaction.atomic
def move_to(conference, day):
    """Move a conference with its sessions by whole days, to begin on that day; local times stay."""
    days = day - conference.starts_on
    zone = ZoneInfo(conference.time_zone)
    moved = []
    for session in Session.objects.filter(conference=conference):
        for field in ("starts_at", "ends_at", "began_at", "ended_at"):
            moment = getattr(session, field)
            if moment:
                local = moment.astimezone(zone).replace(tzinfo=None) + days
                setattr(session, field, local.replace(tzinfo=zone))
        moved.append(session)
    Session.objects.bulk_update(moved, ["starts_at", "ends_at", "began_at", "ended_at"])
    conference.starts_on, conference.ends_on = day, conference.ends_on + days
    conference.save(update_fields=["starts_on", "ends_on"])
