"""The page of files of translations, for other tools, and their export. Their import is that of all kinds of files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from conference.files.downloads import as_attachment
from conference.files.safe_open import FileRefused
from conference.posted import Pressed, Words, posted
from conference.refusals import Refusal
from translation.exchange import exporting, import_as
from translation.exchange.exporting import FORMATS, Only
from translation.exchange.kind import TEXTS
from translation.loading import conference_for, language_for
from translation.texts import documents


@require_safe
def exchange(request, conference):
    """The exports and the uploads of one language."""
    return TEXTS.upload_page(request, conference_for(request, conference))


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
        return TEXTS.upload_page(request, row, str(refusal), status=422, language=language)
    response = HttpResponse(content, content_type=FORMATS[format].content_type)
    return as_attachment(response, exporting.file_name(row, code, format, **choice))


@require_POST
def choose_state(request, conference, pk):
    """Choose as what a file is imported, draft or translated for all of it; its preview then shows that."""
    import_file = TEXTS.file(request, conference, pk)
    try:
        sent = posted(request, state=Words(), only_words=Pressed())
        import_as.choose_state(import_file, request.user, sent.state, only_words=sent.only_words)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(TEXTS.address("preview", import_file))
