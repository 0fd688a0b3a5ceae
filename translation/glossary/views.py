"""The glossary. The secretariat maintains its concepts, each translator the terms of their own languages."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.answers import telling
from conference.languages import CODES, LANGUAGES
from conference.loading import require
from conference.posted import Words, posted
from conference.refusals import Refusal
from translation.glossary.editing import delete, digest_of, entry_of, lines_as_variants, require_scope, save
from translation.glossary.excel_writer import write_xlsx
from translation.glossary.lookup import entries_of
from translation.glossary.omegat import write_omegat
from translation.glossary.tables import write_csv
from translation.glossary.tbx_writer import write_martif, write_tbx
from translation.loading import conference_for, secretariats_conference
from translation.models.glossary import Concept, Term
from translation.page_context import page_context
from translation.texts.permissions import is_secretariat, reads
from translation.texts.tokens import fold

PER_PAGE = 50
LONGEST_QUERY = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {  # {the name in the address: (what writes it, its type, the ending of the file)}
    "xlsx": (write_xlsx, XLSX, "xlsx"),
    "csv": (write_csv, "text/csv; charset=utf-8", "csv"),
    "tbx": (write_tbx, "application/xml", "tbx"),
    "martif": (write_martif, "application/xml", "tbx"),
}
OMEGAT = "omegat"


@require_safe
def glossary(request, conference):
    conference = conference_for(request, conference)
    query = " ".join(request.GET.get("q", "").split())[:LONGEST_QUERY]
    found = entries_of(conference)
    if query:
        sought = fold(query)
        found = [entry for entry in found if entry.holds(sought)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = page_context(request, conference)
    readable = (each.code for each in context["languages_read"])
    context |= {
        "page": page,
        "query": query,
        "into": next((code for code in readable if code != conference.original_language), ""),
        "rows": [_row(entry) for entry in page],
        "all_languages": LANGUAGES,
    }
    return render(request, "translation/glossary/glossary.html", context)


def _row(entry):
    """Returns an entry with its terms in each of the six languages."""
    return entry, [(language, entry.variants.get(language.code, ())) for language in LANGUAGES]


@require_http_methods(["GET", "HEAD", "POST"])
def concept_add(request, conference):
    conference = secretariats_conference(request, conference)
    concept = Concept(conference=conference)
    return _edit(request, conference, concept, list(LANGUAGES))


@require_http_methods(["GET", "HEAD", "POST"])
def concept(request, conference, concept):
    conference, row = _concept_of(request, conference, concept)
    return _edit(request, conference, row, reads(request.user))


def _concept_of(request, conference, concept):
    """Returns a concept that is shared or the conference's own; one of another conference gets 404."""
    conference = conference_for(request, conference)
    rows = Concept.objects.filter(Q(conference=None) | Q(conference=conference))
    return conference, get_object_or_404(rows, pk=concept)


def _edit(request, conference, row, languages):
    if request.method != "POST":
        return _form(request, conference, row, languages)
    variants = _sent_variants(request, languages)
    codes = [language.code for language in languages]
    was_shared = row.conference is None
    sent = posted(request, key=Words(), definition=Words(), scope=Words(), base_version=Words())
    if is_secretariat(request.user):
        row.key = " ".join(sent.key.split())
        row.definition = sent.definition.replace("\r\n", "\n").strip()
        row.conference = None if sent.scope == "shared" else conference
    try:
        require_scope(request.user, is_shared=was_shared or row.conference is None)
        save(
            row,
            variants,
            base_version=sent.base_version or None,
            codes=codes,
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _form(request, conference, row, languages, variants=variants, refusal=refusal)
    messages.success(request, _("Kept: %(concept)s") % {"concept": row.key})
    return redirect("translation:glossary", conference.slug)


def _sent_variants(request, languages):
    """Returns the terms that were sent: {code: [TermVariant]}."""
    names = {language.code: {f"{language.code}-{each}": each for each in Term.Status.values} for language in languages}
    sent = vars(posted(request, **{name: Words() for of_one in names.values() for name in of_one}))
    return {
        code: lines_as_variants((status, sent[name]) for name, status in of_one.items())
        for code, of_one in names.items()
    }


def _form(request, conference, row, languages, variants=None, refusal=None):
    """Shows the form of a concept; after a refusal beside the current concept."""
    current = Concept.objects.filter(pk=row.pk).first() if row.pk else None
    entry = entry_of(current) if current else None
    there = entry.variants if entry else {}
    codes = [language.code for language in languages]
    context = {
        **page_context(request, conference),
        "concept": row,
        "base_version": digest_of(entry, codes) if entry else "",
        "languages_written": [
            (language, _boxes(language.code, (there if variants is None else variants).get(language.code, ())))
            for language in languages
        ],
        "refusal": refusal,
        "current": _row(entry) if entry else None,
        "is_new": row.pk is None,
    }
    return render(request, "translation/glossary/glossary_concept.html", context, status=422 if refusal else 200)


def _boxes(code, variants):
    """Returns (name of the box, its label, its lines) for each status."""
    return [
        (f"{code}-{status}", label, "\n".join(variant.text for variant in variants if variant.status == status))
        for status, label in Term.Status.choices
    ]


@require_POST
def concept_delete(request, conference, concept):
    secretariats_conference(request, conference)
    conference, row = _concept_of(request, conference, concept)
    with telling(request, _("Deleted: %(concept)s") % {"concept": row.key}):
        require_scope(request.user, is_shared=row.conference is None)
        delete(row, by=request.user, at=timezone.now())
    return redirect("translation:glossary", conference.slug)


@require_safe
def glossary_export(request, conference, format):
    """The glossary as a file; for OmegaT in two languages, which the address names."""
    conference = conference_for(request, conference)
    require(format in FORMATS or format == OMEGAT)
    terms = [entry.term for entry in entries_of(conference)]
    if format == OMEGAT:
        pair = [request.GET.get(name) for name in ("from", "into")]
        require(set(pair) <= set(CODES))
        return _file(conference, write_omegat(terms, *pair), "text/plain; charset=utf-8", "txt")
    write, kind, ending = FORMATS[format]
    return _file(conference, write(terms), kind, ending)


def _file(conference, content, kind, ending):
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="glossary-{conference.slug}.{ending}"'
    return response
