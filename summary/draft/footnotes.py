"""Footnotes of a draft: added where the writer's cursor is, with their mark in the text; and notes to the title."""

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from conference.documents.emphasis import note_mark
from conference.models import AuditEntry, User
from conference.refusals import Refusal
from summary.draft.structure import arranging
from summary.models import MOST_NOTES, MOST_TITLE_NOTES, Footnote, Paragraph, Summary
from summary.text.writing import fit, replace_text
from translation.texts.registry import text_of


def add_footnote(paragraph: Paragraph, head: str, *, by: User, at: datetime) -> Footnote:
    """Adds a footnote to a paragraph and returns it; its mark is put behind `head`, the text before the cursor.

    Without `head`, or where the text no longer begins so, the mark is put at the end. Raises Refusal where
    the person cannot write the original.
    """
    with arranging(paragraph.section.summary, AuditEntry.Act.ADD_FOOTNOTE, paragraph, by=by, at=at) as summary:
        footnote = _new(summary)
        original = summary.original_language
        text = text_of(paragraph, "text", original)
        place = len(head) if text.startswith(head) and head.strip() else len(text)
        marked = text[:place] + note_mark(footnote.number) + text[place:]
        replace_text(paragraph, "text", original, fit(paragraph, "text", marked), by=by, at=at)
    return footnote


def add_title_note(summary: Summary, *, by: User, at: datetime) -> Footnote:
    """Adds a note to the title and returns it; one that has no words yet is given again.

    Raises Refusal where there are as many as can be, or the person cannot write the original.
    """
    with arranging(summary, AuditEntry.Act.ADD_FOOTNOTE, by=by, at=at, title=True) as locked:
        notes = list(locked.footnotes.filter(is_to_title=True))
        empty = next((note for note in notes if not text_of(note, "text", locked.original_language)), None)
        if empty is None and len(notes) >= MOST_TITLE_NOTES:
            raise Refusal(_("A title has at most %(most)s notes.") % {"most": MOST_TITLE_NOTES})
        return empty or _new(locked, is_to_title=True)


def _new(summary: Summary, *, is_to_title: bool = False) -> Footnote:
    last = summary.footnotes.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_NOTES:
        raise Refusal(_("There is no room for another footnote."))
    return Footnote.objects.create(summary=summary, number=last + 1, is_to_title=is_to_title)
