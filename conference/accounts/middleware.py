"""Ends sessions that nobody uses, and leads whoever must have a second factor to the page that adds one."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from conference.accounts import sessions

ENDED = "ended_idle"
# What answers somebody who has signed in with the password alone, where a second factor is required.
WITHOUT_FACTOR = frozenset(
    {
        "add-factor",
        "sign-in",
        "sign-out",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "root",
        "chinese",
        "favicon",
    }
)


class AccountsMiddleware:
    """Asks the session alone, and only of a browser that sends one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            now = timezone.now()
            if sessions.is_idle(request.session, now):
                logout(request)
                request.session[ENDED] = True
            else:
                sessions.note_use(request.session, now)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if settings.SECOND_FACTOR != "required" or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not request.user.is_authenticated or not sessions.lacks_factor(request.session):
            return None
        name = request.resolver_match.view_name if request.resolver_match else None
        return None if name in WITHOUT_FACTOR else redirect("add-factor")
