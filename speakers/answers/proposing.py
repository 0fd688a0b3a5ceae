"""What a speaker sends by the private link becomes a proposal for each field that was changed; nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from conference.locking import lock
from conference.models import AuditEntry
from conference.refusals import ConferenceArchived
from speakers.answers.values import Field, current_value, fields_of, needs_of
from speakers.models import Proposal, Speaker


@dataclass(frozen=True)
class SentValue:
    """A value as it was sent, with the one that the page had shown; of a photograph, its file."""

    field: str
    value: str
    shown: str = ""
    language: str = ""
    photograph: File | None = None

    @property
    def is_changed(self) -> bool:
        return bool(self.photograph) or self.value != self.shown


@transaction.atomic
def propose(speaker: Speaker, sent: Iterable[SentValue], *, at: datetime) -> int:
    """Keeps what a speaker has changed as proposals, and returns their number.

    What is sent twice is there once; what is set back to what is on file is proposed no longer.
    """
    speaker = lock(speaker)
    if speaker.conference.archived_at:
        raise ConferenceArchived
    asked, needs = set(fields_of(speaker)), needs_of(speaker)
    noted: dict[str, str] = {}
    for one in sent:
        if one.is_changed and one.field in asked:
            current = current_value(speaker, one.field, one.language, needs)
            if _note(speaker, one, current, at):
                noted[_told(one)] = ""
    if noted:
        act = AuditEntry.Act.PROPOSE_BY_LINK
        AuditEntry.objects.record(act=act, subject=speaker, by=None, at=at, conference=speaker.conference, detail=noted)
    return len(noted)


def _note(speaker: Speaker, one: SentValue, current: str, at: datetime) -> bool:
    """Writes, changes or takes back the waiting proposal of a field; returns whether anything is other than before."""
    waiting = speaker.proposals.waiting().filter(field=one.field, language=one.language).first()
    if not one.photograph and one.value == current:
        return bool(waiting and waiting.delete())
    if waiting is None:
        waiting = Proposal(speaker=speaker, field=one.field, language=one.language, base=one.shown)
    elif not one.photograph and waiting.value == one.value:
        return False
    waiting.value, waiting.proposed_at = one.value, at
    if one.photograph:
        former = waiting.photograph.name
        waiting.photograph = one.photograph  # type: ignore[assignment]  # a file that is stored with the row
        if former:
            transaction.on_commit(partial(default_storage.delete, former))
    waiting.save()
    return True


def _told(one: SentValue) -> str:
    """The column by which the trail names what was proposed, without its value."""
    proposal = Proposal(field=one.field, language=one.language)
    return proposal.column or ("status" if one.field == Field.PARTICIPATION else str(one.field))
