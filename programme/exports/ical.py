"""Calendars (iCalendar, RFC 5545): of the programme, of one session, of a reader's own choice.

A session moves in the calendar of everybody who subscribes or imports again: it keeps its UID in all languages and
revisions, and its SEQUENCE rises whenever a value that calendars show has changed.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.languages import official
from conference.languages.lists import above_list, in_clauses, with_note
from conference.languages.people import joined
from conference.models import Conference
from conference.on_demand import on_demand
from conference.released_pages import reads
from conference.templatetags.languages import in_language
from programme.exports.documents import function_of, name_of
from programme.exports.vtimezone import zone_component
from programme.models import Session
from programme.release.editions import ProgrammeEdition
from programme.release.programme import Programme
from programme.release.session_history import SessionHistory, session_histories
from programme.templatetags.edition import description_beside, is_labelled, label, role_groups

if TYPE_CHECKING:
    from icalendar import Event

icalendar = on_demand("icalendar")

AGAIN = timedelta(minutes=30)  # the interval at which subscriptions are refreshed
BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # everything that a reader may treat as the end of a line
CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")


def calendar(request: HttpRequest, edition: ProgrammeEdition) -> HttpResponse:
    return _response(edition, session_histories(edition), "programme")


def session_calendar(request: HttpRequest, edition: ProgrammeEdition, session: str) -> HttpResponse:
    """Return the calendar of one session; it is cancelled if the session was public and was removed."""
    history = session_histories(edition).get(session)
    if not history or not _is_event(history):
        raise Http404
    return _response(edition, {session: history}, session)


@reads("sessions")
def my_calendar(request: HttpRequest, edition: ProgrammeEdition) -> HttpResponse:
    """Return the calendar of the sessions in the address, if they were ever public: `?sessions=opening,panel-1`."""
    chosen = set(request.GET.get("sessions", "").split(","))
    histories = {slug: history for slug, history in session_histories(edition).items() if slug in chosen}
    return _response(edition, histories, "my-programme", title=_("My programme"))


def _response(
    edition: ProgrammeEdition, histories: dict[str, SessionHistory], name: str, title: str = ""
) -> HttpResponse:
    body = calendar_of(edition, histories, title)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    filename = f"{edition.slug}-{name}-{get_language()}.ics"
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def calendar_of(edition: ProgrammeEdition, histories: dict[str, SessionHistory], title: str = "") -> bytes:
    """Return the calendar of sessions in the active language as bytes, the same until the next release."""
    programme = edition.programme
    events = [(slug, history) for slug, history in histories.items() if _is_event(history)]
    events.sort(key=lambda event: (event[1].session["starts_at"], event[0]))
    name = " – ".join(filter(None, (title, _text(programme.conference["title"], programme.conference))))
    found = icalendar.Calendar()
    found.add("prodid", "-//Rostrum//Programme//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        found.add(key, icalendar.vText(_marked(name, programme.conference)))
    found.add("x-wr-timezone", programme.zone.key)
    found.add("url", settings.PUBLIC_URL + edition.url("programme"))
    found.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT30M")
    found.add_component(zone_component(programme.zone, *_years(programme, events)))
    for slug, history in events:
        found.add_component(_event(edition, slug, history))
    return found.to_ical()


def _is_event(history: SessionHistory) -> bool:
    """Whether a session stands in calendars: it was public, and it is no break."""
    return bool(history.session) and history.session["kind"] != Session.Kind.BREAK


def _years(programme: Programme, events: Iterable[tuple[str, SessionHistory]]) -> tuple[int, int]:
    """Return the first and the last year of a calendar."""
    days = [programme.conference["starts_on"], programme.conference["ends_on"]]
    days += [history.session[end] for _slug, history in events for end in ("starts_at", "ends_at")]
    return min(day.year for day in days), max(day.year for day in days)


def _event(edition: ProgrammeEdition, slug: str, history: SessionHistory) -> "Event":
    conference, session = edition.programme.conference, history.session
    page = ("programme",) if history.is_gone else ("session-detail", slug)
    address = settings.PUBLIC_URL + edition.url(*page)
    event = icalendar.Event()
    event.add("uid", f"{slug}.{edition.slug}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("sequence", history.changes)
    event.add("dtstamp", history.changed_at)
    event.add("last-modified", history.changed_at)
    event.add("dtstart", session["starts_at"].astimezone(edition.programme.zone))
    event.add("dtend", session["ends_at"].astimezone(edition.programme.zone))
    event.add("status", "CANCELLED" if history.is_gone else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if history.is_gone else "OPAQUE")
    texts = {
        "summary": _marked(_text(session["title"], conference), conference),
        "location": _place(session, conference),
        "description": _description(session, conference, address, with_people=not history.is_gone),
    }
    for name, words in texts.items():
        if words:
            event.add(name, words, parameters={"LANGUAGE": official(get_language()).html})
    event.add("url", address)
    return event


def _marked(name: str, conference: dict[str, Any]) -> str:
    """Return a name, marked if the conference is a rehearsal."""
    rehearsal = conference["purpose"] == Conference.Purpose.REHEARSAL
    return with_note(name, Conference.Purpose.REHEARSAL.label) if rehearsal else name


def _place(session: dict[str, Any], conference: dict[str, Any]) -> str:
    """Return room and venue; the room is left out if the venue names it."""
    room, venue = (_text(texts or {}, conference) for texts in (session["room"], conference["venue"]))
    return in_clauses((room if room not in venue else "", venue))


def _description(session: dict[str, Any], conference: dict[str, Any], address: str, *, with_people: bool) -> str:
    """Return the label of a panel, description, themes, people and address of the page.

    Of a session that is gone no people are named: one of them may be protected since.
    """
    head = "\n".join(filter(None, (label(session) if is_labelled(session) else "", _organizers(session, conference))))
    themes = "\n".join(f"– {_text(theme['text'], conference)}" for theme in session["themes"])
    people = _people(session) if with_people else ""
    return "\n\n".join(filter(None, (head, _text(description_beside(session), conference), themes, people, address)))


def _people(session: dict[str, Any]) -> str:
    """Return co-chairs, panellists and others under the headings of the programme, a line for each."""
    lines = []
    for heading, speakers in role_groups(session):
        lines.append(above_list(heading))
        lines += [f"– {_person(speaker)}" for speaker in speakers]
    return "\n".join(lines)


def _person(speaker: dict[str, Any]) -> str:
    """Return a speaker as the programme names them: courtesy title, name, function, and delegation beside it."""
    code = official(get_language()).code
    line = joined((name_of(speaker, code), function_of(speaker, code)), code)
    return CONTROLS.sub("", BREAKS.sub(" ", line))


def _organizers(session: dict[str, Any], conference: dict[str, Any]) -> str:
    """Return who organizes a side event."""
    names = _text(session["organized_by"], conference)
    return f"{_('Organized by')} {names}" if names else ""


def _text(texts: dict[str, str], conference: dict[str, Any]) -> str:
    """Return a text in the language of the calendar; another language is named after it."""
    words, language = in_language(texts, conference["original_language"])
    words = CONTROLS.sub("", BREAKS.sub("\n", words)).strip()
    return f"{words} [{language.name}]" if words and language.code != get_language() else words
