"""The page of what there is to translate into a language, by document and part, before it is given out."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from conference.templatetags.languages import in_language
from translation.loading import conference_for, language_for
from translation.memory.fuzzy_index import LEAST_SCORE
from translation.page_context import page_context
from translation.teamwork.analysis import KINDS, MOST_TEXTS, analysis_of
from translation.teamwork.assignments import names_of_parts
from translation.teamwork.progress import name_of_document
from translation.texts.permissions import is_secretariat


@require_safe
def analysis(request, conference, code):
    conference, language = conference_for(request, conference), language_for(request, code)
    found = analysis_of(conference, code, request.user)
    context = {
        **page_context(request, conference, language),
        "documents": _documents(conference, found),
        "whole": _row(found.whole),
        "is_cut": found.is_cut,
        "most": MOST_TEXTS,
        "least": LEAST_SCORE,
        "is_secretariat": is_secretariat(request.user),
    }
    return render(request, "translation/teamwork/analysis.html", context)


def _documents(conference, found):
    """Returns the documents with their words, and their parts where there are several with a name."""
    names = names_of_parts(conference, {group for __, group in found.parts if group})
    rows = []
    for key, counts in found.documents.items():
        parts = [
            {"name": in_language(names[key, group], conference.original_language), **_row(part)}
            for (document, group), part in found.parts.items()
            if document == key and (key, group) in names
        ]
        rows.append({"name": name_of_document(key), "parts": parts if len(parts) > 1 else [], **_row(counts)})
    return rows


def _row(counts):
    return {"texts": counts.texts, "words": [counts.words[kind] for kind in KINDS], "total": counts.total}
