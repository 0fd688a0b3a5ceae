"""The draft as it would be released: one JSON value in all six languages, with nothing that is not public."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model

from conference.languages import CODES, columns, texts
from conference.models import Conference, PracticalSection, Release
from programme.models import Session
from programme.release.documents import released_facts
from programme.release.draft_rows import DraftRows, rows_of
from speakers.filling import FILLED, filled
from speakers.models import Speaker

FORMAT = 1


def content_of(conference: Conference, rows: DraftRows | None = None, latest: Release | None = None) -> dict[str, Any]:
    """Return the public content of a conference's current tables, in a constant number of queries.

    Texts are `{language code: text}`, moments are ISO 8601 in UTC, durations are seconds. Speakers who are not
    confirmed are left out, and with them their roles. `rows` and `latest`, the latest public release, are given by who
    has read them.
    """
    rows, status = rows or rows_of(conference), Speaker.Status
    speakers = [row for row in rows.speakers if row.status == status.CONFIRMED]
    gone = [row.slug for row in rows.speakers if row.status == status.WITHDRAWN]
    withdrawn = _withdrawn(conference, gone, latest)
    session_slugs = {session.pk: session.slug for session in rows.sessions}
    public = {speaker.pk: speaker.slug for speaker in speakers}
    return {
        "format": FORMAT,
        "conference": _conference(conference, rows.practical_sections),
        "organizers": [
            {"id": row.pk, "role": row.role, "url": row.url, **_texts(row, "name", "description")}
            for row in rows.organizers
        ],
        "documents": [
            {
                "id": row.pk,
                "symbol": row.symbol,
                "url": row.url,
                **_texts(row, "title", "description"),
                **released_facts(row, session_slugs),
            }
            for row in rows.documents
        ],
        "follow_up_meetings": [
            {
                "id": row.pk,
                "year": row.year,
                "starts_on": row.starts_on.isoformat() if row.starts_on else "",
                "url": row.url,
                **_texts(row, "title", "description"),
            }
            for row in rows.follow_up_meetings
        ],
        "delegations": [
            {"id": row.pk, "kind": row.kind, "iso3": row.state.iso3 if row.state else "", **_texts(row, "name")}
            for row in rows.delegations
        ],
        "sessions": [_session(session, public) for session in rows.sessions],
        "speakers": [_speaker(speaker, conference.original_language) for speaker in speakers],
        **({"withdrawn": withdrawn} if withdrawn else {}),  # without one, as in releases from before the list
    }


def _withdrawn(conference: Conference, withdrawn: list[str], latest: Release | None) -> list[str]:
    """Return the slugs of those who were public and have withdrawn: others have only been taken off the programme."""
    if withdrawn and latest is None:
        latest = Release.objects.public().of(conference.slug, Release.Matter.PROGRAMME).first()
    if not withdrawn or latest is None:
        return []
    known = {speaker["slug"] for speaker in latest.content["speakers"]} | set(latest.content.get("withdrawn", ()))
    return [slug for slug in withdrawn if slug in known]


def _texts(row: Model, *fields: str) -> dict[str, dict[str, str]]:
    return {field: texts(row, field) for field in fields}


def _conference(conference: Conference, practical: Iterable[PracticalSection]) -> dict[str, Any]:
    sections = [
        {
            "heading": row.heading,
            "contact": row.contact,
            "url": row.url,
            "changed_on": row.changed_on.isoformat() if row.changed_on else "",
            **_texts(row, "text"),
        }
        for row in practical
    ]
    return {
        "slug": conference.slug,
        "purpose": conference.purpose,
        "original_language": conference.original_language,
        "starts_on": conference.starts_on.isoformat(),
        "ends_on": conference.ends_on.isoformat(),
        "time_zone": conference.time_zone,
        "cause_url": conference.cause_url,
        "contact_email": conference.contact_email,
        "contact_phone": conference.contact_phone,
        "contact_url": conference.contact_url,
        **_texts(conference, "title", "short_title", "organ", "organ_session", "venue"),
        **_texts(conference, "background", "objective", "expected_outcome"),
        **_texts(conference, "cause_title", "cause_text", "contact_text"),
        **({"practical": sections} if sections else {}),  # few have any
    }


def _session(session: Session, public: dict[int, str]) -> dict[str, Any]:
    return {
        "slug": session.slug,
        "kind": session.kind,
        "number": session.number,
        "starts_at": _moment(session.starts_at),
        "ends_at": _moment(session.ends_at),
        "began_at": _moment(session.began_at),
        "ended_at": _moment(session.ended_at),
        "room": texts(session.room, "name") if session.room else None,
        "room_id": session.room_id,  # keeps the address of the door display when the room is renamed
        "speaking_seconds": int(session.speaking_time.total_seconds()) if session.kind == Session.Kind.PANEL else None,
        **_texts(session, "title", "description", "after_presentations"),
        **{field: words for field, words in _texts(session, "own_kind", "organized_by").items() if any(words.values())},
        "themes": [{"id": theme.pk, "text": texts(theme, "text")} for theme in session.themes.all()],
        "questions": [{"id": row.pk, "text": texts(row, "text")} for row in session.guidingquestions.all()],
        "roles": [
            {"kind": role.kind, "speaker": public[role.speaker_id]}
            for role in session.roles.all()
            if role.speaker_id in public
        ],
    }


def _speaker(speaker: Speaker, original: str) -> dict[str, Any]:
    """Return a speaker as the public may see them. The public name of a protected speaker is decided here alone."""
    named = {} if speaker.protected else _names(speaker, original)
    delegation = None if speaker.protected else speaker.delegation
    precedence = None if speaker.protected else speaker.precedence
    shown = speaker.consents_to_photograph and speaker.photograph and not speaker.protected
    return {
        "slug": speaker.slug,
        "photograph": speaker.photograph.name if shown else "",
        "indexing": speaker.consents_to_indexing and not speaker.protected,
        "recording": speaker.consents_to_recording and not speaker.protected,
        "delegation": {"kind": delegation.kind, "name": texts(delegation, "name")} if delegation else None,
        "courtesy_title": speaker.public_courtesy_title,
        "name": speaker.public_name,
        "sort_name": dict.fromkeys(CODES, ""),
        **named,
        **_texts(speaker, "function", "affiliation", "biography"),
        **({"precedence": precedence} if precedence else {}),  # else the function suggests it
    }


def _names(speaker: Speaker, original: str) -> dict[str, dict[str, str]]:
    """Return name and courtesy title with what fills itself, also of rows that were written before it did."""
    written = {column: getattr(speaker, column) for field in FILLED for column in columns(field)}
    whole = written | filled(written, {}, original)
    return {
        field: dict(zip(CODES, (whole[column] or "" for column in columns(field)), strict=True)) for field in FILLED
    }


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


def missing_texts(content: object) -> dict[str, int]:
    """Return how many texts each language lacks that exist in another: {language code: number}."""
    missing: dict[str, int] = {}

    def look(value: object) -> None:
        if isinstance(value, list):
            for part in value:
                look(part)
        elif isinstance(value, dict):
            if set(value) >= {"ar", "en"}:
                for code, words in value.items():
                    missing.setdefault(code, 0)
                    missing[code] += not words and any(value.values())
            else:
                for part in value.values():
                    look(part)

    look(content)
    return missing
