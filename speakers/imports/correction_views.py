"""The correction of a row of a list in its preview."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from conference.files.safe_open import FileRefused
from conference.models import ImportFile
from conference.models.import_file import ImportRefused
from speakers.imports.columns import KINDS
from speakers.imports.corrections import correct, correction_form, rows_alike, sent_columns
from speakers.imports.kind import TABLES
from speakers.imports.receive import table_of


@require_POST
def import_correct(request, conference, pk, number):
    """Correct a row of a file, leave it out, or read it as the file has it; the preview is computed anew."""
    import_file = TABLES.file(request, conference, pk)
    try:
        messages.success(request, _correct(request, import_file, number))
    except (FileRefused, ImportRefused) as refusal:
        messages.error(request, str(refusal))
    asked = {name: request.POST[name] for name in ("show", "page") if request.POST.get(name)}
    return redirect(f"{TABLES.address('preview', import_file)}?{urlencode(asked)}#items")


@transaction.atomic
def _correct(request, import_file, number):
    """Correct a row as the form says; return the sentence about it."""
    row = ImportFile.objects.select_for_update(of=("self",)).select_related("conference").get(pk=import_file.pk)
    if row.taken_at:
        raise ImportRefused(_("This file has already been imported; its rows are changed on their own pages."))
    table = table_of(row)
    if number not in dict(table.rows):
        raise ImportRefused(_("The file has no row %(number)d.") % {"number": number})
    if request.POST.get("action") == "leave-out":
        correct(row, {number: None})
        return _("Row %(number)d is left out.") % {"number": number}
    if request.POST.get("action") == "reset":
        correct(row, {number: {}})
        return _("Row %(number)d is read as it is in the file.") % {"number": number}
    return _corrected(request, row, table, number)


def _corrected(request, import_file, table, number):
    """Correct the cells of a row, and of rows alike if that is asked; return the sentence about it."""
    columns = sent_columns(KINDS[import_file.kind], request.POST)
    form = correction_form(table, number, columns, request.POST)
    if not form.is_valid():
        raise ImportRefused(next(words for some in form.errors.values() for words in some))
    changed = form.changed_texts
    if not changed:
        raise ImportRefused(_("No cell was changed."))
    others = rows_alike(table, number, changed) if form.cleaned_data["alike"] else []
    own = {**(table.corrections.get(number) or {}), **changed}
    correct(import_file, {number: own} | dict.fromkeys(others, changed))
    words = ngettext("%(number)d row was corrected.", "%(number)d rows were corrected.", 1 + len(others))
    return words % {"number": 1 + len(others)}
