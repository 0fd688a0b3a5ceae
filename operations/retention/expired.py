"""What is of no use any more and would only tell who was here: ended sessions, sign-ins, presences."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from conference.models import AccountNotice
from programme.models import ChangeSubscription, PushSubscription
from translation.models import Presence

A_DAY = timedelta(days=1)


def expired(at: datetime, sign_ins: timedelta) -> dict[str, QuerySet]:  # type: ignore[type-arg]
    """Returns what can go, by its name for the administrator."""
    before = at - sign_ins
    return {
        "ended sessions": Session.objects.filter(expire_date__lt=at),
        "browsers and addresses of ended sessions": UserSession.objects.filter(last_seen_at__lt=at - A_DAY).exclude(
            session_key__in=Session.objects.filter(expire_date__gte=at).values("session_key")
        ),
        "failed sign-ins": AccessFailureLog.objects.filter(attempt_time__lt=before),
        "counts of failed sign-ins": AccessAttempt.objects.filter(attempt_time__lt=before),
        "sign-ins": AccessLog.objects.filter(attempt_time__lt=before),
        "notices that were read": AccountNotice.objects.filter(shown_at__lt=before),
        "readers who were told of changes": ChangeSubscription.objects.expired(at),
        "browsers that were told of changes": PushSubscription.objects.expired(at),
        "presences at a text": Presence.objects.filter(seen_at__lt=at - A_DAY),
    }


def clear_expired(at: datetime, sign_ins: timedelta) -> dict[str, int]:
    """Deletes what can go and returns how many rows of each, without one transaction that would hold up the floor."""
    numbers = {}
    for name, rows in expired(at, sign_ins).items():
        numbers[name] = rows.count()
        rows.delete()
    return numbers
