"""The acts of a reader: asking to be told, confirming by the link that was sent, ending it.

Whoever asks for an address is answered the same whether it is known or not: each time a link is sent to it, and what
was asked for holds once the link is confirmed.
"""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction

from conference.locking import lock
from conference.models import Conference, Release
from programme.models import ChangeSubscription
from programme.release.meeting import meeting_at
from programme.release.programme import Programme


def goes_on(conference: Conference, programme: Programme, at: datetime) -> bool:
    """Whether readers are told of changes: after the meeting there is nothing to be told of."""
    return not conference.archived_at and not meeting_at(programme, at).is_over


def is_offered(conference: Conference, programme: Programme, at: datetime) -> bool:
    """Whether readers are told by e-mail."""
    return settings.SENDS_MAIL and goes_on(conference, programme, at)


@transaction.atomic
def ask(
    conference: Conference, email: str, *, language: str, sessions: Collection[str], release: Release, at: datetime
) -> ChangeSubscription:
    """Note what somebody asked for an address; it holds once its owner confirms."""
    row = ChangeSubscription(
        conference=conference,
        email=email,
        language=language,
        sessions=sorted(sessions),
        asked_at=at,
        told_number=release.number,
    )
    row.renew_secret()
    row.save()
    return row


@transaction.atomic
def confirm(subscription: ChangeSubscription, *, at: datetime) -> ChangeSubscription:
    """Begin to tell an address, or tell it from now on what was asked for last; returns the one that holds."""
    lock(subscription.conference)
    same = subscription.conference.change_subscriptions.confirmed().filter(email__iexact=subscription.email)
    known = same.exclude(pk=subscription.pk).first()
    if known is None:
        subscription.confirmed_at = subscription.confirmed_at or at
        subscription.save(update_fields=["confirmed_at"])
        return subscription
    known.language, known.sessions = subscription.language, subscription.sessions
    known.save(update_fields=["language", "sessions"])
    subscription.delete()
    return known


@transaction.atomic
def end(subscription: ChangeSubscription) -> None:
    """Forget an address, and whatever else was asked for it in this conference."""
    subscription.conference.change_subscriptions.filter(email__iexact=subscription.email).delete()
