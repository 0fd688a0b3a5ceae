"""Answers whatever is sent to change an archived conference with one sentence."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse

from conference.answers import refused
from conference.models import Conference
from conference.refusals import ARCHIVED, ConferenceArchived

READING = ("GET", "HEAD", "OPTIONS")
View = TypeVar("View", bound=Callable[..., Any])


def changes_nothing_of_it(view: View) -> View:
    """Declare that what is posted to a view changes nothing of the conference that its address names."""
    view.changes_nothing_of_it = True  # type: ignore[attr-defined]
    return view


def closed_when_archived(view: View) -> View:
    """Declare that a page is for acting alone, so that there is nothing to see of it in an archived conference."""
    view.closed_when_archived = True  # type: ignore[attr-defined]
    return view


class ArchiveMiddleware:
    """Refuses before the view, where the address names the conference, and where the database refuses otherwise.

    Before the view it answers staff alone. To others, who may not know that there is such a conference, the view
    answers as ever, and what it would write the database refuses.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        slug = kwargs.get("conference")
        only_reads = request.method in READING and not getattr(view, "closed_when_archived", False)
        if only_reads or not isinstance(slug, str) or getattr(view, "changes_nothing_of_it", False):
            return None
        if not request.user.has_perm("conference.preview_programme"):
            return None
        is_archived = Conference.objects.filter(slug=slug, archived_at__isnull=False).exists()
        return refused(request, ConferenceArchived()) if is_archived else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, IntegrityError) and ARCHIVED in str(exception):
            return refused(request, ConferenceArchived())
        return None
