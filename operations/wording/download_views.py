"""The open remarks on a language as a table, and what they propose as a catalogue for developers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from conference.files.downloads import as_attachment
from operations.wording.exports import proposals_catalogue, remarks_table
from operations.wording.loading import language_for


@require_safe
def remarks_csv(request: HttpRequest, code: str) -> HttpResponse:
    language = language_for(request, code)
    response = HttpResponse(remarks_table(language, request.build_absolute_uri), content_type="text/csv; charset=utf-8")
    return as_attachment(response, f"remarks-{code}.csv")


@require_safe
def proposals_po(request: HttpRequest, code: str) -> HttpResponse:
    language = language_for(request, code)
    response = HttpResponse(proposals_catalogue(language), content_type="text/x-gettext-translation; charset=utf-8")
    return as_attachment(response, f"proposals-{code}.po")
