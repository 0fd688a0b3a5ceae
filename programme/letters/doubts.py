"""E-mail addresses that do not work: a letter came back, which somebody marks by hand, or a mail server refused one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from conference.fields import addresses_in
from conference.locking import lock
from conference.models import AuditEntry, User
from conference.refusals import Refusal
from programme.models.letter import Letter
from speakers.models import DoubtfulAddress

LONGEST_REASON = DoubtfulAddress._meta.get_field("reason").max_length


def addresses_of_letter(letter: Letter) -> list[str]:
    """All addresses that a letter goes to, copies too."""
    return [each for each in (*letter.recipients, *addresses_in(letter.copies)) if each]


@transaction.atomic
def doubt(letter: Letter, address: str, *, reason: str, by: User | None, at: datetime) -> DoubtfulAddress:
    """Mark an address of a letter as doubtful; one that is so already gets the new reason."""
    own = next((each for each in addresses_of_letter(letter) if each.casefold() == address.casefold()), None)
    if own is None:
        raise Refusal(_("The letter did not go to this address."))
    return _mark(letter, own, reason, by=by, at=at)


def _mark(letter: Letter, address: str, reason: str, *, by: User | None, at: datetime) -> DoubtfulAddress:
    lock(letter.conference)
    values = {"reason": reason[:LONGEST_REASON], "noted_at": at, "noted_by": by}
    found = DoubtfulAddress.objects.filter(conference=letter.conference, address__iexact=address).first()
    row, __ = DoubtfulAddress.objects.update_or_create(
        conference=letter.conference, address=found.address if found else address, defaults=values
    )
    AuditEntry.objects.record(
        act=AuditEntry.Act.DOUBT_ADDRESS,
        subject=letter,
        by=by,
        at=at,
        conference=letter.conference,
        detail={"reason": reason},
    )
    return row


def note_refusals(letter: Letter, refused: dict[str, str], *, at: datetime) -> None:
    """Mark the addresses that a mail server refused for good; {address: its answer}."""
    for address, answer in refused.items():
        _mark(letter, address, answer or _("refused by the mail server"), by=None, at=at)


@transaction.atomic
def trust(row: DoubtfulAddress, *, by: User, at: datetime) -> None:
    """Take back that an address is doubtful."""
    AuditEntry.objects.record(
        act=AuditEntry.Act.TRUST_ADDRESS,
        subject=row.conference,
        by=by,
        at=at,
        conference=row.conference,
    )
    row.delete()
