"""The overview: how far each language has come, what changed, who does what until when."""

from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from translation.frame import frame
from translation.overview import name_of_document, progress_of
from translation.rights import conference_for, reads


@require_safe
def overview(request, conference):
    row = conference_for(request, conference)
    return render(request, "translation/overview.html", {**frame(request, row), "bars": _bars(row, request.user)})


def _bars(conference, user):
    """The languages into which there is something to translate, each with its documents."""
    return [
        {
            "language": found.language,
            "progress": found.whole,
            "documents": [
                {"key": key, "name": name_of_document(key), "progress": progress}
                for key, progress in found.documents.items()
            ],
        }
        for found in progress_of(conference, reads(user))
        if found.whole.total
    ]


urlpatterns = [
    path("", overview, name="overview"),
]
