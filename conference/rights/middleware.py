"""Whoever asks for an address of a conference is at work on that conference, and has the permissions held there."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from django.apps import apps
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils.functional import SimpleLazyObject

from conference.models import Conference
from conference.ownership import ways
from conference.rights.scope import conferences_of, held_by, work_on


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
        if request.resolver_match:
            work_where_it_leads(request, request.resolver_match)


def work_where_it_leads(request: HttpRequest, match: ResolverMatch) -> None:
    """Let the user of a request work on the conference of an address, or of the row that an address of the admin names.

    On lists of several conferences they are at work on none.
    """
    slug, user = match.kwargs.get("conference"), request.user
    if isinstance(slug, str):
        request.user = _lazily(lambda: work_on(user, slug))
    elif match.namespaces == ["admin"]:
        request.user = _lazily(lambda: work_on(user, lambda: _in_admin(request, user, match)))


def _lazily(find: Callable[[], Any]) -> Any:
    return SimpleLazyObject(find)


def _in_admin(request: HttpRequest, user: Any, match: ResolverMatch) -> str | None:
    """Returns the conference of a row, or the one chosen for a row that is added: without a choice, the first."""
    app, _, rest = (match.url_name or "").partition("_")
    name, _, act = rest.partition("_")
    model = apps.all_models.get(app, {}).get(name)
    if model is None:
        return None
    if "object_id" in match.kwargs:
        slug = _conference_of_row(model, match.kwargs["object_id"])
        return slug if slug in {held.slug for held in held_by(user).values()} else None
    if act == "changelist":  # of the conference to which the list is filtered
        chosen = next((str(value) for key, value in request.GET.items() if key.endswith("conference__id__exact")), "")
        return _slug_of(conferences_of(user), chosen) if chosen else None
    if act != "add":
        return None
    rows = conferences_of(user, f"{app}.add_{name}")
    asked = request.POST if "conference" in request.POST else request.GET
    chosen = str(asked.get("conference", "")) or _of_the_list_before(request)
    return _slug_of(rows, chosen) if chosen else rows.values_list("slug", flat=True).first()


def _of_the_list_before(request: HttpRequest) -> str:
    """Returns the key of the conference to which the list was filtered from which a form is opened."""
    filters = parse_qs(str(request.GET.get("_changelist_filters", "")))
    return next((values[0] for name, values in filters.items() if name.endswith("conference__id__exact")), "")


def _slug_of(rows: QuerySet[Conference], key: str) -> str | None:
    """Returns the short name of the conference with a key, if it is among these."""
    return rows.filter(pk=key).values_list("slug", flat=True).first() if re.fullmatch("[0-9]{1,18}", key) else None


def _conference_of_row(model: type[Model], key: str) -> str | None:
    """Returns the short name of the conference of a row."""
    lookups = ["__".join((*way, "slug")) for way in ways(model)]
    if not lookups or not re.fullmatch("[0-9]{1,18}", key):
        return None
    found = model._base_manager.filter(pk=key).values_list(*lookups).first() or ()
    return next((slug for slug in found if slug), None)
