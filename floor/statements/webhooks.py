"""What a message to other systems says of a statement, and finding those that have become public.

A statement becomes public in many ways: its delegation concludes, staff link it or post it. So they are looked for,
each minute and only where a webhook wants to know of them; none is told while it is under embargo.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django_tasks import task

from conference.background_work.schedule import Scheduled, every
from conference.models import Conference, Webhook, WebhookKind
from conference.webhooks.delivering import api, pages
from conference.webhooks.events import note
from floor.statements.published import PublishedText, published, released_sessions
from programme.release.editions import CURRENT, released

NAMESPACE = UUID("6f1f7d0e-3c0f-4f0a-9a52-0b8c1f4d6f3e")  # of the numbers of these events


def statement_links(conference: Conference, statement: int) -> dict[str, Any] | None:
    """Return where a statement is read; None if it is not public."""
    for slug, text in _public(conference):
        if text.first.pk == statement:
            links = {
                "pages": pages("floor:statement", conference.slug, slug, statement),
                "api": api("session-statements", conference.slug, slug),
            }
            return {"session": slug, "statement": statement, "links": links}
    return None


def _public(conference: Conference) -> list[tuple[str, PublishedText]]:
    edition = released(CURRENT, conference.slug)
    sessions = released_sessions(edition) if edition else []
    found = published(sessions)
    return [(session.slug, text) for session in sessions for text in found[session.pk]]


def _became_public(text: PublishedText) -> datetime:
    concluded_at = text.intervention.concluded_at if text.intervention else None
    moments = [text.at, concluded_at, *(version.statement.posted_at for version in text.versions)]
    return max((moment for moment in moments if moment), default=text.first.uploaded_at)


def _interested() -> list[Webhook]:
    hooks = Webhook.objects.active().select_related("conference")
    return [webhook for webhook in hooks if WebhookKind.STATEMENT_PUBLIC in webhook.kinds]


@task()
def look_for_public_statements() -> None:
    """Tell each webhook of the statements that have become public since it was added, once."""
    for webhook in _interested():
        for _slug, text in _public(webhook.conference):
            at, key = _became_public(text), text.first.pk
            if at >= webhook.made_at:
                event = uuid5(NAMESPACE, f"{webhook.conference_id} {key}")
                note(webhook, WebhookKind.STATEMENT_PUBLIC, at=min(at, timezone.now()), event=event, statement=key)


LOOK = Scheduled(look_for_public_statements, every(timedelta(minutes=1)), lambda: bool(_interested()))
