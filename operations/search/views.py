"""One box for everything in a conference, with what was found grouped by kind."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from translation.glossary.acronyms import bodies_of

from conference.loading import conference_for
from conference.staff_pages import staff_page_context
from operations.search.finding import find
from programme.search.query import LONGEST, MOST_WORDS, SearchQuery


@require_safe
def search(request: HttpRequest, conference: str) -> HttpResponse:
    """What is found of a conference, of what the reader may open."""
    row = conference_for(request, conference, "conference.preview_programme")
    query = SearchQuery.of(request.GET.get("q", ""), bodies_of(conference))
    asks = bool(query.terms) and not query.is_too_long
    context = {
        **staff_page_context(request, row),
        "query": query,
        "searched": query.text,
        "groups": find(row, request.user, query.terms) if asks else [],
        "longest": {"characters": LONGEST, "words": MOST_WORDS},
    }
    return render(request, "operations/search/search.html", context)
