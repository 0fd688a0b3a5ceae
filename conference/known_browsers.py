"""Browsers in which somebody has signed in before: wrong passwords that others try do not lock these out.

A venue has one network address, and Axes counts by name and address (`settings.py`): without this, ten wrong passwords
for a colleague's name would keep the colleague out for a quarter of an hour. The cookie opens nothing by itself.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from conference.models import User

COOKIE = "signed-in-before"
KEPT = timedelta(days=180)


def remember(response: HttpResponseBase, user: User) -> None:
    response.set_signed_cookie(
        COOKIE,
        str(user.pk),
        salt=COOKIE,
        max_age=KEPT,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def knows(request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
    """Whether the person whose name is tried has signed in with this browser before (AXES_WHITELIST_CALLABLE)."""
    key = request.get_signed_cookie(COOKIE, default=None, salt=COOKIE, max_age=KEPT)
    name = (credentials or {}).get("username")
    return key is not None and User.objects.filter(pk=key, username=name).exists()
