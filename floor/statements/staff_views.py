"""The staff's page of the statements of a session: all of them, also those under embargo, withdrawn and replaced."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.answers import telling
from conference.loading import require
from conference.posted import OddKey, posted
from conference.refusals import Refusal
from floor.loading import intervention_of, session_for
from floor.models import Intervention
from floor.page_context import page_context
from floor.record.views import is_over
from floor.statements import filing
from floor.statements.file_names import delegation_slug, file_name
from floor.statements.forms import StaffStatementForm
from floor.statements.listing import shown
from floor.statements.public_views import as_file

State = Intervention.State
ON_RECORD = (State.SPEAKING, State.INTERRUPTED, State.CONCLUDED)


@require_http_methods(["GET", "HEAD", "POST"])
def record_statements(request, conference, session):
    """All statements of a session, and a form to upload one for a delegation."""
    row = session_for(request, conference, session)
    form = None
    if request.user.has_perm("floor.run_floor"):
        on_file = row.statements.current().select_related("session").order_by("-uploaded_at", "-pk")
        form = StaffStatementForm(
            request.POST or None, request.FILES or None, conference=row.conference, statements=list(on_file)
        )
    require(form or request.method != "POST")
    if request.method == "POST" and form.is_valid():
        try:
            filing.upload(row, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The statement is on file, under embargo until it is delivered."))
            return redirect("floor:record-statements", conference, session)
    found = row.statements.select_related("session", "delegation", "intervention", "uploaded_by")
    context = {
        **page_context(row),
        "form": form,
        "statements": shown(found.order_by("-uploaded_at", "-pk")),
        "made": _made(row),
        "is_over": is_over(row, timezone.now()),
    }
    return render(
        request, "floor/statements/record_statements.html", context, status=422 if form and form.errors else 200
    )


def _made(session):
    """The interventions to which a statement can be linked: {delegation's key: [(key, time)]}."""
    made = {}
    for row in session.interventions.filter(state__in=(*ON_RECORD, State.WAITING)).order_by("given_at", "pk"):
        made.setdefault(row.delegation_id, []).append(row)
    return made


@require_POST
def statement_link(request, conference, session, pk):
    row, statement = _for_staff(request, conference, session, pk)
    intervention = intervention_of(row, posted(request, intervention=OddKey()).intervention)
    with telling(request, _("The statement is linked to the intervention.")):
        filing.link(statement, intervention, by=request.user, at=timezone.now())
    return redirect("floor:record-statements", conference, session)


@require_POST
def statement_post(request, conference, session, pk):
    _row, statement = _for_staff(request, conference, session, pk)
    with telling(request, _("The statement is posted.")):
        filing.post(statement, by=request.user, at=timezone.now())
    return redirect("floor:record-statements", conference, session)


@require_POST
def statement_withdraw(request, conference, session, pk):
    _row, statement = _for_staff(request, conference, session, pk)
    with telling(request, _("The statement is withdrawn.")):
        filing.withdraw(statement, by=request.user, at=timezone.now())
    return redirect("floor:record-statements", conference, session)


def _for_staff(request, conference, session, pk):
    row = session_for(request, conference, session, "floor.run_floor")
    return row, get_object_or_404(row.statements, pk=pk)


@require_safe
def statement_file(request, conference, session, pk):
    """A statement for staff, also under embargo."""
    row = session_for(request, conference, session)
    found = get_object_or_404(row.statements.select_related("delegation__state"), pk=pk)
    return as_file(found, file_name(row, delegation_slug(found.delegation), found), copy=False)
