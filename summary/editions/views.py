"""The public pages of a President's Summary. Each is given the reading of its address (`editions.issued`)."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from conference.languages import CODES, LANGUAGES, official
from conference.loading import require
from summary.documents.documents import FORMATS


def summary(request, reading):
    if reading.shows_corrections:
        corrections = reading.text.corrections(get_language())
        return render(request, "summary/editions/corrigendum.html", {**reading.context, "corrections": corrections})
    return render(request, "summary/editions/summary.html", reading.context)


def side_by_side(request, reading, second):
    require(second in CODES and not reading.shows_corrections)
    if second == get_language():
        return redirect(reading.url("summary"))
    context = {"second": official(second), "siblings": _siblings(request, second)}
    return render(request, "summary/editions/side_by_side.html", {**reading.context, **context})


def _siblings(request, second):
    """The same page in each language; the second language, asked for as the first one, changes places with it."""
    __, __, rest = request.path.lstrip("/").partition("/")
    swapped = f"{rest.removesuffix(f'{second}/')}{get_language()}/"
    return [(language, f"/{language.code}/{swapped if language.code == second else rest}") for language in LANGUAGES]


def paragraph(request, reading, number):
    found = reading.text.paragraphs.get(number)
    require(found)
    section, row = found
    others = [language for language in LANGUAGES if language.code != get_language()]
    beside = {"previous": number - 1, "next": number + 1}
    beside = {name: beside[name] if beside[name] in reading.text.paragraphs else None for name in beside}
    set_off = reading.text.set_off_after(section, row)
    context = {"section": section, "paragraph": row, "set_off": set_off, "others": others, **beside}
    return render(request, "summary/editions/paragraph.html", {**reading.context, **context})


def edition_list(request, reading):
    return render(request, "summary/editions/edition_list.html", reading.context)


def document(request, reading, ending):
    """The document in the language of the address, where the edition was issued in it."""
    code = get_language()
    require(ending in FORMATS and code in reading.content["languages"])
    response = HttpResponse(reading.document_in(code, ending), content_type=FORMATS[ending])
    # An HTML file brings its own style, which the policy of our pages would refuse: it is for keeping.
    name = content_disposition_header(as_attachment=ending != "pdf", filename=_file_name(reading, code, ending))
    response.headers["Content-Disposition"] = name
    return response


def _file_name(reading, code, ending):
    """ "presidents-summary-dialogue-A-66-999-Rev.1-ar.pdf"; by the number of the edition where there is no symbol."""
    symbol = reading.content["full_symbol"].replace("*", "-reissued")
    edition = re.sub(r"[^A-Za-z0-9.]+", "-", symbol).strip("-") or f"edition-{reading.edition.number}"
    if reading.corrected_by(code):
        edition += "-corrected"
    return f"presidents-summary-{reading.slug}-{edition}-{official(code).exchange}.{ending}"
