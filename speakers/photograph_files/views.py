"""The choices of the preview of a zip of photographs, and its small pictures."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from conference.files.safe_open import FileRefused
from conference.models import ImportFile
from conference.models.import_file import ImportRefused
from conference.posted import Words, posted
from conference.refusals import Refusal
from speakers.photograph_files.archive import content_of
from speakers.photograph_files.forms import ChoicesForm
from speakers.photograph_files.kind import PHOTOGRAPHS, keep_choices
from speakers.photographs import PhotographPart, re_encoded

SMALL = (96, 120)  # pixels of a picture in the preview


@require_POST
def choose(request, conference, pk):
    """Keep whose pictures they are, as a page of the preview says; the preview is computed anew."""
    import_file = PHOTOGRAPHS.file(request, conference, pk)
    try:
        _choose(request, import_file)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The choices were kept. Nothing is imported yet."))
    return redirect(PHOTOGRAPHS.address("preview", import_file))


@transaction.atomic
def _choose(request, import_file):
    row = ImportFile.objects.select_for_update(of=("self",)).select_related("conference").get(pk=import_file.pk)
    if row.taken_at:
        raise ImportRefused(_("This file has already been imported; nothing was written a second time."))
    found = PHOTOGRAPHS.compare(row, PHOTOGRAPHS.parse(row), request.user)
    numbers = posted(request, numbers=Words()).numbers.split()
    sent = [each for each in found.rows if str(each.picture.number) in numbers]
    form = ChoicesForm(sent, found.speakers.values(), request.POST)
    if not form.is_valid():
        raise ImportRefused(_("Choose one of what is offered."))
    keep_choices(row, form.choices)


@require_safe
def picture(request, conference, pk, number):
    """A picture of a zip, small and made anew, as the import would crop it."""
    import_file = PHOTOGRAPHS.file(request, conference, pk)
    part = request.GET.get("part", "")
    part = PhotographPart(part) if part in PhotographPart.values else PhotographPart.UPPER
    try:
        archive = PHOTOGRAPHS.parse(import_file)
        found = next((each for each in archive.pictures if each.number == number and not each.problem), None)
        if found is None:
            raise Http404
        with import_file.file.open("rb") as file:
            small = re_encoded(content_of(file, found), part, SMALL)
    except (FileRefused, ValidationError, FileNotFoundError):
        raise Http404 from None
    response = HttpResponse(small.read(), content_type="image/jpeg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
