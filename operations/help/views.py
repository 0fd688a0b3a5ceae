"""The pages of the help, for everybody who is signed in; in the frame of a conference where it is asked for there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conference.loading import conference_for, found
from conference.staff_pages import staff_page_context
from operations.help.topics import BY_SLUG, TOPICS


@require_safe
def help_list(request: HttpRequest, conference: str | None = None) -> HttpResponse:
    """The topics."""
    return render(request, "operations/help/help_list.html", _context(request, conference))


@require_safe
def help_topic(request: HttpRequest, topic: str, conference: str | None = None) -> HttpResponse:
    """A topic with its steps."""
    context = {**_context(request, conference), "topic": found(BY_SLUG.get(topic))}
    return render(request, "operations/help/help.html", context)


def _context(request: HttpRequest, slug: str | None) -> dict[str, Any]:
    topics = {"topics": TOPICS}
    if slug is None:
        return topics
    row = conference_for(request, slug, "conference.preview_programme")
    return {**staff_page_context(request, row), **topics}
