"""The programme and the list of speakers as documents, made from a released programme alone.

A text that is missing in the language of the document is given in the original language, marked as such.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from conference.documents.document import (
    BULLET,
    EntryBlock,
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
from conference.languages.people import function_line, joined, titled_name
from conference.models import Conference, Release
from conference.templatetags.languages import in_language, zone_in_words
from programme.release.programme import Programme
from programme.release.protocol import OTHERS, speakers_by_protocol
from programme.templatetags.edition import has_text, is_labelled, label_by_itself, protocol_kind, role_groups


def programme_document(programme: Programme, code: str, release: Release | None = None) -> PrintedDocument:
    """Return the programme in a language; `release` is its revision, None for a draft."""
    with override(code):
        return _paper(programme, code, release, _("Programme"), _days(programme, code))


def speakers_document(programme: Programme, code: str, release: Release | None = None) -> PrintedDocument:
    """Return the list of speakers in the order of protocol."""
    with override(code):
        return _paper(programme, code, release, _("List of speakers"), _speakers(programme, code))


def _paper(
    programme: Programme,
    code: str,
    release: Release | None,
    name: str,
    blocks: Iterable[EntryBlock | HeadingBlock | ParagraphBlock],
) -> PrintedDocument:
    conference = programme.conference
    original = conference["original_language"]
    title, session, venue = (in_language(conference[key], original)[0] for key in ("title", "organ_session", "venue"))
    short = in_language(conference["short_title"], original)[0] or title
    when = days_text(conference["starts_on"], conference["ends_on"], code)
    at = release.released_at.astimezone(programme.zone) if release else None
    return PrintedDocument(
        language=official(code),
        title=title,
        subtitle=name,
        dated=at.date() if at else conference["starts_on"],
        identifier=" – ".join((short, name, _revision_line(release, at, code))),
        masthead=Masthead(
            current_house().name(),
            in_language(conference["organ"], original)[0],
            below=tuple(line for line in (session, when, venue) if line),
        ),
        notes=tuple(_notes(conference, release)),
        blocks=tuple(blocks),
    )


def _revision_line(release: Release | None, at: datetime | None, code: str) -> str:
    """Return revision and time of release, by which printed copies can be told apart."""
    if not release or not at:
        return _("Draft, not public")
    separator = pgettext("between day and time", ", ")
    revision = _("Revision %(number)s") % {"number": release.number}
    return separator.join((revision, day_text(at, code), time_text(at, code)))


def _notes(conference: dict[str, Any], release: Release | None) -> Iterator[NoteBlock]:
    if not release:
        yield NoteBlock(f"{_('Draft.')} {_('This is how the programme would look if it were released now.')}")
    if conference["purpose"] == Conference.Purpose.REHEARSAL:
        yield NoteBlock(f"{_('Rehearsal.')} {_('For training and trial only; nothing on these pages takes place.')}")


def _days(programme: Programme, code: str) -> Iterator[EntryBlock | HeadingBlock | ParagraphBlock]:
    if not programme.sessions:
        yield ParagraphBlock(_("The sessions have not been announced yet."))
        return
    zone = zone_in_words(programme.conference["time_zone"])
    yield ParagraphBlock(_("All times are %(zone)s.") % {"zone": zone})
    for day, sessions in programme.days():
        yield HeadingBlock(_capitalized(day_text(day, code, weekday=True)), key=f"day-{day.isoformat()}")
        for session in sessions:
            yield from _session(session, programme.conference["original_language"], code)


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _session(session: dict[str, Any], original: str, code: str) -> Iterator[EntryBlock]:
    """Yield a session: time and title, then its details line by line."""
    lines = [in_language(session["title"], original)]
    if is_labelled(session):
        lines.append((label_by_itself(session), official(code)))
    if has_text(session["organized_by"]):
        words, language = in_language(session["organized_by"], original)
        if language.code == code:
            words = pgettext("above a list", "%(heading)s:") % {"heading": _("Organized by")} + f" {words}"
        lines.append((words, language))
    if session["room"]:
        lines.append(in_language(session["room"], original))
    description, language = in_language(session["description"], original)
    lines += [(line, language) for part in paragraphs(description) for line in part.split("\n")]
    for heading, texts in ((_("Themes"), session["themes"]), (_("Guiding questions"), session["questions"])):
        lines += _list(heading, [in_language(row["text"], original) for row in texts], code)
    for heading, speakers in role_groups(session):
        lines += _list(heading, [_person(speaker, original, code) for speaker in speakers], code)
    return _in_their_languages(lines, code, when=times_text(session["starts_at"], session["ends_at"], code))


def _list(heading: str, lines: list[tuple[str, OfficialLanguage]], code: str) -> list[tuple[str, OfficialLanguage]]:
    if not lines:
        return []
    above = pgettext("above a list", "%(heading)s:") % {"heading": heading}
    return [(above, official(code)), *((f"{BULLET}{text}", language) for text, language in lines)]


def _in_their_languages(lines: list[tuple[str, OfficialLanguage]], code: str, when: str = "") -> Iterator[EntryBlock]:
    """Yield one entry, or several if some lines are in another language; the first has the title."""
    title, *_rest = lines
    is_begun = False
    for language, group in groupby(lines, key=lambda line: line[1]):
        texts = [text for text, _language in group]
        first = language == title[1] and texts[0] == title[0] and not is_begun
        yield EntryBlock(
            title=texts.pop(0) if first else "",
            when=when if first else "",
            lines=tuple(texts),
            language=None if language.code == code else language,
        )
        is_begun = True


def _person(speaker: dict[str, Any], original: str, code: str) -> tuple[str, OfficialLanguage]:
    """Return a speaker in the order of protocol as one line: (text, language)."""
    language = _language_of(speaker, original, code)
    name, function = name_of(speaker, language.code), function_of(speaker, language.code)
    return joined((name, function), language.code), language


def _language_of(speaker: dict[str, Any], original: str, code: str) -> OfficialLanguage:
    """Return a language in which all texts of a speaker exist, so that no line mixes two."""
    parts = ("courtesy_title", "name", "function", "affiliation", "delegation_beside")
    known = [speaker[part] for part in parts if has_text(speaker[part])]
    whole = (other for other in (code, original, *CODES) if all(texts[other] for texts in known))
    return official(next(whole, original))


def name_of(speaker: dict[str, Any], code: str) -> str:
    """Return courtesy title and name of a released speaker in the order of the language."""
    with override(code):
        title, name = (in_language(speaker[part], code)[0] for part in ("courtesy_title", "name"))
    return titled_name(title, name, code)


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


def _speakers(programme: Programme, code: str) -> Iterator[EntryBlock | HeadingBlock | ParagraphBlock]:
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
        title=name_of(speaker, language.code),
        lines=(function,) if function else (),
        language=None if language.code == code else language,
    )
