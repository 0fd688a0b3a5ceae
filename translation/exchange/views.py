"""Exporting translations for other tools, and importing them after a preview."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from conference.files.downloads import as_attachment, original_file
from conference.files.import_progress import ImportProgress
from conference.files.safe_open import LARGEST, FileRefused
from conference.files.uploads import too_large
from conference.languages import official
from conference.models.import_file import ImportRefused, PreviewOutdated
from conference.text_diff import difference
from translation.exchange import exporting
from translation.exchange.apply import apply_upload
from translation.exchange.compare import Reason
from translation.exchange.exporting import FORMATS, Only
from translation.exchange.preview import IncomingKind, parsed_file_of, preview, store_upload
from translation.loading import conference_for, language_for
from translation.models import Translation
from translation.models.teamwork import Delivery
from translation.page_context import page_context
from translation.texts import documents
from translation.texts.permissions import reads

State = Translation.State
ON_A_PAGE = 50
LATEST = 20  # uploads on the page


@require_safe
def exchange(request, conference):
    """The exports and the uploads of one language."""
    row = conference_for(request, conference)
    return _exchange(request, row, _language(request.GET, request))


def _language(sent, request):
    """Returns the language that is asked for, else the first that the user may read."""
    asked = sent.get("language")
    return language_for(request, asked) if asked else reads(request.user)[0]


def _exchange(request, conference, language, refusal="", status=200):
    uploads = Delivery.objects.filter(conference=conference, language=language.code).select_related("by")
    context = {
        **page_context(request, conference, language),
        "documents": documents.all_documents(),
        "other": documents.OTHER,
        "only": Only.choices,
        "formats": FORMATS,
        "largest": LARGEST // 1024 // 1024,
        "uploads": uploads[:LATEST],
        "refusal": refusal,
    }
    return render(request, "translation/exchange/exchange.html", context, status=status)


@require_safe
def export(request, conference, code, format):
    """The texts of a conference in a language as a file."""
    row, language = conference_for(request, conference), language_for(request, code)
    choice = {name: request.GET.get(name, "") for name in ("document", "only")}
    known = {"", documents.OTHER, *(each.key for each in documents.all_documents())}
    if format not in FORMATS or choice["only"] not in Only.values or choice["document"] not in known:
        raise Http404
    try:
        content = exporting.export(row, code, format, user=request.user, **choice)
    except FileRefused as refusal:
        return _exchange(request, row, language, str(refusal), status=422)
    response = HttpResponse(content, content_type=FORMATS[format].content_type)
    return as_attachment(response, exporting.file_name(row, code, format, **choice))


@csrf_exempt  # until the size is known: looking for the token reads the whole body, however large it is
@require_POST
def import_file(request, conference):
    """Stores an uploaded file for its preview; none of its texts is written yet."""
    row = conference_for(request, conference)
    if words := too_large(request, LARGEST):
        return _exchange(request, row, reads(request.user)[0], words, status=413)
    return _import_file(request, row)


@csrf_protect
def _import_file(request, conference):
    language, file = _language(request.POST, request), request.FILES.get("file")
    if file is None:
        return _exchange(request, conference, language, _("Choose a file."), status=422)
    try:
        upload = store_upload(file, conference=conference, language=language, by=request.user, at=timezone.now())
    except FileRefused as refusal:
        return _exchange(request, conference, language, str(refusal), status=422)
    return redirect("translation:import-preview", conference.slug, upload.pk)


def _upload(request, conference, pk):
    """Returns an uploaded file whose language the user may read; any other gets 404."""
    row, codes = conference_for(request, conference), [language.code for language in reads(request.user)]
    found = Delivery.objects.filter(conference=row, language__in=codes).select_related("conference", "by")
    return get_object_or_404(found, pk=pk)


@never_cache
@require_safe
def import_preview(request, conference, pk):
    """What importing a file would do, text by text; after the import, its result and what was left out."""
    return _preview(request, _upload(request, conference, pk))


def _preview(request, upload, refusal="", status=200):
    language = official(upload.language)
    try:
        found = preview(parsed_file_of(upload), upload.conference, request.user)
    except FileRefused as refused:
        return _exchange(request, upload.conference, language, str(refused), status=422)
    shown = _shown(request.GET.get("show"), found.counts)
    page = Paginator(found.of(shown), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **page_context(request, upload.conference, language),
        "upload": upload,
        "found": found,
        "new_since": found.shown.new_since(request.POST.get("seen", "")),
        "counts": [(kind, found.counts[kind]) for kind in IncomingKind],
        "shown": shown,
        "page": page,
        "entries": [_entry(each) for each in page],
        "ready": len(found.to_import(conflicts=False)),
        "conflicts": found.counts[IncomingKind.CONFLICT],
        "refusal": refusal,
    }
    return render(request, "translation/exchange/import.html", context, status=status)


def _shown(asked, counts):
    """Returns the kind of text that the address asks for, else the first that occurs."""
    return (
        IncomingKind(asked)
        if asked in IncomingKind.values
        else next((kind for kind in IncomingKind if counts[kind]), IncomingKind.UNCHANGED)
    )


def _entry(each):
    """Returns a text for the preview, with its difference from the current text and, where it changed, the source's."""
    current, unit = each.current, each.unit
    document = documents.find(current.listed.document) if current else None
    entry = {"unit": unit, "why": each.why, "current": current, "document": document}
    if current:
        entry["source"] = official(current.source_language)
        entry["states"] = list(dict.fromkeys([current.state, State(unit.state)]))
    if current and unit.target:
        entry["parts"] = difference(current.target, unit.target)
    if each.reason == Reason.SOURCE:
        entry["source_parts"] = difference(unit.source, current.source)
    return entry


@require_POST
def import_apply(request, conference, pk):
    """Imports a file as its preview showed it."""
    upload = _upload(request, conference, pk)
    choice = {
        "conflicts": request.POST.get("conflicts") == "import",
        "seen": request.POST.get("seen", ""),
    }
    try:
        with ImportProgress(upload) as told:
            written = apply_upload(upload, by=request.user, at=timezone.now(), on_progress=told, **choice)
    except PreviewOutdated as refusal:
        return _preview(request, upload, str(refusal), status=409)
    except (ImportRefused, FileRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(number)d text was imported.", "%(number)d texts were imported.", written)
        messages.success(request, words % {"number": written})
    return redirect("translation:import-preview", conference, pk)


@never_cache
@require_safe
def import_progress(request, conference, pk):
    """How far an import has come, for the page that waits."""
    return ImportProgress(_upload(request, conference, pk)).answer()


@require_safe
def import_original(request, conference, pk):
    """The file as it was uploaded."""
    upload = _upload(request, conference, pk)
    ending = FORMATS[upload.outcome["format"]].ending
    return original_file(upload.file, f"{conference}-{upload.language}-{upload.pk}.{ending}")
