"""Whoever asks for an address of a conference is at work on that conference, and has the permissions held there."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from conference.rights.scope import work_on


class RightsMiddleware:
    """The one place through which all pages of a conference pass, so that none has to ask for its conference.

    Nobody is asked of the session for it: the user is at work as soon as a page asks who it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        work_where_it_leads(request, kwargs)


def work_where_it_leads(request: HttpRequest, names: dict[str, Any]) -> None:
    """Let the user of a request work on the conference that an address names, if it names one."""
    slug, user = names.get("conference"), request.user
    if isinstance(slug, str):
        request.user = SimpleLazyObject(lambda: work_on(user, slug))  # type: ignore[assignment]  # it stands for one
