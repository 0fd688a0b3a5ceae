"""The public pages of a President's Summary. Each is given the reading that its address names (`issued.py`)."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from conference.languages import CODES, LANGUAGES, official


def summary(request, reading):
    if reading.shows_corrections:
        corrections = reading.text.corrections(get_language())
        return render(request, "summary/corrigendum.html", {**reading.context, "corrections": corrections})
    return render(request, "summary/summary.html", reading.context)


def side_by_side(request, reading, second):
    if second not in CODES or reading.shows_corrections:
        raise Http404
    if second == get_language():
        return redirect(reading.url("summary"))
    context = {"second": official(second), "siblings": _siblings(request, second)}
    return render(request, "summary/side_by_side.html", {**reading.context, **context})


def _siblings(request, second):
    """The same page in each language; the second language, asked for as the first one, changes places with it."""
    __, __, rest = request.path.lstrip("/").partition("/")
    swapped = f"{rest.removesuffix(f'{second}/')}{get_language()}/"
    return [(language, f"/{language.code}/{swapped if language.code == second else rest}") for language in LANGUAGES]


def paragraph(request, reading, number):
    found = reading.text.paragraphs.get(number)
    if not found:
        raise Http404
    section, row = found
    others = [language for language in LANGUAGES if language.code != get_language()]
    beside = {"previous": number - 1, "next": number + 1}
    beside = {name: beside[name] if beside[name] in reading.text.paragraphs else None for name in beside}
    context = {"section": section, "paragraph": row, "others": others, **beside}
    return render(request, "summary/paragraph.html", {**reading.context, **context})


def edition_list(request, reading):
    return render(request, "summary/edition_list.html", reading.context)
