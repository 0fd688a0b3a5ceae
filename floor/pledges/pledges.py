"""Pledges made to the cause of the conference: announced, confirmed, struck with a reason; never deleted."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from conference.models import AuditAct, AuditEntry, User
from conference.refusals import Refusal
from floor.models.record import Pledge


@transaction.atomic
def announce(pledge: Pledge, *, by: User, at: datetime) -> None:
    """Puts a new pledge on the record."""
    pledge.save()
    _enter(pledge, AuditEntry.Act.ANNOUNCE_PLEDGE, by, at)


@transaction.atomic
def confirm(pledge: Pledge, *, by: User, at: datetime) -> None:
    """Confirms a pledge. Raises Refusal where it is confirmed or struck already."""
    _refuse_struck(pledge)
    if pledge.state == Pledge.State.CONFIRMED:
        raise Refusal(_("The pledge is confirmed already."))
    pledge.state = Pledge.State.CONFIRMED
    pledge.save(update_fields=["state"])
    _enter(pledge, AuditEntry.Act.CONFIRM_PLEDGE, by, at)


@transaction.atomic
def strike(pledge: Pledge, *, reason: str, by: User, at: datetime) -> None:
    """Strikes a pledge, with a reason; it stays on file and no longer counts."""
    _refuse_struck(pledge)
    if not reason.strip():
        raise Refusal(_("Say why it is struck from the record."))
    pledge.struck_at, pledge.struck_reason = at, reason.strip()[:300]
    pledge.save(update_fields=["struck_at", "struck_reason"])
    _enter(pledge, AuditEntry.Act.STRIKE_PLEDGE, by, at, reason=pledge.struck_reason)


def _refuse_struck(pledge: Pledge) -> None:
    pledge.refresh_from_db(fields=["state", "struck_at"])
    if pledge.struck_at:
        raise Refusal(_("The pledge is struck from the record already."))


def totals(pledges: Iterable[Pledge]) -> list[tuple[str, Decimal, Decimal]]:
    """Returns the sums by currency, [(currency, announced, confirmed)]; currencies are never added together."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for pledge in pledges:
        if pledge.struck_at is None:
            announced, confirmed = sums.get(pledge.currency, (Decimal(0), Decimal(0)))
            is_confirmed = pledge.state == Pledge.State.CONFIRMED
            sums[pledge.currency] = (
                announced + pledge.amount,
                confirmed + (pledge.amount if is_confirmed else Decimal(0)),
            )
    return [(currency, *sums[currency]) for currency in sorted(sums)]


def _enter(pledge: Pledge, act: AuditAct, by: User, at: datetime, **detail: str) -> None:
    detail |= {"amount": str(pledge.amount), "currency": pledge.currency}
    AuditEntry.objects.record(act=act, subject=pledge, by=by, at=at, conference=pledge.conference, detail=detail)
