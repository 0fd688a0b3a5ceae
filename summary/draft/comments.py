"""Comments on paragraphs, among those who read the draft; a comment is settled when it has been dealt with."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from conference.fields import validate_characters
from conference.languages.lists import in_sentences
from conference.models import AuditAct, AuditEntry, User
from conference.refusals import Refusal
from summary.models import Comment, Paragraph, Summary
from summary.suggestions.words import places_of
from summary.text.writing import lock, touch
from translation.texts.registry import text_of

LONGEST = Comment._meta.get_field("text").max_length
LONGEST_QUOTATION = Comment._meta.get_field("quotation").max_length


def add_comment(
    paragraph: Paragraph, text: str, *, quotation: str = "", occurrence: int | None = 0, by: User, at: datetime
) -> Comment:
    """Adds a comment on a paragraph, or on some words of it, and returns it.

    `occurrence` counts from 0 where the words stand there several times. Raises Refusal where the comment is empty, too
    long or not plain text, or where the words are not in the paragraph.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refusal(_("Write the comment first."))
    if LONGEST and len(text) > LONGEST:
        raise Refusal(_("A comment has at most %(most)s characters.") % {"most": LONGEST})
    try:
        validate_characters(text)
    except ValidationError as error:
        raise Refusal(in_sentences(error.messages)) from None
    quotation = quotation.strip()
    with _commenting(AuditEntry.Act.COMMENT_ON_PARAGRAPH, paragraph, by=by, at=at) as summary:
        paragraph.refresh_from_db()
        number = _which(quotation, occurrence or 0, text_of(paragraph, "text", summary.original_language))
        return Comment.objects.create(
            paragraph=paragraph, quotation=quotation, occurrence=number, text=text, by=by, at=at
        )


def _which(quotation: str, occurrence: int, text: str) -> int:
    """Returns which of the places of these words in a text is meant; raises Refusal where they are not in it."""
    if not quotation:
        return 0
    if LONGEST_QUOTATION and len(quotation) > LONGEST_QUOTATION:
        words = _("A comment is about at most %(most)s characters of the text: choose fewer words.")
        raise Refusal(words % {"most": LONGEST_QUOTATION})
    found = places_of(quotation, text)
    if not found:
        raise Refusal(
            _("The words that the comment is about are not in the paragraph: “%(words)s”.") % {"words": quotation}
        )
    return min(occurrence, len(found) - 1)


def settle(comment: Comment, *, by: User, at: datetime) -> None:
    """Marks a comment as dealt with; one that is settled already stays as it was."""
    with _commenting(AuditEntry.Act.SETTLE_COMMENT, comment.paragraph, by=by, at=at):
        Comment.objects.filter(pk=comment.pk, resolved_at=None).update(resolved_at=at, resolved_by=by)


@contextmanager
def _commenting(act: AuditAct, paragraph: Paragraph, *, by: User, at: datetime) -> Iterator[Summary]:
    with transaction.atomic():
        summary = lock(paragraph.section.summary)
        yield summary
        AuditEntry.objects.record(act=act, subject=paragraph, by=by, at=at, conference=summary.conference)
        touch(summary)
