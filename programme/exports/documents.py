"""The programme and the list of speakers as documents, made from a released programme alone.

A text that is missing in the language of the document is given in the original language, marked as such.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from conference.documents.document import (
    ColumnsBlock,
    EntryBlock,
    EntryItem,
    EntryList,
    HeadingBlock,
    Masthead,
    NoteBlock,
    ParagraphBlock,
    PrintedDocument,
)
from conference.fields import paragraphs
from conference.house import current_house
from conference.languages import CODES, OfficialLanguage, official
from conference.languages.dates import day_text, days_text, time_text, times_text
from conference.languages.lists import in_clauses, labelled
from conference.languages.people import function_line, joined, titled_name, unbroken
from conference.models import Conference, Release
from conference.templatetags.languages import in_language, zone_in_words
from programme.exports.about import about_the_meeting, common_rule
from programme.exports.practical import blocks_of
from programme.release.programme import Programme
from programme.release.protocol import OTHERS, speakers_by_protocol
from programme.templatetags.edition import (
    has_text,
    is_labelled,
    label_by_itself,
    protocol_kind,
    role_groups,
    without_marks,
)

Block = EntryBlock | HeadingBlock | ParagraphBlock | ColumnsBlock


def programme_document(programme: Programme, code: str, release: Release | None = None) -> PrintedDocument:
    """Return the programme in a language; `release` is its revision, None for a draft."""
    with override(code):
        return _paper(programme, code, release, _("Programme"), _days(programme, code))


def speakers_document(programme: Programme, code: str, release: Release | None = None) -> PrintedDocument:
    """Return the list of speakers in the order of protocol."""
    with override(code):
        return _paper(programme, code, release, _("List of speakers"), _speakers(programme, code))


def information_note(programme: Programme, code: str, release: Release | None = None) -> PrintedDocument:
    """Return the practical information as a note for participants."""
    with override(code):
        return _paper(programme, code, release, _("Information note for participants"), blocks_of(programme, code))


def _paper(
    programme: Programme,
    code: str,
    release: Release | None,
    name: str,
    blocks: Iterable[Block],
) -> PrintedDocument:
    conference = programme.conference
    original = conference["original_language"]
    title, session, venue = (in_language(conference[key], original)[0] for key in ("title", "organ_session", "venue"))
    short = in_language(conference["short_title"], original)[0] or title
    at = release.released_at.astimezone(programme.zone) if release else None
    revision = _revision_line(release, at, code)
    return PrintedDocument(
        language=official(code),
        title=title,
        subtitle=name,
        dated=at.date() if at else conference["starts_on"],
        identifier=" – ".join((short, name, revision)),
        masthead=Masthead(
            current_house().name(),
            joined((in_language(conference["organ"], original)[0], session), code),
            date=revision,
            below=tuple(line for line in (_when(programme, code), venue) if line),
        ),
        notes=tuple(_notes(conference, release)),
        blocks=tuple(blocks),
        is_programme=True,
    )


def _when(programme: Programme, code: str) -> str:
    """Return the days of the dialogue; of a single one its weekday and its hours too."""
    first, last = (programme.conference[end] for end in ("starts_on", "ends_on"))
    if first != last:
        return days_text(first, last, code)
    day = _capitalized(day_text(first, code, weekday=True))
    sessions = programme.sessions
    if not sessions or any(session[end].date() != first for session in sessions for end in ("starts_at", "ends_at")):
        return day
    hours = times_text(sessions[0]["starts_at"], max(session["ends_at"] for session in sessions), code)
    return _beside(day, hours)


def _beside(*parts: str) -> str:
    return in_clauses(parts)


def _revision_line(release: Release | None, at: datetime | None, code: str) -> str:
    """Return revision and time of release, by which printed copies can be told apart."""
    if not release or not at:
        return _("Draft, not public")
    return _beside(_("Revision %(number)s") % {"number": release.number}, day_text(at, code), time_text(at, code))


def _notes(conference: dict[str, Any], release: Release | None) -> Iterator[NoteBlock]:
    if not release:
        yield NoteBlock(f"{_('Draft.')} {_('This is how the programme would look if it were released now.')}")
    if conference["purpose"] == Conference.Purpose.REHEARSAL:
        yield NoteBlock(f"{_('Rehearsal.')} {_('For training and trial only; nothing on these pages takes place.')}")


def _days(programme: Programme, code: str) -> Iterator[Block]:
    """Yield the sessions of each day, and what the meeting is for; one day alone stands in the head already."""
    if not programme.sessions:
        yield ParagraphBlock(_("The sessions have not been announced yet."))
    else:
        zone = zone_in_words(programme.conference["time_zone"])
        yield ParagraphBlock(_("All times are %(zone)s.") % {"zone": zone})
    days, rule = programme.days(), common_rule(programme)
    room = _one_room(programme, code)
    for day, sessions in days:
        if len(days) > 1 or programme.conference["starts_on"] != programme.conference["ends_on"]:
            yield HeadingBlock(_capitalized(day_text(day, code, weekday=True)), key=f"day-{day.isoformat()}")
        for session in sessions:
            yield from _session(session, programme.conference["original_language"], code, room, rule)
    about = tuple(about_the_meeting(programme, rule, code))
    if about:
        yield ColumnsBlock(about)


def _one_room(programme: Programme, code: str) -> str:
    """Return the room of all sessions if the head names it already; the sessions then leave it out."""
    original = programme.conference["original_language"]
    names = {in_language(session["room"], original)[0] for session in programme.sessions if session["room"]}
    venue = in_language(programme.conference["venue"], original)[0]
    return names.pop() if len(names) == 1 and min(names) in venue else ""


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _session(
    session: dict[str, Any], original: str, code: str, room: str, rule: dict[str, str] | None
) -> Iterator[EntryBlock]:
    """Yield a session: kind, time and title, its details line by line, then its people, themes and questions.

    `room` is the one that the head names, `rule` what all sessions say of the floor.
    """
    groups = role_groups(session)
    lists = [
        *(EntryList(heading, tuple(_person(each, original, code) for each in people)) for heading, people in groups),
        *(
            EntryList(heading, tuple(_item(row["text"], original, code) for row in rows), is_numbered=True)
            for heading, rows in ((_("Themes"), session["themes"]), (_("Guiding questions"), session["questions"]))
            if rows
        ),
    ]
    *blocks, last = _in_their_languages(
        [*_lines(session, original, code, room, rule, {heading for heading, _people in groups})],
        code,
        when=times_text(session["starts_at"], session["ends_at"], code),
        kind=label_by_itself(session) if is_labelled(session) else "",
    )
    yield from blocks
    yield replace(last, lists=tuple(lists))


def _lines(
    session: dict[str, Any], original: str, code: str, room: str, rule: dict[str, str] | None, headings: set[str]
) -> Iterator[tuple[str, OfficialLanguage]]:
    """Yield the title and the lines below it; a line that only repeats the title or a heading is left out."""
    title, language = in_language(session["title"], original)
    yield title, language
    if has_text(session["organized_by"]):
        words, language = in_language(session["organized_by"], original)
        if language.code == code:
            words = labelled(_("Organized by"), words)
        yield words, language
    if session["room"] and in_language(session["room"], original)[0] != room:
        yield in_language(session["room"], original)
    said = {without_marks(words) for words in (title, *headings)}
    told = [session["description"], *([] if rule else [session["after_presentations"]])]
    for text, language in (in_language(texts, original) for texts in told):
        lines = [line for part in paragraphs(text) for line in part.split("\n")]
        yield from ((line, language) for line in lines if without_marks(line) not in said)


def _item(texts: dict[str, str], original: str, code: str) -> EntryItem:
    text, language = in_language(texts, original)
    return EntryItem(text, language=None if language.code == code else language)


def _in_their_languages(
    lines: list[tuple[str, OfficialLanguage]], code: str, when: str, kind: str
) -> Iterator[EntryBlock]:
    """Yield one entry, or several if some lines are in another language; the first has the title."""
    is_begun = False
    for language, group in groupby(lines, key=lambda line: line[1]):
        texts = [text for text, _language in group]
        yield EntryBlock(
            title="" if is_begun else texts.pop(0),
            when="" if is_begun else when,
            kind="" if is_begun else kind,
            lines=tuple(texts),
            language=None if language.code == code else language,
        )
        is_begun = True


def _person(speaker: dict[str, Any], original: str, code: str) -> EntryItem:
    """Return a speaker in the order of protocol as one line, with the name set apart from its title and function."""
    language = _language_of(speaker, original, code)
    with override(language.code):
        name = unbroken(in_language(speaker["name"], language.code)[0])
        separator = pgettext("between function and affiliation", ", ")
    whole = name_of(speaker, language.code, begins_line=True)
    before, lead, after = whole.partition(name) if name else ("", "", "")
    function = function_of(speaker, language.code)
    return EntryItem(
        text=after + (separator + function if function else ""),
        lead=lead,
        before=before,
        language=None if language.code == code else language,
    )


def _language_of(speaker: dict[str, Any], original: str, code: str) -> OfficialLanguage:
    """Return a language in which all texts of a speaker exist, so that no line mixes two."""
    parts = ("courtesy_title", "name", "function", "affiliation", "delegation_beside")
    known = [speaker[part] for part in parts if has_text(speaker[part])]
    whole = (other for other in (code, original, *CODES) if all(texts[other] for texts in known))
    return official(next(whole, original))


def name_of(speaker: dict[str, Any], code: str, *, begins_line: bool = False) -> str:
    """Return courtesy title and name of a released speaker in the order of the language."""
    with override(code):
        title, name = (in_language(speaker[part], code)[0] for part in ("courtesy_title", "name"))
    return titled_name(title, name, code, begins_line=begins_line)


def function_of(speaker: dict[str, Any], code: str, heading: str = "") -> str:
    """Return function, affiliation and delegation of a released speaker in the order of the language.

    What stands above as the heading of several speakers is left out.
    """
    shown = [speaker[part] for part in ("function", "affiliation", "delegation_beside")]
    with override(code):
        function, affiliation, delegation = (
            "" if heading and heading in texts.values() else in_language(texts, code)[0] for texts in shown
        )
    return function_line(function, affiliation, code, delegation)


def _speakers(programme: Programme, code: str) -> Iterator[Block]:
    """Yield the speakers in the order of protocol, under their kind and their delegation or affiliation."""
    kinds = speakers_by_protocol(programme, code)
    if not kinds:
        yield ParagraphBlock(_("The speakers have not been announced yet."))
    original = programme.conference["original_language"]
    level = 1 if [kind for kind, _groups in kinds] == [OTHERS] else 2
    for kind, groups in kinds:
        if level == 2:
            yield HeadingBlock(_capitalized(protocol_kind(kind)))
        for group in groups:
            name, language = in_language(group.name, original) if group.name else ("", official(code))
            if name:
                yield HeadingBlock(name, level, language=None if language.code == code else language)
            for speaker in group.speakers:
                yield _speaker(speaker, name, original, code)


def _speaker(speaker: dict[str, Any], group: str, original: str, code: str) -> EntryBlock:
    """Return the entry of a speaker: name, function, and what is not the heading of affiliation and delegation."""
    language = _language_of(speaker, original, code)
    function = function_of(speaker, language.code, heading=group)
    return EntryBlock(
        title=name_of(speaker, language.code, begins_line=True),
        lines=(function,) if function else (),
        language=None if language.code == code else language,
    )
