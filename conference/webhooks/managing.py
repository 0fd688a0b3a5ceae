"""What staff do with a webhook: add, change, switch off and on, renew its secret, remove it. All is on the trail."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import get_random_string

from conference.models import AuditAct, AuditEntry, Conference, User, Webhook

SECRET_LENGTH = 43  # letters and digits: 256 bits


def new_secret() -> str:
    return f"whsec_{get_random_string(SECRET_LENGTH)}"


@transaction.atomic
def add(conference: Conference, address: str, kinds: list[str], *, by: User, at: datetime) -> Webhook:
    """Add a webhook; its secret is shown once, and then known to both sides."""
    webhook = Webhook.objects.create(
        conference=conference, address=address, kinds=kinds, secret=new_secret(), made_by=by, made_at=at
    )
    _record(AuditEntry.Act.ADD_WEBHOOK, webhook, by, at, {"kinds": kinds})
    return webhook


@transaction.atomic
def change(webhook: Webhook, address: str, kinds: list[str], *, by: User, at: datetime) -> None:
    if (webhook.address, webhook.kinds) == (address, kinds):
        return
    webhook.address, webhook.kinds, webhook.failing_since = address, kinds, None
    webhook.save(update_fields=["address", "kinds", "failing_since"])
    _record(AuditEntry.Act.CHANGE_WEBHOOK, webhook, by, at, {"kinds": kinds})


@transaction.atomic
def switch(webhook: Webhook, is_on: bool, *, by: User, at: datetime) -> None:
    """Switch a webhook on or off; what happens while it is off is not told later."""
    if is_on == (webhook.stopped_at is None):
        return
    webhook.stopped_at, webhook.failing_since = None if is_on else at, None
    webhook.save(update_fields=["stopped_at", "failing_since"])
    _record(AuditEntry.Act.CHANGE_WEBHOOK, webhook, by, at, {"on": is_on})


@transaction.atomic
def renew_secret(webhook: Webhook, *, by: User, at: datetime) -> None:
    webhook.secret = new_secret()
    webhook.save(update_fields=["secret"])
    _record(AuditEntry.Act.RENEW_WEBHOOK_SECRET, webhook, by, at, {})


@transaction.atomic
def remove(webhook: Webhook, *, by: User, at: datetime) -> None:
    """Remove a webhook with its log of deliveries."""
    _record(AuditEntry.Act.REMOVE_WEBHOOK, webhook, by, at, {})
    webhook.delete()


def _record(act: AuditAct, webhook: Webhook, by: User, at: datetime, detail: dict[str, object]) -> None:
    AuditEntry.objects.record(act=act, subject=webhook, by=by, at=at, conference=webhook.conference, detail=detail)
