"""The draft as a document in the language of the page, for the staff who may read it; it says that it is a draft."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from conference.languages import official
from conference.loading import require
from summary.documents.documents import FORMATS, document_of
from summary.loading import draft_of
from summary.text.content import content_of


@require_safe
def draft_document(request, conference, ending):
    summary = draft_of(request, conference)
    require(ending in FORMATS)
    code = get_language()
    response = HttpResponse(document_of(content_of(summary), code, ending), content_type=FORMATS[ending])
    name = f"presidents-summary-{conference}-draft-{official(code).exchange}.{ending}"
    # An HTML file brings its own style, which the policy of our pages would refuse: it is for keeping.
    response.headers["Content-Disposition"] = content_disposition_header(ending != "pdf", name)
    response.headers["Cache-Control"] = "no-store"
    return response
