"""A delegation's own pages of statements: uploading, the receipt, withdrawing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.answers import telling
from conference.files.downloads import as_attachment
from conference.languages import texts
from conference.loading import key_in, require
from conference.page_context import page_context
from conference.refusals import Refusal
from floor.models.record import Statement
from floor.seats.device_access import device_of
from floor.statements import filing
from floor.statements.forms import OwnStatementForm
from floor.statements.hours import accepts, hours_of, sessions_for_statements
from floor.statements.listing import shown

NEWEST_FIRST = ("-uploaded_at", "-pk")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def statement_upload(request, conference):
    """Where a delegation uploads statements and sees those it has uploaded; 404 for a phone that has not joined."""
    delegation = _delegation(request, conference)
    at = timezone.now()
    sessions = sessions_for_statements(delegation.conference)
    on_file = list(delegation.statements.current().select_related("session", "intervention").order_by(*NEWEST_FIRST))
    initial = _initial(request, on_file)
    form = OwnStatementForm(
        request.POST or None, request.FILES or None, sessions=sessions, statements=on_file, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            statement = filing.upload(delegation=delegation, at=at, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Your statement has been uploaded."))
            return redirect("floor:statement-receipt", conference, statement.pk)
    context = {
        **page_context(delegation.conference),
        "delegation_name": texts(delegation, "name"),
        "form": form,
        "hours": [(row, hours_of(row), accepts(row, at)) for row in sessions],
        "statements": shown(on_file),
    }
    return render(request, "floor/statements/statement_upload.html", context, status=422 if form.errors else 200)


def _initial(request, on_file):
    """The panel and the text that an address names; without either, the latest text, to which most files belong."""
    initial = {"session": request.GET.get("session", "")}
    wanted = key_in(request.GET.get("text", ""))
    text = next((row for row in on_file if row.pk == wanted), None)
    if text is None and on_file and not initial["session"]:
        text = on_file[0]
    if text:
        versions = [row for row in on_file if row.text_key == text.text_key]
        has_original = any(row.version == Statement.Version.ORIGINAL for row in versions)
        initial |= {"session": text.session.slug, "text": versions[0].pk, "readers": text.readers, "mark": text.mark}
        initial["version"] = Statement.Version.COURTESY if has_original else Statement.Version.ORIGINAL
    return initial


@login_not_required
@never_cache
@require_safe
def statement_receipt(request, conference, pk):
    """What was received, when, and by which number and hash: for a delegation to keep."""
    return render(request, "floor/statements/statement_receipt.html", _receipt(request, conference, pk))


@login_not_required
@never_cache
@require_safe
def statement_receipt_text(request, conference, pk):
    """The receipt as a file that a phone can keep."""
    context = _receipt(request, conference, pk)
    words = render_to_string("floor/statements/statement_receipt.txt", context, request)
    response = HttpResponse(words.strip() + "\n", content_type="text/plain; charset=utf-8")
    return as_attachment(response, f"{context['number']}.txt")


def _receipt(request, conference, pk):
    delegation = _delegation(request, conference)
    statement = get_object_or_404(delegation.statements.select_related("session__conference", "intervention"), pk=pk)
    [row] = shown([statement])
    return {
        **page_context(delegation.conference),
        "delegation_name": texts(delegation, "name"),
        "session_title": texts(statement.session, "title"),
        "number": filing.receipt_number(statement),
        "statement": statement,
        "received": statement.uploaded_at.astimezone(statement.session.conference.zone).isoformat(timespec="seconds"),
        "is_public": row.is_public,
        "length": row.length,
    }


@login_not_required
@require_POST
def own_statement_withdraw(request, conference, pk):
    delegation = _delegation(request, conference)
    statement = get_object_or_404(delegation.statements.on_file(), pk=pk)
    with telling(request, _("The statement is withdrawn.")):
        filing.withdraw(statement, at=timezone.now())
    return redirect("floor:statement-upload", conference)


def _delegation(request, conference):
    device = device_of(request, conference)
    require(device)
    return device.seat.delegation
