"""A dialogue and its sessions as data for search engines (schema.org `Event`); it names no person."""

from django.conf import settings

from conference.house import current_house
from conference.models import Conference, Organizer
from conference.templatetags.languages import in_language
from programme.models import Session
from programme.templatetags.edition import for_language, has_text


def of_programme(edition):
    """Return the dialogue with its sessions; None if search engines must not index it."""
    if not _is_for_search_engines(edition):
        return None
    sessions = [session for session in edition.programme.sessions if session["kind"] != Session.Kind.BREAK]
    parts = {"subEvent": [_session(edition, session) for session in sessions]} if sessions else {}
    return {"@context": "https://schema.org", **_dialogue(edition), **parts}


def of_session(edition, session):
    """Return a session in its dialogue; None if search engines must not index it."""
    if not _is_for_search_engines(edition) or session["kind"] == Session.Kind.BREAK:
        return None
    whole = {"organizer": _organizers(edition), "superEvent": _dialogue(edition)}
    return {"@context": "https://schema.org", **_session(edition, session), **whole}


def _is_for_search_engines(edition):
    return edition.is_current and edition.programme.conference["purpose"] == Conference.Purpose.DIALOGUE


def _dialogue(edition):
    programme, conference = edition.programme, edition.programme.conference
    starts = [session["starts_at"] for session in programme.sessions] or [conference["starts_on"]]
    ends = [session["ends_at"] for session in programme.sessions] or [conference["ends_on"]]
    return {
        **_event(edition, conference["title"], min(starts), max(ends), edition.url("programme")),
        **_location(conference, None),
        "organizer": _organizers(edition),
    }


def _session(edition, session):
    address = edition.url("session-detail", session["slug"])
    return {
        **_event(edition, session["title"], session["starts_at"], session["ends_at"], address),
        **_location(edition.programme.conference, session["room"]),
    }


def _event(edition, title, start, end, address):
    name, language = in_language(title, edition.programme.conference["original_language"])
    return {
        "@type": "Event",
        "name": name,
        "startDate": start.isoformat(),
        "endDate": end.isoformat(),
        "inLanguage": language.html,
        "url": settings.PUBLIC_URL + address,
    }


def _location(conference, room):
    """Return the room at the venue, or the venue, as far as they are known."""
    known = [_text(conference, texts) for texts in (room, conference["venue"]) if has_text(texts)]
    return {"location": {"@type": "Place", "name": known[0], "address": known[-1]}} if known else {}


def _organizers(edition):
    """Return the organizers; the United Nations if none is named yet."""
    conference = edition.programme.conference
    found = []
    for row in edition.programme.organizers:
        if row["role"] == Organizer.Role.ORGANIZER:
            organization = {"@type": "Organization", "name": _text(conference, row["name"])}
            found.append({**organization, "url": for_language(row["url"])} if row["url"] else organization)
    return found or [{"@type": "Organization", "name": current_house().name()}]


def _text(conference, texts):
    return in_language(texts, conference["original_language"])[0]
