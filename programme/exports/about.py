"""What a programme on paper says after its sessions: the rule of the floor, what the meeting is for, the trust fund."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from conference.documents.document import HeadingBlock, ParagraphBlock
from conference.documents.emphasis import escaped
from conference.fields import paragraphs
from conference.templatetags.languages import in_language
from programme.release.programme import Programme
from programme.templatetags.edition import for_language, has_text, meeting_when


def common_rule(programme: Programme) -> dict[str, str] | None:
    """Return what all sessions with an open floor say of it, so that it can be said once; None if they differ."""
    rules = [
        session["after_presentations"] for session in programme.sessions if has_text(session["after_presentations"])
    ]
    return rules[0] if rules and all(rule == rules[0] for rule in rules) else None


def about_the_meeting(
    programme: Programme, rule: dict[str, str] | None, code: str
) -> Iterator[HeadingBlock | ParagraphBlock]:
    """Yield the sections, each its heading and its paragraphs; `rule` is that of the floor."""
    conference = programme.conference
    original = conference["original_language"]
    for heading, texts in (
        (_("After the presentations"), rule or {}),
        (_("Objective"), conference["objective"]),
        (_("Expected outcome"), conference["expected_outcome"]),
    ):
        if has_text(texts):
            yield HeadingBlock(heading)
            yield from _prose(texts, original, code)
    if programme.organizers:
        yield HeadingBlock(_("Organizers and partners"))
        for organizer in programme.organizers:
            yield from _prose(organizer["name"], original, code)
    yield from _cause(conference, original, code)
    if programme.follow_up_meetings:
        yield HeadingBlock(_("Follow-up meetings"))
        for meeting in programme.follow_up_meetings:
            yield from _meeting(meeting, original, code)


def _prose(texts: dict[str, str], original: str, code: str) -> Iterator[ParagraphBlock]:
    text, language = in_language(texts, original)
    for part in paragraphs(text):
        yield ParagraphBlock(escaped(part), language=None if language.code == code else language)


def _cause(conference: dict[str, Any], original: str, code: str) -> Iterator[HeadingBlock | ParagraphBlock]:
    """Yield the cause that the conference makes known, with its address."""
    if not has_text(conference["cause_title"]):
        return
    title, language = in_language(conference["cause_title"], original)
    yield HeadingBlock(title, language=None if language.code == code else language)
    yield from _prose(conference["cause_text"], original, code)
    if conference["cause_url"]:
        yield ParagraphBlock(for_language(conference["cause_url"]))


def _meeting(meeting: dict[str, Any], original: str, code: str) -> Iterator[ParagraphBlock]:
    """Yield a follow-up meeting with its day or year, and what it is about."""
    title, language = in_language(meeting["title"], original)
    other = None if language.code == code else language
    yield ParagraphBlock(f"**{escaped(title)}** {meeting_when(meeting)}", language=other)
    yield from _prose(meeting["description"], original, code)
