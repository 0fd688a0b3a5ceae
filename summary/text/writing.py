"""Writing a text of the Summary: who may write what at which stage. `translation.texts.writing` stores it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from conference.models import User
from conference.refusals import Overtaken, Refusal
from summary.models import REMOVED, Footnote, Paragraph, Section, Summary, TableCell
from translation.texts import writing
from translation.texts.registry import text_of
from translation.texts.writing import replace_text
from translation.units import digest

__all__ = ["FIELDS", "digest", "fit", "lock", "replace_text", "restore", "touch"]

Row = Summary | Section | Paragraph | TableCell | Footnote

FIELDS: dict[type, tuple[str, ...]] = {
    Paragraph: ("text",),
    TableCell: ("text",),
    Section: ("heading",),
    Footnote: ("text",),
    Summary: ("title", "note", "agenda_item"),
}


def lock(summary: Summary) -> Summary:
    """Returns the Summary locked until the transaction ends, so that acts follow one another."""
    rows = Summary.objects.select_for_update(no_key=True, of=("self",)).select_related("conference")
    return rows.get(pk=summary.pk)


def touch(summary: Summary) -> None:
    """Raises the version of the draft, by which open pages notice that something has changed."""
    Summary.objects.filter(pk=summary.pk).update(version=F("version") + 1)


def summary_of(row: Row) -> Summary:
    """Returns the Summary that a row belongs to."""
    if isinstance(row, TableCell):
        row = row.table
    if isinstance(row, Paragraph):
        return row.section.summary
    return row if isinstance(row, Summary) else row.summary


def write_text(
    row: Row,
    field: str,
    code: str,
    text: str,
    base_version: str,
    *,
    by: User,
    at: datetime,
    state: str | None = None,
) -> str:
    """Saves a text of a paragraph, a section or the Summary and returns it as it is stored.

    `base_version` is the digest of the text that the change started from. A translation gets `state`; without one it
    becomes a draft. Raises Refusal where the text cannot be written, and Overtaken, which keeps both texts,
    where somebody else has written it since.
    """
    text = fit(row, field, text)
    with transaction.atomic():
        summary = lock(summary_of(row))
        if not summary.takes_text_from(by, code):
            raise Refusal(summary.why_closed(by, code))
        row.refresh_from_db()
        if getattr(row, "removed_at", None):
            raise Refusal(REMOVED)
        overtaken = None
        try:
            text = writing.write_text(row, field, code, text, base_version, by=by, at=at, state=state)
        except Overtaken as both:
            overtaken = both  # what was set aside is kept: the transaction goes through
        touch(summary)
    if overtaken:
        raise overtaken
    return text


def fit(row: Row, field: str, text: str) -> str:
    """Returns the text as it is stored, on one line; raises Refusal where it cannot be."""
    text = writing.joined(text.replace("\r\n", "\n").replace("\r", "\n").strip())
    if "\n" in text:
        raise Refusal(gettext("A paragraph has no empty line. Split it to make two of it."))
    return writing.fit(row, field, text)


def restore(row: Row, field: str, code: str, number: int, *, by: User, at: datetime) -> str:
    """Makes an earlier version the current one again, as a new version."""
    words = writing.version_of(row, field, code, number)
    return write_text(row, field, code, words, digest(text_of(row, field, code)), by=by, at=at)
