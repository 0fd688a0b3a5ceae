"""The concordance: how words and phrases were translated before, in all conferences."""

from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from conference.answers import is_script
from conference.languages import CODES, LANGUAGES, official
from translation.desk import warnings
from translation.glossary.term_matching import TermFinder
from translation.loading import conference_for, language_for
from translation.memory.concordance import concordance
from translation.memory.listed_texts import ListedTexts
from translation.models import Text
from translation.page_context import page_context
from translation.texts import documents
from translation.texts.registry import model_of

LONGEST_QUERY = 200
TARGET, ORIGINAL = "translation", "original"  # where it is sought


@require_safe
def concordance_page(request, conference):
    """Earlier texts that hold some words, beside their translations; a fragment for the desk's script."""
    conference = conference_for(request, conference)
    language = language_for(request, request.GET["code"]) if "code" in request.GET else None
    context = page_context(request, conference, language)
    source = request.GET.get("from") if request.GET.get("from") in CODES else conference.original_language
    language = language or next((each for each in context["languages_read"] if each.code != source), official(source))
    in_target = request.GET.get("in") == TARGET
    if source == language.code and "code" in request.GET:  # who names one language twice seeks in the translations
        in_target, source = True, _another(conference, source)
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    sides = _Sides(request.user, query, source, language.code)
    found = sides.found(in_target=in_target)
    context |= {
        "target": language,
        "original": official(source),
        "sources": LANGUAGES,
        "query": query,
        "in_target": in_target,
        "other_side": ORIGINAL if in_target else TARGET,
        "found": _shown(conference, found, source, language.code),
        "elsewhere": 0 if found else len(sides.found(in_target=not in_target)),
    }
    return render(request, f"translation/{'_' * is_script(request)}concordance.html", context)


def _another(conference, code):
    """Returns a source language that is not `code`: the conference's own, else the first."""
    return next(each for each in (conference.original_language, *CODES) if each != code)


class _Sides:
    """One question to the two sides of a pair of languages."""

    def __init__(self, user, query, source, code):
        self._asked = (query, source, code, user) if query and source != code else None

    def found(self, *, in_target):
        return concordance(*self._asked, in_target=in_target) if self._asked else []


def _shown(conference, found, source, code):
    """Returns (hit, the source in parts, the target in parts, where it stands) of each hit."""
    where = _whereabouts([each.pair for each in found])
    lexicon = warnings.lexicon_of(conference, source, code) if found else None
    return [(each, *_both_sides(each, lexicon, code), where.get(each.pair.key)) for each in found]


def _both_sides(hit, lexicon, code):
    """Returns source and translation in parts, with the terms marked that render what was found in the source."""
    if hit.is_in_target:
        return [(hit.source, False)], _in_parts(hit.words, hit.spans)
    terms = [each.term for each in lexicon.hits(hit.source) if any(_overlap(each, span) for span in hit.spans)]
    spans = [(each.start, each.end) for each in TermFinder(terms, code).hits(hit.words)]
    return _in_parts(hit.source, hit.spans), _in_parts(hit.words, spans)


def _overlap(term, span):
    return term.start < span[1] and span[0] < term.end


def _in_parts(text, spans):
    """Returns a text in parts: (text, whether it is marked)."""
    parts, end = [], 0
    for start, stop in spans:
        if start >= end:
            parts += [(text[end:start], False), (text[start:stop], True)]
            end = stop
    return [*parts, (text[end:], False)]


def _whereabouts(pairs):
    """Returns {key of a pair: its document, its number and what it is} of the texts of conferences."""
    keys = [key for name, key in (pair.key for pair in pairs) if name == ListedTexts.name]
    by_document = {}
    for text in Text.objects.filter(pk__in=keys):
        by_document.setdefault((text.conference_id, text.document), []).append(text)
    found = {}
    for (conference, document), texts in by_document.items():
        places = documents.places_of(document, conference, texts)
        known = documents.find(document)
        for text in texts:
            place = places.get((text.subject_type, text.subject_id))
            found[ListedTexts.name, text.pk] = {
                "document": known.name if known else "",
                "mark": place.mark(get_language() or text.source_language) if place else "",
                "kind": capfirst(str(model_of(text.subject_type)._meta.verbose_name)),
            }
    return found
