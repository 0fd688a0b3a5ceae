"""Roles that one person proposes and another confirms: those that clear, issue, or give roles themselves.

Another administrator confirms, or somebody who holds the role; never the proposer, nor the account concerned, nor one
whose password the proposer set and its holder has not changed since (docs/decisions/15-two-people-for-rights.md).
"""

from collections.abc import Iterable
from datetime import datetime

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from conference import account_notices
from conference.accounts.reauthentication import asks_who_is_there
from conference.models import AuditEntry, Conference, RoleHeld, RoleProposal, User
from conference.posted import Pressed, RowKey, posted
from conference.refusals import Refusal
from conference.roles import ADMINISTRATOR, BY_SLUG, CLEARING

ISSUING = "summary.issue_summary"
OF_THE_PROPOSER = gettext_lazy(
    "Your password was set by whoever proposed this. Change your password first; then you may confirm."
)


def needs_two(role: str) -> bool:
    """Whether a role clears, issues, or gives roles."""
    return role == ADMINISTRATOR or (role in BY_SLUG and bool({CLEARING, ISSUING} & BY_SLUG[role].permissions))


@transaction.atomic
def propose(
    user: User, roles: Iterable[str], *, by: User, at: datetime, conference: Conference | None = None
) -> list[RoleProposal]:
    """Propose roles for an account, on all conferences or on one, if they are not proposed already.

    Those whom it concerns and those who may confirm are told.
    """
    made = []
    for role in roles:
        proposal, is_new = RoleProposal.objects.get_or_create(
            user=user,
            role=role,
            conference=conference,
            decided_at=None,
            defaults={"proposed_by": by, "proposed_at": at},
        )
        if is_new:
            made.append(proposal)
    if made:
        names = sorted(map(full_name, made))
        act = AuditEntry.Act.PROPOSE_ROLES
        told = {"roles": ", ".join(names)}
        AuditEntry.objects.record(act=act, subject=user, by=by, at=at, detail=told, conference=conference)
        confirmers = {other for proposal in made for other in those_who_may_confirm(proposal)}
        account_notices.tell_of_proposal(user, sorted(confirmers, key=lambda each: each.pk), names, by=by, at=at)
    return made


@transaction.atomic
def confirm(proposal: RoleProposal, *, by: User | None, at: datetime) -> None:
    """Give the proposed role. `by` is None for the command on the server."""
    if by is not None:
        _refuse_dependent(proposal, by)
    user = proposal.user
    before = account_notices.roles_of(user)
    if proposal.role == ADMINISTRATOR:
        user.is_superuser = user.is_staff = True
    else:
        role = Group.objects.get(name=proposal.role)
        if proposal.conference:
            RoleHeld.objects.get_or_create(user=user, role=role, conference=proposal.conference)
        else:
            user.groups.add(role)
        user.is_staff = user.is_staff or BY_SLUG[proposal.role].staff
    user.save(update_fields=["is_superuser", "is_staff"])
    _decide(proposal, True, by=by, at=at)
    account_notices.tell_of_roles(user, before, by=by or proposal.proposed_by, at=at)


@transaction.atomic
def decline(proposal: RoleProposal, *, by: User, at: datetime) -> None:
    _decide(proposal, False, by=by, at=at)


def _decide(proposal: RoleProposal, is_confirmed: bool, *, by: User | None, at: datetime) -> None:
    decided = {"decided_by": by, "decided_at": at, "is_confirmed": is_confirmed}
    if not RoleProposal.objects.filter(pk=proposal.pk, decided_at=None).update(**decided):
        raise Refusal(_("Somebody else has decided this already."))
    act = AuditEntry.Act.CONFIRM_ROLES if is_confirmed else AuditEntry.Act.DECLINE_ROLES
    AuditEntry.objects.record(act=act, subject=proposal.user, by=by, at=at, detail={"roles": full_name(proposal)})


def those_who_may_confirm(proposal: RoleProposal) -> list[User]:
    """Other administrators, and those who hold the role."""
    others = User.objects.filter(is_active=True).exclude(pk__in=[proposal.user_id, proposal.proposed_by_id])
    holding = RoleHeld.objects.filter(role__name=proposal.role, conference=proposal.conference_id).values("user")
    return list(others.filter(Q(is_superuser=True) | Q(groups__name=proposal.role) | Q(pk__in=holding)).distinct())


def full_name(proposal: RoleProposal) -> str:
    """The name of the proposed role, with the conference if it is for one alone."""
    slug = proposal.conference.slug if proposal.conference else ""
    return account_notices.on_conference(proposal.role, slug) if slug else proposal.role


def open_for(user: User) -> list[RoleProposal]:
    """The open proposals that a user may confirm, or has made and may take back."""
    proposals = (
        RoleProposal.objects.filter(decided_at=None)
        .exclude(user=user)
        .select_related("user", "proposed_by", "conference")
    )
    roles = account_notices.roles_of(user)
    return [
        row for row in proposals if row.proposed_by_id == user.pk or roles & {ADMINISTRATOR, row.role, full_name(row)}
    ]


def _refuse_dependent(proposal: RoleProposal, by: User) -> None:
    """Refuse whoever cannot judge by themselves: the proposer, or an account that the proposer could have opened."""
    if by.pk not in {other.pk for other in those_who_may_confirm(proposal)}:
        raise Refusal(_("Somebody else has to confirm this."))
    if by.opened_by_id == proposal.proposed_by_id:
        raise Refusal(OF_THE_PROPOSER)


@require_http_methods(["GET", "HEAD", "POST"])
@asks_who_is_there
def proposals(request: HttpRequest) -> HttpResponseBase:
    """The open proposals of those who may decide some; a page that is not there for all others."""
    user = authenticated_user(request)
    if not any(needs_two(role.partition("@")[0]) for role in account_notices.roles_of(user)):
        raise Http404
    if request.method != "POST":
        rows = [(row, account_notices.name_of_role(full_name(row)), row.proposed_by == user) for row in open_for(user)]
        return render(request, "conference/accounts/proposals.html", {"proposals": rows})
    sent = posted(request, proposal=RowKey(), confirm=Pressed())
    proposal = get_object_or_404(RoleProposal, pk=sent.proposal, pk__in=[row.pk for row in open_for(user)])
    at = timezone.now()
    try:
        if sent.confirm:
            confirm(proposal, by=user, at=at)
        else:
            decline(proposal, by=user, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Confirmed.") if sent.confirm else _("Declined."))
    return redirect("role-proposals")
