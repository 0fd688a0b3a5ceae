"""The page on which two documents are aligned: its upload, the pairs as they are corrected, and the way to a memory."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from conference.answers import answer, refused
from conference.imports.kind import StaffRequest
from conference.imports.views import upload
from conference.languages import official
from conference.models import Conference, ImportFile
from conference.posted import Words, posted
from conference.refusals import Overtaken, Refusal
from translation.reference.aligned_file import documents_of, is_aligned
from translation.reference.aligning import again, look_at, save_pairs, store_alignment
from translation.reference.forms import AlignmentForm, options_of
from translation.reference.kind import REFERENCE, ReferenceImport
from translation.reference.two_documents import LARGEST


class AlignmentUpload(ReferenceImport):
    """The upload of two documents instead of a memory; what follows it is as for any memory."""

    largest = 2 * LARGEST

    def receive(self, request: StaffRequest, conference: Conference) -> ImportFile:
        form = AlignmentForm(request.POST, request.FILES)
        options, said = options_of(form, request.user), form.cleaned_data
        files, languages = (said["source_file"], said["target_file"]), (said["source"], said["target"])
        return store_alignment(files, languages, options, conference=conference, by=request.user, at=timezone.now())


TWO_DOCUMENTS = AlignmentUpload()


@csrf_exempt  # as the upload of every import, which checks the token once the size is known
@require_POST
def align(request: StaffRequest, conference: str) -> HttpResponse:
    """Pair two documents and lead to their pairs."""
    response: HttpResponse = upload(request, kind=TWO_DOCUMENTS, conference=conference)
    return response


def _file(request: StaffRequest, conference: str, pk: int) -> ImportFile:
    """Return an alignment that the user may open; Http404 for all else."""
    import_file = REFERENCE.file(request, conference, pk)
    if not is_aligned(import_file):
        raise Http404
    return import_file


@never_cache
@require_safe
def pairs(request: StaffRequest, conference: str, pk: int) -> HttpResponse:
    """The pairs of two documents beside each other, to be corrected; once they are imported, to be read."""
    import_file = _file(request, conference, pk)
    try:
        documents = documents_of(import_file)
    except Refusal as refusal:
        return REFERENCE.upload_page(request, import_file.conference, str(refusal), 422, import_file)
    sides = documents.source, documents.target
    names = ("save-pairs", "look", "again", "preview")
    context = {
        **REFERENCE.page_context(request, import_file),
        "import_file": import_file,
        "back": reverse("translation:reference", args=[conference]),
        "languages": [official(side.language) for side in sides],
        "pieces": [side.pieces for side in sides],
        "pairs_sent": json.dumps(import_file.options["pairs"]),
        "version": import_file.options["version"],
        "addresses": {name.replace("-", "_"): REFERENCE.address(name, import_file) for name in names},
        "addresses_of_file": {"file": REFERENCE.address("file", import_file)},
        "is_open": import_file.taken_at is None,
    }
    return render(request, "translation/reference/pairs.html", context)


@require_POST
def save(request: StaffRequest, conference: str, pk: int) -> HttpResponse:
    """Keep the pairs as the page has them."""
    import_file = _file(request, conference, pk)
    sent = posted(request, text=Words(), base_version=Words())
    try:
        version = save_pairs(import_file, sent.text, sent.base_version)
    except Overtaken as overtaken:
        import_file.refresh_from_db(fields=["options"])
        conflict = render_to_string("translation/reference/pairs_conflict.html", {"conflict": overtaken}, request)
        facts = {"base_version": import_file.options["version"], "text": overtaken.current, "conflict": conflict}
        return answer(overtaken, status=overtaken.status, **facts)
    except Refusal as refusal:
        return refused(request, refusal)
    return answer(_("Saved"), base_version=version)


@require_POST
def look(request: StaffRequest, conference: str, pk: int) -> HttpResponse:
    """Go on to the preview of what the pairs bring into a memory."""
    import_file = _file(request, conference, pk)
    look_at(import_file)
    return redirect(REFERENCE.address("preview", import_file))


@require_POST
def correct_again(request: StaffRequest, conference: str, pk: int) -> HttpResponse:
    """Correct the pairs of an alignment whose import was undone."""
    kept = again(_file(request, conference, pk), by=request.user, at=timezone.now())
    return redirect(REFERENCE.address("pairs", kept))
