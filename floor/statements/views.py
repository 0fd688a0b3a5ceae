"""The pages of statements: a delegation's own, the staff's for any delegation, and the public list."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.answers import telling
from conference.files.downloads import as_attachment
from conference.languages import CHOICES, texts
from conference.loading import require
from conference.page_context import page_context as conference_context
from conference.posted import OddKey, posted
from conference.refusals import Refusal
from floor.loading import intervention_of, public_session, session_for
from floor.models import Intervention
from floor.models.record import Statement
from floor.page_context import page_context
from floor.record.extent import extent_of
from floor.record.views import delegation_choices, is_over
from floor.recordings.session_recordings import SessionRecordings
from floor.seats.device_access import device_of
from floor.statements import filing
from floor.statements.file_checks import TYPES
from programme.models import Session
from speakers.models import Delegation

State = Intervention.State
ON_RECORD = (State.SPEAKING, State.CONCLUDED)


class StatementForm(forms.Form):
    """A file with its language and mark. The content of the file is checked when it is uploaded."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF or Word (.docx), at most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx"}),
        allow_empty_file=True,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=CHOICES)
    mark = forms.ChoiceField(label=gettext_lazy("Mark"), choices=Statement.Mark.choices)

    use_required_attribute = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["language"].initial = get_language()


class OwnStatementForm(StatementForm):
    """The same from a delegation's own page, for one of the panels."""

    session = forms.ModelChoiceField(Session.objects.none(), label=gettext_lazy("Panel"), to_field_name="slug")

    field_order = ["session", "file", "language", "mark"]

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions


class StaffStatementForm(StatementForm):
    """The same from the record, for any delegation."""

    delegation = forms.ModelChoiceField(Delegation.objects.none(), label=gettext_lazy("Delegation"))

    field_order = ["delegation", "file", "language", "mark"]

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["delegation"].queryset = conference.delegations.all()
        self.fields["delegation"].choices = [("", "–"), *delegation_choices(conference)]


# A delegation's own page


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def statement_upload(request, conference):
    """Where a delegation uploads statements and sees those it has uploaded; 404 for a phone that has not joined."""
    device = _device(request, conference)
    delegation = device.seat.delegation
    sessions = delegation.conference.sessions.filter(kind=Session.Kind.PANEL).in_order()
    wanted = {"session": request.GET.get("session", "")}
    form = OwnStatementForm(request.POST or None, request.FILES or None, sessions=sessions, initial=wanted)
    if request.method == "POST" and form.is_valid():
        try:
            filing.upload(delegation=delegation, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Your statement has been uploaded. It is under embargo until it is delivered."))
            return redirect("floor:statement-upload", conference)
    context = conference_context(
        delegation.conference,
        delegation_name=texts(delegation, "name"),
        form=form,
        statements=_with_state(delegation.statements.on_file().select_related("session", "intervention")),
    )
    return render(request, "floor/statements/statement_upload.html", context, status=422 if form.errors else 200)


@login_not_required
@require_POST
def own_statement_withdraw(request, conference, pk):
    delegation = _device(request, conference).seat.delegation
    statement = get_object_or_404(delegation.statements.on_file(), pk=pk)
    with telling(request, _("The statement is withdrawn.")):
        filing.withdraw(statement, at=timezone.now())
    return redirect("floor:statement-upload", conference)


def _device(request, conference):
    device = device_of(request, conference)
    require(device)
    return device


# The staff's page


@require_http_methods(["GET", "HEAD", "POST"])
def record_statements(request, conference, session):
    """All statements of a session, and a form to upload one for a delegation."""
    row = session_for(request, conference, session)
    form = None
    if request.user.has_perm("floor.run_floor"):
        form = StaffStatementForm(request.POST or None, request.FILES or None, conference=row.conference)
    require(form or request.method != "POST")
    if request.method == "POST" and form.is_valid():
        try:
            filing.upload(row, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The statement is on file, under embargo until it is delivered."))
            return redirect("floor:record-statements", conference, session)
    found = row.statements.select_related("delegation", "intervention", "uploaded_by")
    context = {
        **page_context(row),
        "form": form,
        "statements": _with_state(found),
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


def _with_state(found):
    """Statements with whether the public may read them: [(statement, is_public)]."""
    rows = list(found.order_by("-uploaded_at", "-pk"))
    public = set(Statement.objects.public().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return [(row, row.pk in public) for row in rows]


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
    return _file(get_object_or_404(row.statements.select_related("delegation__state", "session"), pk=pk))


# The public


@login_not_required
@require_safe
def statement_list(request, conference, session):
    edition, row = public_session(conference, session)
    at = timezone.now()
    context = {
        **edition.context,
        "session": edition.programme.session(session),
        "statements": public_statements(row),
        "recordings": SessionRecordings(row, at=at, language=get_language()),
        "is_over": is_over(row, at),
        "extent": extent_of(row),
    }
    return render(request, "floor/statements/statement_list.html", context)


@login_not_required
@require_safe
def statement(request, conference, session, pk):
    """A statement that is no longer under embargo; before, it does not exist."""
    _edition, row = public_session(conference, session)
    found = row.statements.public().select_related("delegation__state", "session")
    return _file(get_object_or_404(found, pk=pk))


def public_statements(session):
    """The statements of a session that the public may read, each with its delegation's name: [(statement, texts)]."""
    rows = session.statements.public().select_related("delegation").order_by("uploaded_at", "pk")
    return [(row, texts(row.delegation, "name")) for row in rows]


def _file(row):
    """Serves the file as it was uploaded, under a name made by the server."""
    require(row.file and row.file.storage.exists(row.file.name))
    state = row.delegation.state
    name = (state.iso3.lower() if state else slugify(row.delegation.name_en)) or f"delegation-{row.delegation_id}"
    response = FileResponse(row.file.open("rb"), content_type=TYPES[row.format])
    return as_attachment(response, f"{row.session.slug}-{name[:40]}-{row.language}.{row.format}")
