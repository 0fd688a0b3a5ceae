"""The glossary: concepts and their terms, in and out as files."""

from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from translation.frame import frame
from translation.glossaries import concepts_of
from translation.rights import conference_for


@require_safe
def glossary(request, conference):
    conference = conference_for(request, conference)
    return render(
        request, "translation/glossary.html", {**frame(request, conference), "concepts": concepts_of(conference)}
    )


urlpatterns = [
    path("glossary/", glossary, name="glossary"),
]
