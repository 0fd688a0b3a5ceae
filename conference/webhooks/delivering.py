"""Sends events to webhooks, in the background: tried again with growing pauses for a day, then given up.

The request is made outside of any transaction. If the worker dies between the request and its entry in the log, the
event is sent again: its receivers know it by its number.
"""

import json
import logging
from datetime import UTC, datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import task

from conference.house import subject_of_mail
from conference.languages import CODES, official
from conference.models import Conference, Webhook, WebhookDelivery
from conference.roles import languages_of
from conference.webhooks.requests import GONE, ReceiverAnswer, post, signature

logger = logging.getLogger(__name__)

# After the first try; eight tries in all, the last 22 hours after the first.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
PATIENCE = timedelta(days=3)  # with a webhook that fails, before nothing is sent to it any more
KEPT = timedelta(days=30)  # a delivery that is over
NOT_PUBLIC, STOPPED = "not public", "switched off"  # why nothing was sent; the log says it in the reader's language


def enqueue(delivery: WebhookDelivery) -> None:
    deliver.using(run_after=delivery.due_at).enqueue(delivery.pk)


@task()
def deliver(pk: int) -> None:
    """Send one event once, and say when it is tried again if it was not accepted."""
    at = timezone.now()
    delivery = _begin(pk, at)
    if delivery is None:
        return
    body = delivery.body.encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Rostrum",
        "Rostrum-Event": delivery.kind,
        "Rostrum-Delivery": str(delivery.event),
        "Rostrum-Signature": signature(delivery.webhook.secret, body, at),
    }
    answer = post(delivery.webhook.address, body, headers)
    owner_is_told = _enter(delivery, answer, timezone.now())
    if owner_is_told:
        _tell_owner(delivery.webhook, answer)


@transaction.atomic
def _begin(pk: int, at: datetime) -> WebhookDelivery | None:
    """Return a delivery with its body; None if it is over, or must not be sent."""
    rows = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("webhook__conference")
    delivery = rows.filter(pk=pk).first()
    if delivery is None or not delivery.is_open:
        return None
    why_not = ""
    if delivery.webhook.stopped_at:
        why_not = STOPPED
    elif not delivery.body:
        facts = _public_facts(delivery)
        why_not = "" if facts else NOT_PUBLIC
        delivery.body = json.dumps(facts, ensure_ascii=False) if facts else ""
    if why_not:
        delivery.given_up_at, delivery.answer = at, why_not
    delivery.save(update_fields=["body", "given_up_at", "answer"])
    return None if why_not else delivery


def _public_facts(delivery: WebhookDelivery) -> dict[str, Any] | None:
    """Return what is sent; None where what it is about is not public."""
    conference = delivery.webhook.conference
    found = import_string(settings.WEBHOOK_LINKS[delivery.kind])(conference, **delivery.subject)
    if found is None:
        return None
    return {
        "id": str(delivery.event),
        "kind": delivery.kind,
        "time": delivery.happened_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "conference": conference.slug,
        "rehearsal": conference.purpose == Conference.Purpose.REHEARSAL,
        **found,
    }


def pages(name: str, *args: Any) -> dict[str, str]:
    """Return the addresses of a public page in the six languages, for the links of a message."""
    found = {}
    for code in CODES:
        with translation.override(code):
            found[code] = f"{settings.PUBLIC_URL}{reverse(name, args=args)}"
    return found


def api(name: str, *args: Any) -> str:
    """Return the address of what programs read, for the links of a message."""
    return f"{settings.PUBLIC_URL}{reverse(f'api:{name}', args=args)}"


@transaction.atomic
def _enter(delivery: WebhookDelivery, answer: ReceiverAnswer, at: datetime) -> bool:
    """Enter the answer in the log; returns whether the owner is to be told that the webhook fails."""
    rows = Webhook.objects.select_for_update(of=("self",)).select_related("made_by")
    delivery.webhook = webhook = rows.get(pk=delivery.webhook_id)
    is_news = False
    delivery.tries += 1
    delivery.answer, delivery.due_at = answer.words, None
    if answer.is_accepted:
        delivery.sent_at = at
        webhook.failing_since = None
    elif delivery.tries <= len(PAUSES) and answer.status != GONE:
        delivery.due_at = at + PAUSES[delivery.tries - 1]
        enqueue(delivery)
    else:
        delivery.given_up_at = at
        is_news = _give_up(webhook, answer, at)
    delivery.save(update_fields=["tries", "answer", "due_at", "sent_at", "given_up_at"])
    webhook.save(update_fields=["failing_since", "stopped_at"])
    return is_news


def _give_up(webhook: Webhook, answer: ReceiverAnswer, at: datetime) -> bool:
    """Mark a webhook as failing; stop it where it has failed for long, or says that it is gone. Whether that is new."""
    is_new, webhook.failing_since = webhook.failing_since is None, webhook.failing_since or at
    if answer.status == GONE or webhook.failing_since < at - PATIENCE:
        webhook.stopped_at = at
        return True
    return is_new


def _tell_owner(webhook: Webhook, answer: ReceiverAnswer) -> None:
    if not webhook.made_by.email:
        return  # its page says so as well
    languages = languages_of(webhook.made_by)
    language = languages[0] if len(languages) == 1 else official(settings.LANGUAGE_CODE)
    with translation.override(language.code):
        state = _("Nothing is sent there any more.") if webhook.stopped_at else _("Later events are still sent there.")
        words = _("The webhook %(address)s does not accept events; its last answer was: %(answer)s. %(state)s") % {
            "address": webhook.address,
            "answer": answer.words,
            "state": state,
        }
        subject = subject_of_mail(_("A webhook fails"))
    try:
        send_mail(subject, f"{words}\n", None, [webhook.made_by.email])
    except (SMTPException, OSError) as error:
        logger.warning("The owner of webhook %s could not be told that it fails: %s", webhook.pk, error)


@task()
def forget_deliveries() -> None:
    """Delete the deliveries that were over long ago."""
    before = timezone.now() - KEPT
    WebhookDelivery.objects.filter(sent_at__lt=before).delete()
    WebhookDelivery.objects.filter(given_up_at__lt=before).delete()


@transaction.atomic
def send_again(delivery: WebhookDelivery) -> None:
    """Send an event once more, whatever became of it; it keeps its number and its words."""
    delivery.tries, delivery.due_at, delivery.sent_at, delivery.given_up_at, delivery.answer = 0, None, None, None, ""
    delivery.save(update_fields=["tries", "due_at", "sent_at", "given_up_at", "answer"])
    enqueue(delivery)
