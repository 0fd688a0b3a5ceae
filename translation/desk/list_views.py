"""Lists over many texts: warnings, inconsistencies, questions."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from conference.languages import official
from translation.checks import consistency
from translation.loading import conference_for, language_for
from translation.models import Text, Translation
from translation.page_context import page_context
from translation.teamwork.comments import open_questions
from translation.texts.loading import words_of

PER_PAGE = 50
COUNTERPARTS = 12  # of one text that are shown; it may have thousands


def _translated_texts(conference, code):
    """Returns the texts of a conference that have a translation into a language, in the order of the documents."""
    there = Translation.objects.filter(language=code, text__conference=conference).exclude(state="missing")
    texts = Text.objects.to_translate().filter(conference=conference, pk__in=there.values("text"))
    return texts.exclude(source_language=code).order_by("document", "position", "pk")


@require_safe
def consistency_page(request, conference, code):
    """The sources of a conference that a language renders in several ways, and the reverse."""
    conference, language = conference_for(request, conference), language_for(request, code)
    texts = _translated_texts(conference, code).only("subject_type", "subject_id", "field", "source_language")
    by_language = {}
    for text in texts.order_by("pk"):
        by_language.setdefault(text.source_language, []).append(text)
    found = []
    for source_language, some in sorted(by_language.items()):
        words = words_of(some, [source_language, code], request.user)
        pairs = ((key, *both.values()) for key, both in words.items())
        found += [_shown(each, source_language, code) for each in consistency(pairs, source_language)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {**page_context(request, conference, language), "page": page}
    return render(request, "translation/desk/consistency.html", context)


def _shown(inconsistency, source_language, code):
    """Returns an inconsistency with the languages of its two sides, the text first."""
    here, there = official(source_language), official(code)
    if inconsistency.kind == "sources":
        here, there = there, here
    counterparts = list(inconsistency.counterparts.items())
    return {
        "found": inconsistency,
        "here": here,
        "there": there,
        "counterparts": counterparts[:COUNTERPARTS],
        "total": len(counterparts),
    }


@require_safe
def questions(request, conference):
    """The open questions to the secretariat in the languages that the reader may read."""
    conference = conference_for(request, conference)
    context = page_context(request, conference)
    codes = [language.code for language in context["languages_read"]]
    page = Paginator(open_questions(conference, codes), PER_PAGE).get_page(request.GET.get("page"))
    texts = [remark.text for remark in page]
    words = words_of(texts, [None], request.user)
    context |= {
        "page": page,
        "asked": [
            (remark, official(remark.language), official(remark.text.source_language), _short(words, remark.text))
            for remark in page
            if remark.text_id in words
        ],
    }
    return render(request, "translation/desk/help_questions.html", context)


def _short(words, text):
    return Truncator(words[text.pk][None]).chars(300)
