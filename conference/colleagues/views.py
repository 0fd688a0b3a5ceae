"""The page of the colleagues of a conference: who they are, their roles, and invitations."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from conference.account_notices import name_of_role
from conference.accounts.reauthentication import asks_who_is_there
from conference.answers import telling
from conference.colleagues import giving, inviting
from conference.colleagues.forms import InvitationForm, RolesForm
from conference.colleagues.listing import chosen, colleagues_of, people_of
from conference.languages.lists import listed
from conference.loading import conference_for
from conference.models import Conference, Invitation, RoleProposal, User
from conference.posted import Pressed, posted
from conference.refusals import Refusal
from conference.roles import ROLES
from conference.staff_pages import staff_page_context

SEES, CHANGES = "conference.view_user", giving.GIVES
STATES = (
    ("active", pgettext_lazy("accounts", "Active")),
    ("invited", pgettext_lazy("accounts", "Invited")),
    ("off", pgettext_lazy("accounts", "Switched off")),
)
LIST = "colleagues:colleagues"


@require_http_methods(["GET", "HEAD", "POST"])
@asks_who_is_there
def colleagues(request: HttpRequest, conference: str) -> HttpResponseBase:
    """The list, with the form that invites."""
    row = conference_for(request, conference, SEES)
    roles = giving.roles_given_by(request.user, row)
    form = InvitationForm(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid():
        try:
            invited = inviting.invite(row, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("An invitation is on its way to %(address)s.") % {"address": invited.email})
            return redirect(LIST, row.slug)
    return _page(request, row, form)


def _page(request: HttpRequest, row: Conference, form: InvitationForm) -> HttpResponse:
    asked = {name: request.GET.get(name, "")[:100] for name in ("words", "role", "state")}
    people = colleagues_of(row, by=request.user, at=timezone.now())
    roles = giving.roles_given_by(request.user, row)
    shown = chosen(people, **asked)
    context = {
        **staff_page_context(request, row),
        "form": form,
        "people": shown,
        "number": len(people),
        "asked": asked,
        "roles": ROLES,
        "given": roles,
        "states": STATES,
    }
    status = 422 if form.errors else 200
    return render(request, "conference/colleagues/colleagues.html", context, status=status)


def _colleague(request: HttpRequest, slug: str, pk: int) -> tuple[Conference, User]:
    """Returns a person on the list of a conference, to those who change roles there; else it answers 404."""
    row = conference_for(request, slug, SEES, CHANGES)
    return row, get_object_or_404(people_of(row), pk=pk)


@require_POST
@asks_who_is_there
def change_roles(request: HttpRequest, conference: str, pk: int) -> HttpResponseBase:
    """Give and take the roles of a person on the conference."""
    row, user = _colleague(request, conference, pk)
    form = RolesForm(request.POST, roles=giving.roles_given_by(request.user, row))
    if not form.is_valid():
        messages.error(request, _("The form is not complete; load the page again."))
        return redirect(LIST, row.slug)
    with telling(request):
        wanted = form.cleaned_data["roles"]
        proposed = giving.change_roles(user, row, wanted, by=request.user, at=timezone.now())
        _tell(request, proposed)
    return redirect(LIST, row.slug)


def _tell(request: HttpRequest, proposed: list[RoleProposal]) -> None:
    if proposed:
        names = listed(name_of_role(proposal.role) for proposal in proposed)
        words = _("Proposed, and given when a second person confirms: %(roles)s.")
        messages.warning(request, words % {"roles": names})
    else:
        messages.success(request, _("The roles are saved."))


@require_POST
@asks_who_is_there
def switch(request: HttpRequest, conference: str, pk: int) -> HttpResponseBase:
    """Switch an account off, or on again."""
    row, user = _colleague(request, conference, pk)
    is_on = posted(request, on=Pressed()).on
    done = gettext_lazy("The account is switched on.") if is_on else gettext_lazy("The account is switched off.")
    with telling(request, done):
        giving.switch(user, row, is_on, by=request.user, at=timezone.now())
    return redirect(LIST, row.slug)


@require_POST
@asks_who_is_there
def invitation(request: HttpRequest, conference: str, pk: int) -> HttpResponseBase:
    """Send an invitation again, or take it back."""
    row, user = _colleague(request, conference, pk)
    found = get_object_or_404(Invitation.objects.select_related("user"), user=user)
    if posted(request, revoke=Pressed()).revoke:
        with telling(request, _("The invitation is revoked.")):
            inviting.revoke(found, row, by=request.user, at=timezone.now())
    else:
        with telling(request, _("The invitation is sent again; the former link is no longer valid.")):
            inviting.send_again(found, row, by=request.user, at=timezone.now())
    return redirect(LIST, row.slug)
