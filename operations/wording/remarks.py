"""Remarks on the wording of the interface: made, withdrawn by their writers, settled with an answer, opened again."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from conference.confirmation import Shown
from conference.languages.lists import in_sentences
from conference.models import AuditAct, AuditEntry, User
from conference.refusals import Refusal
from operations.models import WordingRemark
from operations.models.wording import LONGEST
from operations.wording.catalogue import InterfaceMessage, catalogue
from operations.wording.proposals import proposal_of

OPEN, APPLIED, SETTLED = "open", "applied", "settled"


@dataclass(frozen=True)
class ViewedRemark:
    """A remark beside the message as it is now, which may have changed since, or be gone."""

    remark: WordingRemark
    message: InterfaceMessage | None

    @property
    def state(self) -> str:
        """Returns whether it is open or settled; a proposal that the interface shows is applied, whoever did it."""
        if self.remark.settled_at:
            return SETTLED
        proposed = self.remark.proposed
        is_shown = self.message and proposed and proposed == self.message.forms[self.remark.language]
        return APPLIED if is_shown else OPEN

    @property
    def is_gone(self) -> bool:
        return self.message is None

    @property
    def has_changed(self) -> bool:
        """Whether the English or the wording is no longer what the remark was made of."""
        if self.message is None:
            return False
        seen = (tuple(self.remark.source), tuple(self.remark.wording))
        return seen != (self.message.source, self.message.forms[self.remark.language])

    @property
    def facts(self) -> list[object]:
        """Returns what of it a page shows, for `Shown`."""
        return [self.remark.words, self.remark.proposal, self.remark.answer, self.remark.settled_at, self.state]


def viewed(remarks: Iterable[WordingRemark]) -> list[ViewedRemark]:
    messages = catalogue().messages
    return [ViewedRemark(remark, messages.get(remark.message)) for remark in remarks]


def remarks_on(key: str, code: str) -> list[ViewedRemark]:
    """Returns the remarks on a message in a language, the oldest first."""
    return viewed(WordingRemark.objects.shown().filter(message=key, language=code))


def open_remarks(code: str) -> list[ViewedRemark]:
    """Returns the remarks on a language that are neither settled nor applied, the oldest first."""
    found = viewed(WordingRemark.objects.unsettled().filter(language=code))
    return [each for each in found if each.state == OPEN]


def shown_of(message: InterfaceMessage, code: str) -> Shown:
    """Returns what the page of a message shows: its wording, and what others have said of it."""
    parts: dict[object, object] = {"wording": [message.source, message.forms[code]]}
    return Shown({**parts, **{each.remark.pk: each.facts for each in remarks_on(message.key, code)}})


@transaction.atomic
def remark(
    message: InterfaceMessage, code: str, words: str, typed: Sequence[str], *, by: User, at: datetime
) -> WordingRemark:
    """Keeps a remark, with the wording that is proposed where one is; raises Refusal, which says why it cannot be."""
    proposal = proposal_of(message, code, list(typed))
    own = WordingRemark(
        message=message.key,
        context=message.context,
        source=list(message.source),
        language=code,
        wording=list(message.forms[code]),
        words=words.replace("\r\n", "\n").strip(),
        proposal=json.dumps(proposal, ensure_ascii=False) if proposal else "",
        by=by,
        at=at,
    )
    if not own.words and not own.proposal:
        raise Refusal(_("Write a remark, or change the wording into what you propose."))
    _check(own)
    own.save()
    _record(AuditEntry.Act.REMARK_ON_WORDING, own, by=by, at=at)
    return own


@transaction.atomic
def withdraw(own: WordingRemark, *, by: User, at: datetime) -> None:
    """Withdraws a remark of one's own that nobody has settled."""
    if own.by_id != by.pk:
        raise Refusal(_("Only the person who made a remark can withdraw it."))
    if not WordingRemark.objects.filter(pk=own.pk, settled_at=None, withdrawn_at=None).update(withdrawn_at=at):
        raise Refusal(_("This remark has already been settled or withdrawn."))
    _record(AuditEntry.Act.WITHDRAW_WORDING_REMARK, own, by=by, at=at)


@transaction.atomic
def settle(own: WordingRemark, answer: str, *, by: User, at: datetime) -> None:
    """Settles a remark, with an answer for its writer where one is given."""
    own.answer = answer.replace("\r\n", "\n").strip()
    _check(own)
    unsettled = WordingRemark.objects.filter(pk=own.pk, settled_at=None, withdrawn_at=None)
    if not unsettled.update(settled_at=at, settled_by=by, answer=own.answer):
        raise Refusal(_("This remark has already been settled or withdrawn."))
    _record(AuditEntry.Act.SETTLE_WORDING_REMARK, own, by=by, at=at)


@transaction.atomic
def reopen(own: WordingRemark, *, by: User, at: datetime) -> None:
    """Opens a settled remark again; its answer goes, and the audit trail keeps that there was one."""
    settled = WordingRemark.objects.filter(pk=own.pk, settled_at__isnull=False)
    if not settled.update(settled_at=None, settled_by=None, answer=""):
        raise Refusal(_("This remark is open."))
    _record(AuditEntry.Act.REOPEN_WORDING_REMARK, own, by=by, at=at)


def _check(own: WordingRemark) -> None:
    if max(len(own.words), len(own.answer)) > LONGEST:
        raise Refusal(_("A remark has at most %(most)d characters; this one is longer.") % {"most": LONGEST})
    try:
        own.clean_fields()
    except ValidationError as error:
        raise Refusal(in_sentences(error.messages)) from None


def _record(act: AuditAct, own: WordingRemark, *, by: User, at: datetime) -> None:
    detail = {"language": own.language, "message": own.message}
    AuditEntry.objects.record(act=act, subject=own, by=by, at=at, detail=detail)
