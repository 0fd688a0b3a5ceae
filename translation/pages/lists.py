"""What is looked through over all texts: the concordance, what is inconsistent, warnings, questions."""

from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from conference.languages import CODES, LANGUAGES, official
from translation.frame import frame
from translation.memories import concordance
from translation.rights import conference_for, language_for

LONGEST_QUERY = 200


@require_safe
def concordance_page(request, conference):
    """Earlier texts that hold some words, beside their translations; a fragment for the desk's script."""
    conference = conference_for(request, conference)
    language = language_for(request, request.GET["code"]) if "code" in request.GET else None
    context = frame(request, conference, language)
    source = request.GET.get("from") if request.GET.get("from") in CODES else conference.original_language
    language = language or next((each for each in context["languages_read"] if each.code != source), official(source))
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    is_search = query and source != language.code
    found = concordance(query, source, language.code, request.user) if is_search else []
    context |= {
        "target": language,
        "original": official(source),
        "sources": LANGUAGES,
        "query": query,
        "found": [(each, _marked(each)) for each in found],
    }
    is_script = "Rostrum-Fragment" in request.headers
    return render(request, f"translation/{'_' * is_script}concordance.html", context)


def _marked(found):
    """The source in parts: (text, whether it was sought)."""
    parts, end = [], 0
    for start, stop in found.spans:
        if start >= end:
            parts += [(found.source[end:start], False), (found.source[start:stop], True)]
            end = stop
    return [*parts, (found.source[end:], False)]


urlpatterns = [
    path("concordance/", concordance_page, name="concordance"),
]
