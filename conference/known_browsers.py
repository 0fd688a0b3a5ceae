"""Browsers in which somebody has signed in before: wrong passwords that others try do not lock these out.

A venue has one network address. By it wrong passwords are counted, all of them by the server (`serving/lanes.py`) and
those for one name by Axes (`settings.py`): without this, anybody in the room could keep all colleagues out. The cookie
opens nothing by itself.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from conference.models import User

COOKIE = "signed-in-before"
KEPT = timedelta(days=180)


def remember(response: HttpResponseBase, user: User) -> None:
    value = signing.get_cookie_signer(salt=COOKIE).sign(str(user.pk))
    response.set_cookie(COOKIE, value, max_age=KEPT, secure=settings.HTTPS, httponly=True, samesite="Lax")


def is_of(request: HttpRequest, user: User) -> bool:
    """Whether this person has signed in with this browser before."""
    return person_of(request.COOKIES.get(COOKIE)) == str(user.pk)


def knows(request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
    """Whether the person whose name is tried has signed in with this browser before (AXES_WHITELIST_CALLABLE)."""
    key = person_of(request.COOKIES.get(COOKIE))
    name = (credentials or {}).get("username")
    return key is not None and User.objects.filter(pk=key, username=name).exists()


def person_of(value: str | None) -> str | None:
    """The key of the user who has signed in with the browser that sends such a cookie; None for a forged one."""
    try:
        return signing.get_cookie_signer(salt=COOKIE).unsign(value, max_age=KEPT) if value else None
    except signing.BadSignature:
        return None
