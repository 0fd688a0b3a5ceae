"""The question who is there, before an act that gives rights, publishes, or takes out personal data.

A sign-in answers it for an hour. Pages that lead to such an act ask before they are shown (`asks_who_is_there`), so
that nothing is filled in twice; what they post is taken for half an hour longer.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from conference.accounts import sessions

ASKED_EVERY = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
GRACE = timedelta(minutes=30)

View = Callable[..., HttpResponseBase]


def is_recent(request: HttpRequest, at: datetime, within: timedelta = ASKED_EVERY) -> bool:
    """Whether the person signed in, or gave a password or a factor again, within so long before."""
    times = [float(record["at"]) for record in get_authentication_records(request, request.user)]
    times.append(request.session.get(sessions.BEGAN, 0.0))
    return at.timestamp() - max(times) < within.total_seconds()


def question(request: HttpRequest) -> HttpResponseBase | None:
    """What answers instead of a page that asks who is there; None if that is known.

    A page leads to the question and comes back from it. What was posted too late is refused, and the browser keeps it:
    the page says how it is sent again.
    """
    if not request.user.is_authenticated:
        return None
    now = timezone.now()
    if request.method in ("GET", "HEAD"):
        if is_recent(request, now):
            return None
        return redirect(f"{address_of_question()}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")
    if is_recent(request, now, ASKED_EVERY + GRACE):
        return None
    return render(request, "conference/accounts/asked_too_late.html", {"address": address_of_question()}, status=403)


def address_of_question() -> str:
    return reverse("account_reauthenticate")


def asks_who_is_there(view: View) -> View:
    """A view that is answered only to somebody who has just shown who they are."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return question(request) or view(request, *args, **kwargs)

    return asking
