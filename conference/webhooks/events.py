"""Notes events for the webhooks of a conference, in the transaction of the act itself, so that none is lost."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from conference.models import Conference, Webhook, WebhookDelivery, WebhookKind
from conference.webhooks.delivering import enqueue


def tell(conference: Conference, kind: WebhookKind, *, at: datetime, event: UUID | None = None, **subject: Any) -> int:
    """Note an event for each webhook that wants to know of it; returns how many. Without one it is a single query.

    An event of a fixed number is told each webhook once.
    """
    number = 0
    for webhook in Webhook.objects.active().filter(conference=conference):
        if kind in webhook.kinds:
            number += note(webhook, kind, at=at, event=event or uuid4(), **subject)
    return number


def note(webhook: Webhook, kind: WebhookKind, *, at: datetime, event: UUID | None = None, **subject: Any) -> bool:
    """Note an event for one webhook, whatever it wants to know of; False if it was told of it before."""
    values = {"kind": kind, "happened_at": at, "subject": subject}
    delivery, is_new = WebhookDelivery.objects.get_or_create(webhook=webhook, event=event or uuid4(), defaults=values)
    if is_new:
        enqueue(delivery)
    return is_new
