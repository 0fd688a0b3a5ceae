"""What answers to a form that somebody sent after their session had ended: it says so, and keeps what they typed."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render

from conference.answers import is_script

NOT_TYPED = ("csrfmiddlewaretoken", "password", "password1", "password2")


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Asks who is not signed in to sign in. A form that was open before is not lost by that."""

    def handle_no_permission(  # type: ignore[override]  # the stubs know of no other answer than a redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """Answers with what was typed where a browser sends a form that this site has shown to it."""
        is_known = settings.CSRF_COOKIE_NAME in request.COOKIES  # whoever had a form open has this cookie
        fields = _typed(request.POST)
        if is_script(request) or not (is_known and fields):
            return super().handle_no_permission(request, view_func)
        context = {"fields": fields, "has_files": bool(request.FILES)}
        return render(request, "conference/accounts/session_over.html", context, status=403)


def _typed(sent: QueryDict) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, values in sent.lists() for value in values if name not in NOT_TYPED]
