"""The former pages of translation of the Summary: their addresses lead to the translators' desk for good.

They answer those who may see the draft, and nobody else.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from conference.languages import CODES
from summary.loading import draft_of, row_of
from translation.models import Text


@require_safe
def all_languages(request, conference):
    summary = draft_of(request, conference)
    return redirect("translation:overview", summary.conference.slug, permanent=True)


@require_safe
def one_language(request, conference, code):
    _translated(request, conference, code)
    return redirect("translation:desk", conference, code, "summary", permanent=True)


@require_safe
def one_text(request, conference, code, kind, pk, field):
    summary = _translated(request, conference, code)
    text = get_object_or_404(Text.objects.of(row_of(summary, kind, pk), field))
    return redirect("translation:text-on-the-desk", conference, text.pk, code, permanent=True)


def _translated(request, conference, code):
    """Returns the draft, where the language is one of the five that it is translated into; else 404."""
    summary = draft_of(request, conference)
    if code not in CODES or code == summary.original_language:
        raise Http404
    return summary
