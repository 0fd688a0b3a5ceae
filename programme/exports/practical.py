"""Practical information as a page and a paper show it: what was written under each heading, and what Rostrum knows.

Hours, rooms, speaking time and addresses come from the released programme itself, so that nobody types them again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from conference.documents.document import EntryBlock, HeadingBlock, ParagraphBlock
from conference.fields import paragraphs
from conference.languages import official
from conference.languages.dates import day_text, days_text, times_text
from conference.languages.lists import in_clauses, listed
from conference.models import Organizer, PracticalSection
from conference.templatetags.languages import in_language
from programme.models import Session
from programme.release.programme import Programme

Heading = PracticalSection.Heading
Blocks = Iterator[EntryBlock | HeadingBlock | ParagraphBlock]


@dataclass(frozen=True)
class PracticalPart:
    """What stands under a heading: `facts` are lines in the language of the page, the rest is as it was written."""

    heading: str
    facts: tuple[str, ...]
    text: dict[str, str]
    contact: str = ""
    url: str = ""
    changed_on: date | None = None

    @property
    def title(self) -> str:
        return str(Heading(self.heading).label)


def parts_of(programme: Programme, code: str) -> list[PracticalPart]:
    """Return the parts that are not empty, in the order of the headings; none where nothing was written at all."""
    written = {row["heading"]: row for row in programme.conference.get("practical", ())}
    if not written:
        return []
    parts = [_part(programme, heading.value, written.get(heading.value, {}), code) for heading in Heading]
    return [part for part in parts if part.facts or any(part.text.values()) or part.contact or part.url]


def _part(programme: Programme, heading: str, row: dict[str, Any], code: str) -> PracticalPart:
    known = _KNOWN.get(heading)
    return PracticalPart(
        heading,
        tuple(known(programme, code)) if known else (),
        row.get("text", {}),
        row.get("contact", ""),
        row.get("url", ""),
        date.fromisoformat(row["changed_on"]) if row.get("changed_on") else None,
    )


def _words(programme: Programme, texts: dict[str, str]) -> str:
    return in_language(texts, programme.conference["original_language"])[0]


def _date_and_venue(programme: Programme, code: str) -> Iterator[str]:
    facts = programme.conference
    venue = _words(programme, facts["venue"])
    when = days_text(facts["starts_on"], facts["ends_on"], code)
    yield _together(when, venue)
    for day, sessions in programme.days():
        own = [each for each in sessions if each["kind"] != Session.Kind.BREAK] or sessions
        rooms = dict.fromkeys(_words(programme, each["room"]) for each in own if each["room"])
        start, end = min(each["starts_at"] for each in own), max(each["ends_at"] for each in own)
        yield _together(day_text(day, code, weekday=True), times_text(start, end, code), *rooms)


def _opening(programme: Programme, code: str) -> Iterator[str]:
    yield from _sessions(programme, Session.Kind.OPENING, code)


def _side_events(programme: Programme, code: str) -> Iterator[str]:
    yield from _sessions(programme, Session.Kind.SIDE_EVENT, code)


def _sessions(programme: Programme, kind: str, code: str) -> Iterator[str]:
    for session in (each for each in programme.sessions if each["kind"] == kind):
        when = times_text(session["starts_at"], session["ends_at"], code)
        room = _words(programme, session["room"]) if session["room"] else ""
        day = day_text(session["starts_at"], code)
        yield _together(_words(programme, session["title"]), day, when, room)


def _organizers(programme: Programme, code: str) -> Iterator[str]:
    rows = [row for row in programme.organizers if row["role"] == Organizer.Role.ORGANIZER]
    if rows:
        yield listed([_words(programme, row["name"]) for row in rows])
    reached = [programme.conference[name] for name in ("contact_email", "contact_phone")]
    if any(reached):
        yield in_clauses(reached)


def _speaking(programme: Programme, code: str) -> Iterator[str]:
    for panel in (each for each in programme.sessions if each["minutes"]):
        words = _("%(session)s: speaking time %(minutes)d min")
        yield words % {"session": _words(programme, panel["title"]), "minutes": panel["minutes"]}


def _statements(programme: Programme, code: str) -> Iterator[str]:
    yield _("Delegations send the texts of their statements by the private link that the secretariat gives them.")
    if programme.conference["contact_email"]:
        yield _("Questions: %(address)s") % {"address": programme.conference["contact_email"]}


def _documents(programme: Programme, code: str) -> Iterator[str]:
    symbols = [row["symbol"] for row in programme.documents if row["symbol"]]
    if symbols:
        yield listed(symbols)


def _webcast(programme: Programme, code: str) -> Iterator[str]:
    if programme.sessions:
        yield _("The page of each session has the links to its webcast and recordings.")


def _together(*parts: str) -> str:
    return in_clauses(parts)


_KNOWN: dict[str, Callable[[Programme, str], Iterator[str]]] = {
    Heading.DATE_AND_VENUE.value: _date_and_venue,
    Heading.OPENING.value: _opening,
    Heading.ORGANIZERS.value: _organizers,
    Heading.SPEAKING.value: _speaking,
    Heading.STATEMENTS.value: _statements,
    Heading.DOCUMENTS.value: _documents,
    Heading.WEBCAST.value: _webcast,
    Heading.SIDE_EVENTS.value: _side_events,
}


def blocks_of(programme: Programme, code: str) -> Blocks:
    """Yield the practical information for a paper in a language."""
    original = programme.conference["original_language"]
    for part in parts_of(programme, code):
        yield HeadingBlock(part.title)
        for fact in part.facts:
            yield ParagraphBlock(fact)
        words, language = in_language(part.text, original)
        for paragraph in paragraphs(words):
            yield ParagraphBlock(paragraph, language=None if language.code == code else language)
        for line in (part.contact, part.url.replace("{language}", official(code).exchange)):
            if line:
                yield ParagraphBlock(line)
