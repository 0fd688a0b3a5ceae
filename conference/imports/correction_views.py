"""The correction of a row of a table in the preview of its file."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from conference.imports.corrections import correct
from conference.models import ImportFile
from conference.models.import_file import ImportRefused
from conference.posted import Words, posted
from conference.refusals import Refusal


@require_POST
def correct_row(request, kind, conference, pk, number):
    """Correct a row of a file, leave it out, or read it as the file has it; the preview is computed anew."""
    import_file = kind.file(request, conference, pk)
    try:
        messages.success(request, _correct(request, kind, import_file, number))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    asked = {name: value for name, value in vars(posted(request, show=Words(), page=Words())).items() if value}
    return redirect(f"{kind.address('preview', import_file)}?{urlencode(asked)}#items")


@transaction.atomic
def _correct(request, kind, import_file, number):
    """Correct a row as the form says; return the sentence about it."""
    row = ImportFile.objects.select_for_update(of=("self",)).select_related("conference").get(pk=import_file.pk)
    table = kind.table(row)
    if row.taken_at:
        raise ImportRefused(_("This file has already been imported; its rows are changed on their own pages."))
    if number not in table.cells_by_row:
        raise ImportRefused(_("The file has no row %(number)d.") % {"number": number})
    action = posted(request, action=Words()).action
    if action == "leave-out":
        correct(row, {number: None})
        return _("Row %(number)d is left out.") % {"number": number}
    if action == "reset":
        correct(row, {number: {}})
        return _("Row %(number)d is read as it is in the file.") % {"number": number}
    return _corrected(request, row, table, number)


def _corrected(request, import_file, table, number):
    """Correct the cells of a row, and of rows alike if that is asked; return the sentence about it."""
    form = table.sent_form(number, request.POST)
    if not form.is_valid():
        raise ImportRefused(next(words for some in form.errors.values() for words in some))
    changed = form.changed_texts
    if not changed:
        raise ImportRefused(_("No cell was changed."))
    others = table.rows_alike(number, changed) if form.cleaned_data["alike"] else []
    own = {**(table.corrections.get(number) or {}), **changed}
    correct(import_file, {number: own} | dict.fromkeys(others, changed))
    words = ngettext("%(number)d row was corrected.", "%(number)d rows were corrected.", 1 + len(others))
    return words % {"number": 1 + len(others)}
