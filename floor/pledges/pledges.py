"""Pledges announced to the cause of the conference: announced, confirmed, struck with a reason; never deleted."""

from django.db import transaction
from django.utils.translation import gettext as _

from conference.models import AuditEntry
from floor.models.record import Pledge
from floor.procedure.events import FloorRefusal


@transaction.atomic
def announce(pledge, *, by, at):
    """Put a pledge that was filled in on the record."""
    pledge.save()
    _enter(pledge, "pledge: announce", by, at)


@transaction.atomic
def confirm(pledge, *, by, at):
    _refuse_struck(pledge)
    if pledge.state == Pledge.State.CONFIRMED:
        raise FloorRefusal(_("The pledge is confirmed already."))
    pledge.state = Pledge.State.CONFIRMED
    pledge.save(update_fields=["state"])
    _enter(pledge, "pledge: confirm", by, at)


@transaction.atomic
def strike(pledge, *, reason, by, at):
    """Strike a pledge, with a reason; it stays on file and no longer counts."""
    _refuse_struck(pledge)
    if not reason.strip():
        raise FloorRefusal(_("Say why it is struck from the record."))
    pledge.struck_at, pledge.struck_reason = at, reason.strip()[:300]
    pledge.save(update_fields=["struck_at", "struck_reason"])
    _enter(pledge, "pledge: strike", by, at, reason=pledge.struck_reason)


def _refuse_struck(pledge):
    pledge.refresh_from_db(fields=["state", "struck_at"])
    if pledge.struck_at:
        raise FloorRefusal(_("The pledge is struck from the record already."))


def totals(pledges):
    """What was announced, of it confirmed, by currency; currencies are never added: [(currency, all, confirmed)]."""
    sums = {}
    for pledge in pledges:
        if pledge.struck_at is None:
            announced, confirmed = sums.get(pledge.currency, (0, 0))
            is_confirmed = pledge.state == Pledge.State.CONFIRMED
            sums[pledge.currency] = announced + pledge.amount, confirmed + (pledge.amount if is_confirmed else 0)
    return [(currency, *sums[currency]) for currency in sorted(sums)]


def _enter(pledge, act, by, at, **detail):
    detail |= {"amount": str(pledge.amount), "currency": pledge.currency}
    AuditEntry.objects.record(act=act, subject=pledge, by=by, at=at, conference=pledge.conference, detail=detail)
