"""The staff's page on which several files of documents are uploaded at once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from conference.files.safe_open import LARGEST
from conference.files.uploads import name_of, too_large
from conference.languages import official
from conference.languages.lists import listed
from conference.loading import conference_for
from conference.refusals import Refusal
from conference.staff_pages import staff_page_context
from programme.documents.filing import keep
from programme.documents.forms import MOST, UploadForm

PERMISSIONS = ("conference.add_document", "conference.add_documentversion")


@require_http_methods(["GET", "HEAD", "POST"])
def document_upload(request, conference):
    """Show the form; keep each file that is sent, and say of each that was refused why."""
    row = conference_for(request, conference, *PERMISSIONS)
    if request.method != "POST":
        return _page(request, row, UploadForm(conference=row, initial=_asked(request, row)))
    if sentence := too_large(request, LARGEST):
        return _page(request, row, UploadForm(conference=row), [sentence], status=413)
    form = UploadForm(request.POST, request.FILES, conference=row)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    kept, refused = _keep_all(request, row, form.cleaned_data)
    _tell(request, kept)
    if refused:
        return _page(request, row, form, refused, status=422)
    return redirect(f"{reverse('admin:conference_document_changelist')}?conference__id__exact={row.pk}")


def _asked(request, conference):
    """The document of which the address asks for versions."""
    return {"document": request.GET["document"]} if request.GET.get("document", "").isdecimal() else {}


def _keep_all(request, conference, sent):
    kept, refused = [], []
    for upload in sent["files"]:
        facts = {"document": sent["document"], "type": sent["type"], "language": sent["language"]}
        try:
            kept.append(keep(conference, upload, **facts, by=request.user, at=timezone.now()))
        except Refusal as refusal:
            words = _("“%(name)s” was not kept: %(reason)s")
            refused.append(words % {"name": name_of(upload), "reason": refusal})
    return kept, refused


def _tell(request, kept):
    """Say of each document which languages it has been given."""
    by_document = {}
    for each in kept:
        by_document.setdefault(each.version.document, []).append(official(each.version.language).name)
    for document, names in by_document.items():
        address = reverse("admin:conference_document_change", args=[document.pk])
        link = format_html('<a href="{}">{}</a>: {}', address, document, listed(names))
        messages.success(request, link)


def _page(request, conference, form, refused=(), status=200):
    context = {
        **staff_page_context(request, conference),
        "form": form,
        "refused": refused,
        "most": MOST,
    }
    return render(request, "programme/documents/document_upload.html", context, status=status)
