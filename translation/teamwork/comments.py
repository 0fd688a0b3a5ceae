"""Comments of translators on a text, their questions to the secretariat, and why a reviser returned it: all remarks."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.languages.lists import in_sentences
from conference.models import AuditAct, AuditEntry, Conference, User
from conference.refusals import Refusal
from translation.models import Text
from translation.models.teamwork import Remark

Kind = Remark.Kind
BY_HAND = (Kind.COMMENT, Kind.QUESTION)  # a text is returned by an act of its own
_ACTS = {
    Kind.COMMENT: AuditEntry.Act.COMMENT_ON_TEXT,
    Kind.QUESTION: AuditEntry.Act.ASK_ABOUT_TEXT,
    Kind.RETURNED: AuditEntry.Act.RETURN_TEXT,
}


def remarks_on(text: Text, code: str) -> QuerySet[Remark]:
    """Returns the remarks on a text in a language, the oldest first."""
    return Remark.objects.filter(text=text, language=code).select_related("by", "settled_by").order_by("at", "pk")


def open_questions(conference: Conference, codes: Iterable[str]) -> QuerySet[Remark]:
    """Returns the open questions to the secretariat in some languages, the oldest first."""
    rows = Remark.objects.filter(
        text__conference=conference, language__in=codes, kind=Kind.QUESTION, settled_at=None
    ).select_related("text", "by")
    return rows.order_by("at", "pk")


def open_returned(languages: Iterable[str]) -> QuerySet[Remark]:
    """Returns why texts were returned to their translators, where that is still to do, the oldest first."""
    rows = Remark.objects.filter(kind=Kind.RETURNED, language__in=languages, settled_at=None)
    return rows.select_related("text", "by").order_by("at", "pk")


def returned_by_document(
    conference: Conference, languages: Iterable[str], kept: Iterable[str], *, without: User
) -> list[Mapping[str, Any]]:
    """Returns how many texts wait for their translators: [{language, text__document, number}].

    `kept` names the models whose rows the reader may not see; what the reviser `without` returned is left out.
    """
    rows = open_returned(languages).filter(text__conference=conference).exclude(by=without).exclude(text__document="")
    rows = rows.exclude(text__subject_type__in=list(kept)).select_related(None).order_by("language", "text__document")
    return list(rows.values("language", "text__document").annotate(number=Count("text", distinct=True)))


def returned_words(number: int) -> str:
    """Returns in words how many texts wait for their translators."""
    words = ngettext("%(number)d text was returned by a reviser", "%(number)d texts were returned by a reviser", number)
    return words % {"number": number}


def settle_returned(text: Text, row: Model, code: str, *, by: User, at: datetime) -> None:
    """Settles why a text was returned: somebody has translated it again."""
    for returned in open_returned([code]).filter(text=text):
        settle(returned, row, by=by, at=at)


def remark(text: Text, row: Model, code: str, words: str, *, kind: str, by: User, at: datetime) -> Remark:
    """Adds a comment or a question to a text of a row; raises Refusal, which says why it cannot be kept."""
    if kind not in Kind.values:
        raise Refusal(_("Choose whether this is a comment or a question."))
    own = Remark(text=text, language=code, kind=kind, words=words.replace("\r\n", "\n").strip(), by=by, at=at)
    if not own.words:
        raise Refusal(_("There are no words yet."))
    _check(own)
    with transaction.atomic():
        own.save()
        _record(_ACTS[Kind(kind)], own, row, by=by, at=at)
    return own


def _check(own: Remark) -> None:
    most = Remark._meta.get_field("words").max_length
    if most and len(own.words) > most:
        raise Refusal(_("A remark has at most %(most)d characters; this one is longer.") % {"most": most})
    try:
        own.clean_fields()
    except ValidationError as error:
        raise Refusal(in_sentences(error.messages)) from None


def settle(question: Remark, row: Model, *, by: User, at: datetime, answer: str = "") -> None:
    """Settles a remark; an answer is added after it as a comment. Raises Refusal where it is already settled."""
    with transaction.atomic():
        if not Remark.objects.filter(pk=question.pk, settled_at=None).update(settled_at=at, settled_by=by):
            raise Refusal(_("This has already been settled."))
        if answer.strip():
            remark(question.text, row, question.language, answer, kind=Kind.COMMENT, by=by, at=at)
        _record(AuditEntry.Act.SETTLE_QUESTION, question, row, by=by, at=at)


def _record(act: AuditAct, own: Remark, row: Model, *, by: User, at: datetime) -> None:
    detail = {"field": own.text.field, "language": own.language, "remark": own.pk}
    conference = own.text.conference
    AuditEntry.objects.record(act=act, subject=row, by=by, at=at, conference=conference, detail=detail)
