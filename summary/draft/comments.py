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
from summary.models import Comment, Paragraph
from summary.text.writing import lock, touch

LONGEST = Comment._meta.get_field("text").max_length


def add_comment(paragraph: Paragraph, text: str, *, by: User, at: datetime) -> Comment:
    """Adds a comment and returns it; raises Refusal where it is empty, too long or not plain text."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refusal(_("Write the comment first."))
    if LONGEST and len(text) > LONGEST:
        raise Refusal(_("A comment has at most %(most)s characters.") % {"most": LONGEST})
    try:
        validate_characters(text)
    except ValidationError as error:
        raise Refusal(in_sentences(error.messages)) from None
    with _commenting(AuditEntry.Act.COMMENT_ON_PARAGRAPH, paragraph, by=by, at=at):
        return Comment.objects.create(paragraph=paragraph, text=text, by=by, at=at)


def settle(comment: Comment, *, by: User, at: datetime) -> None:
    """Marks a comment as dealt with; one that is settled already stays as it was."""
    with _commenting(AuditEntry.Act.SETTLE_COMMENT, comment.paragraph, by=by, at=at):
        Comment.objects.filter(pk=comment.pk, resolved_at=None).update(resolved_at=at, resolved_by=by)


@contextmanager
def _commenting(act: AuditAct, paragraph: Paragraph, *, by: User, at: datetime) -> Iterator[None]:
    with transaction.atomic():
        summary = lock(paragraph.section.summary)
        yield
        AuditEntry.objects.record(act=act, subject=paragraph, by=by, at=at, conference=summary.conference)
        touch(summary)
