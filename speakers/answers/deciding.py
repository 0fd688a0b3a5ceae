"""An officer takes what a speaker proposes, or returns it with a reason: field by field or all at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from conference.adminsite.audited import audit_value, columns_written
from conference.confirmation import Shown, changed_since
from conference.languages import official
from conference.languages.lists import in_sentences
from conference.locking import lock
from conference.models import AuditEntry, User
from conference.refusals import ConferenceArchived, Conflict, Refusal
from speakers.answers.values import ACCEPTED, YES, Field, current_value, fields_of, needs_of
from speakers.models import Proposal, Speaker, SpeakerNeeds


@dataclass(frozen=True)
class Compared:
    """A waiting proposal beside what is on file."""

    proposal: Proposal
    current: str

    @property
    def is_overtaken(self) -> bool:
        """Whether something else was written since the speaker looked."""
        return self.current not in (self.proposal.base, self.proposal.value)


def compared(speaker: Speaker, proposals: Collection[Proposal], needs: SpeakerNeeds | None) -> list[Compared]:
    """Returns proposals beside what is on file, in the order of the speaker's page."""
    places = {str(field): place for place, field in enumerate(Field)}
    found = [Compared(each, current_value(speaker, each.field, each.language, needs)) for each in proposals]
    return sorted(found, key=lambda each: (places[each.proposal.field], each.proposal.language))


def shown_proposals(several: Collection[Compared]) -> Shown:
    """Returns all that the officer's page shows of a speaker's proposals; each is a part, by its key."""
    return Shown(
        {each.proposal.pk: [each.proposal.value, each.proposal.photograph.name, each.current] for each in several}
    )


@transaction.atomic
def take(
    speaker: Speaker, keys: Collection[int], *, seen: str | None, reads_needs: bool, by: User | None, at: datetime
) -> int:
    """Writes proposals into what is on file, and returns their number; nothing of it is public before a release."""
    speaker, found = _held(speaker, keys, seen=seen, reads_needs=reads_needs)
    detail: dict[str, Any] = {}
    for each in found:
        _write(speaker, each, detail)
    if detail:
        speaker.save(update_fields=list(detail))
        columns_written.send(sender=Speaker, row=speaker, columns=set(detail), by=by, at=at)
    _take_needs(speaker, found, at)
    act = AuditEntry.Act.TAKE_PROPOSALS
    AuditEntry.objects.record(
        act=act, subject=speaker, by=by, at=at, conference=speaker.conference, detail=detail | _not_columns(found)
    )
    for each in found:
        if each.proposal.field == Field.PARTICIPATION:
            speaker.mark(_status_after(speaker, each.proposal.value), by=by, at=at)
    _decide(found, Proposal.State.TAKEN, by=by, at=at)
    return len(found)


@transaction.atomic
def give_back(
    speaker: Speaker,
    keys: Collection[int],
    *,
    reason: str,
    seen: str | None,
    reads_needs: bool,
    by: User | None,
    at: datetime,
) -> int:
    """Returns proposals to the speaker with a reason, and returns their number."""
    if not reason.strip():
        raise Refusal(_("Give the reason: the speaker reads it."))
    speaker, found = _held(speaker, keys, seen=seen, reads_needs=reads_needs)
    act, detail = AuditEntry.Act.RETURN_PROPOSALS, {each.proposal.column: "" for each in found if each.proposal.column}
    detail |= _not_columns(found)
    AuditEntry.objects.record(act=act, subject=speaker, by=by, at=at, conference=speaker.conference, detail=detail)
    _decide(found, Proposal.State.RETURNED, reason=reason.strip(), by=by, at=at)
    return len(found)


def _held(
    speaker: Speaker, keys: Collection[int], *, seen: str | None, reads_needs: bool
) -> tuple[Speaker, list[Compared]]:
    """Returns the speaker and proposals, locked; Conflict where they are not as the page with the token showed them."""
    speaker = lock(speaker)
    if speaker.conference.archived_at:
        raise ConferenceArchived
    found = list(
        speaker.proposals.readable_by(reads_needs=reads_needs).filter(pk__in=keys).select_related("decided_by")
    )
    decided = [each for each in found if each.state != Proposal.State.WAITING]
    if decided:
        words = _("%(name)s has decided on this in the meantime. Nothing was done.")
        raise Conflict(words % {"name": decided[0].decided_by or _("Somebody")})
    several = compared(speaker, found, needs_of(speaker))
    if not found or len(found) < len(set(keys)):
        raise Conflict(changed_since())
    shown_proposals(several).confirm_part(seen, Conflict(changed_since()))
    return speaker, several


def _write(speaker: Speaker, each: Compared, detail: dict[str, Any]) -> None:
    """Sets the column of a proposal and notes it; Refusal says why it cannot be written."""
    proposal = each.proposal
    if not proposal.column:
        return
    if proposal.field not in fields_of(speaker):
        raise Refusal(_("This person is protected now; return what can no longer be accepted."))
    before = getattr(speaker, proposal.column)
    value: Any = proposal.value
    if proposal.field in Proposal.CONSENTS:
        value = proposal.value == YES
    elif proposal.field == Field.PHOTOGRAPH:
        before, value = before.name, proposal.photograph.name
    elif value:
        value = _cleaned(speaker, proposal)
    _refuse_empty(speaker, proposal, value)
    setattr(speaker, proposal.column, value)
    detail[proposal.column] = [audit_value(before), audit_value(value)]


def _cleaned(speaker: Speaker, proposal: Proposal) -> Any:
    field = Speaker._meta.get_field(proposal.column)
    try:
        return field.clean(proposal.value, speaker)  # type: ignore[union-attr]  # a column with texts
    except ValidationError as error:
        raise Refusal(in_sentences(error.messages)) from None


def _refuse_empty(speaker: Speaker, proposal: Proposal, value: object) -> None:
    is_original = proposal.language == speaker.conference.original_language
    if not value and is_original and proposal.field in (Field.NAME, Field.DISPLAYED_NAME):
        raise Refusal(_("The name is needed in %(language)s.") % {"language": official(proposal.language).name})


def _take_needs(speaker: Speaker, found: list[Compared], at: datetime) -> None:
    values = {each.proposal.field: each.proposal.value for each in found if each.proposal.field in Proposal.NEEDS}
    if values:
        SpeakerNeeds.objects.update_or_create(speaker=speaker, defaults={**values, "changed_at": at})


def _not_columns(found: list[Compared]) -> dict[str, str]:
    return {each.proposal.field: "" for each in found if not each.proposal.column}


def _status_after(speaker: Speaker, answer: str) -> Speaker.Status:
    """Returns the status after an answer: who had confirmed and now declines withdraws, all others decline."""
    if answer == ACCEPTED:
        return Speaker.Status.CONFIRMED
    was_public = speaker.status in (Speaker.Status.CONFIRMED, Speaker.Status.WITHDRAWN)
    return Speaker.Status.WITHDRAWN if was_public else Speaker.Status.DECLINED


def _decide(found: list[Compared], state: Proposal.State, *, reason: str = "", by: User | None, at: datetime) -> None:
    keys = [each.proposal.pk for each in found]
    Proposal.objects.filter(pk__in=keys).update(state=state, reason=reason, decided_at=at, decided_by=by)
