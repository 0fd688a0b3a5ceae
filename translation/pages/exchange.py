"""Files of translations: written for other tools, and taken back after a look at what they would do."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from translation import documents
from translation.exchange.opening import LARGEST
from translation.exchange.units import ExchangeRefused
from translation.exporting import FORMATS, Only, file_name
from translation.exporting import export as export_file
from translation.frame import frame
from translation.rights import conference_for, language_for, reads


@require_safe
def exchange(request, conference):
    """What can be had as a file, and where one is handed in; for one language at a time."""
    row = conference_for(request, conference)
    return exchange_page(request, row, _language(request))


def _language(request):
    """The language that the address names, else the first that the user may look at."""
    asked = request.GET.get("language")
    return language_for(request, asked) if asked else reads(request.user)[0]


def exchange_page(request, conference, language, refusal="", status=200):
    context = {
        **frame(request, conference, language),
        "documents": documents.all_documents(),
        "other": documents.OTHER,
        "only": Only.choices,
        "formats": FORMATS,
        "largest": LARGEST // 1024 // 1024,
        "refusal": refusal,
    }
    return render(request, "translation/exchange.html", context, status=status)


@require_safe
def export(request, conference, code, format):
    """The texts of a conference in a language as a file."""
    row, language = conference_for(request, conference), language_for(request, code)
    document, only = request.GET.get("document", ""), request.GET.get("only", "")
    known = {"", documents.OTHER, *(each.key for each in documents.all_documents())}
    if format not in FORMATS or only not in Only.values or document not in known:
        raise Http404
    try:
        content = export_file(row, code, format, document=document, only=only, user=request.user)
    except ExchangeRefused as refusal:
        return exchange_page(request, row, language, str(refusal), status=422)
    name = file_name(row, code, format, document=document, only=only)
    return attachment(content, name, FORMATS[format].content_type)


def attachment(content, name, content_type):
    """A file that a browser saves and never shows as a page of this site; what is not public is kept nowhere."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


urlpatterns = [
    path("files/", exchange, name="exchange"),
    path("export/<slug:code>/<slug:format>/", export, name="export"),
]
