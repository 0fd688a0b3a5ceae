"""The text of a conference for the Journal of the United Nations, from its released programme: short, in six languages.

The Journal edits it to its own form; nothing here imitates a formula of it. What does not fit is left out, the names of
people first, so that the day, the hour and the place are always there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from conference.documents.document import ParagraphBlock, PrintedDocument
from conference.languages import OfficialLanguage, official
from conference.languages.dates import day_text
from conference.languages.document_times import time_in_words, times_in_words
from conference.languages.lists import in_clauses, labelled, listed, listed_apart
from conference.models import Organizer
from conference.templatetags.languages import in_language
from floor.models import Recording
from programme.exports.documents import function_of, name_of
from programme.models import Role, Session
from programme.release.changes import ProgrammeChange
from programme.release.editions import ProgrammeEdition
from programme.release.rescheduling import rescheduling_in_words

MOST_WORDS = 150
CHARACTERS_OF_A_WORD = 1.7  # Chinese, in which words are not set apart


@dataclass(frozen=True)
class JournalLine:
    """A line of the entry. Where there is no room for all, those of the highest `rank` go first."""

    text: str
    rank: int = 0


@dataclass(frozen=True)
class JournalEntry:
    """The text in a language, and what was left out for want of room."""

    language: OfficialLanguage
    lines: tuple[str, ...]
    left_out: int
    notices: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def words(self) -> int:
        return words_in(self.text, self.language.code)

    def document(self, dated: date) -> PrintedDocument:
        """Returns the entry for Word, with the notices below it."""
        with override(self.language.code):
            title = _("Text for the Journal")
        blocks = tuple(ParagraphBlock(line) for line in (*self.lines, *self.notices))
        return PrintedDocument(language=self.language, title=title, dated=dated, blocks=blocks)


def words_in(text: str, code: str) -> int:
    """Returns how many words a text has; of Chinese, as many as its characters come to in other languages."""
    if code == "zh-hans":
        return round(sum(not letter.isspace() for letter in text) / CHARACTERS_OF_A_WORD)
    return len(text.split())


def entry_of(edition: ProgrammeEdition, code: str, changes: Iterable[ProgrammeChange] = ()) -> JournalEntry:
    """Returns the entry of a released conference in a language, with notices of what the last release changed."""
    with override(code):
        lines = list(_lines(edition, code))
        kept = _fitted(lines, code)
        notices = tuple(_notices(edition, changes, code))
    return JournalEntry(official(code), tuple(line.text for line in kept), len(lines) - len(kept), notices)


def _fitted(lines: list[JournalLine], code: str) -> list[JournalLine]:
    kept = list(lines)
    while len(kept) > 1 and words_in("\n".join(line.text for line in kept), code) > MOST_WORDS:
        last = max(range(len(kept)), key=lambda place: (kept[place].rank, place))
        del kept[last]
    return kept


def _lines(edition: ProgrammeEdition, code: str) -> Iterator[JournalLine]:
    programme, original = edition.programme, edition.programme.conference["original_language"]
    facts = programme.conference
    organ, session, title = (in_language(facts[name], original)[0] for name in ("organ", "organ_session", "title"))
    if organ:
        yield JournalLine(in_clauses((organ, session)), 1)
    yield JournalLine(title)
    for day, sessions in programme.days():
        yield JournalLine(_day(day, sessions, original, code))
    yield from _convened(edition, original)
    for panel in (each for each in programme.sessions if each["kind"] == Session.Kind.PANEL):
        yield from _panel(panel, original, code)
    address = settings.PUBLIC_URL + edition.url("document-list")
    yield JournalLine(_("Programme and documents: %(address)s") % {"address": address})
    yield from _contact(edition, original)
    yield from _webcast(edition)


def _day(day: date, sessions: list[dict[str, Any]], original: str, code: str) -> str:
    """Returns a day with its hours and its rooms; side events and breaks have their own entries or none."""
    own = [each for each in sessions if each["kind"] not in (Session.Kind.BREAK, Session.Kind.SIDE_EVENT)] or sessions
    start, end = min(each["starts_at"] for each in own), max(each["ends_at"] for each in own)
    rooms = dict.fromkeys(in_language(each["room"], original)[0] for each in own if each["room"])
    return in_clauses((day_text(day, code, weekday=True), times_in_words(start, end, code), *rooms))


def _convened(edition: ProgrammeEdition, original: str) -> Iterator[JournalLine]:
    rows = [row for row in edition.programme.organizers if row["role"] == Organizer.Role.ORGANIZER]
    if rows:
        names = listed([in_language(row["name"], original)[0] for row in rows])
        yield JournalLine(_("Convened by: %(names)s") % {"names": names}, 2)


def _panel(panel: dict[str, Any], original: str, code: str) -> Iterator[JournalLine]:
    title = in_language(panel["title"], original)[0]
    yield JournalLine(labelled(time_in_words(panel["starts_at"], code), title), 3)
    chairs = [role["speaker"] for role in panel["roles"] if role["kind"] == Role.Kind.CO_CHAIR]
    if chairs:
        names = listed_apart(_person(speaker, code) for speaker in chairs)
        yield JournalLine(_("Co-Chairs: %(names)s") % {"names": names}, 4)


def _person(speaker: dict[str, Any], code: str) -> str:
    parts = (name_of(speaker, code), function_of(speaker, code))
    return pgettext("between function and affiliation", ", ").join(part for part in parts if part)


def _contact(edition: ProgrammeEdition, original: str) -> Iterator[JournalLine]:
    facts = edition.programme.conference
    reached = [facts[name] for name in ("contact_email", "contact_phone") if facts[name]]
    if reached:
        words = _("Requests for the floor, texts of statements and questions: %(contact)s")
        yield JournalLine(words % {"contact": in_clauses(reached)}, 1)


def _webcast(edition: ProgrammeEdition) -> Iterator[JournalLine]:
    """Yields the address of the webcast of each live channel of the floor, each once."""
    slugs = [each["slug"] for each in edition.programme.sessions]
    rows = Recording.objects.in_use().filter(
        session__conference__slug=edition.slug, session__slug__in=slugs, kind=Recording.Kind.LIVE
    )
    found = dict.fromkeys(rows.order_by("session__starts_at", "pk").values_list("address", flat=True))
    if found:
        yield JournalLine(_("Webcast: %(address)s") % {"address": next(iter(found))}, 2)


def _notices(edition: ProgrammeEdition, changes: Iterable[ProgrammeChange], code: str) -> Iterator[str]:
    """Yields what the last release changed of sessions: cancelled, postponed, at another time, in another room."""
    of_sessions = [change for change in changes if change.what == "session" and change.act in ("removed", "moved")]
    original = edition.programme.conference["original_language"]
    for change in of_sessions:
        title = in_language(change.name, original)[0]
        if change.act == "removed":
            yield _("Cancelled: %(title)s") % {"title": title}
            continue
        of_time = _of_time(change.before, change.after)
        pairs = rescheduling_in_words(change, edition.programme.zone, code)
        for words, (before, after) in zip([*of_time, _room_changed()], pairs, strict=False):
            yield words % {"title": title, "before": before, "after": after}


def _of_time(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Returns the words for a change of the hours; none where these are as they were."""
    if (old["starts_at"], old["ends_at"]) == (new["starts_at"], new["ends_at"]):
        return []
    if new["starts_at"] > old["starts_at"]:
        return [_("Postponed: %(title)s: %(after)s instead of %(before)s")]
    return [_("Time changed: %(title)s: %(after)s instead of %(before)s")]


def _room_changed() -> str:
    return _("Room changed: %(title)s: %(after)s instead of %(before)s")
