"""Giving and taking roles on one conference.

Whoever changes accounts on a conference gives there the roles that do not clear; an administrator gives all. Nobody
changes their own, and what two people give is proposed (docs/decisions/15-two-people-for-rights.md).
"""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from conference import account_notices
from conference.accounts.proposals import needs_two, propose
from conference.models import AuditEntry, Conference, RoleHeld, RoleProposal, User
from conference.refusals import Refusal
from conference.rights import may
from conference.rights.scope import has_clearing_role
from conference.roles import ROLES, STAFF, StaffRole

GIVES = "conference.change_user"


def roles_given_by(by: User, conference: Conference) -> list[StaffRole]:
    """Returns the roles that somebody may give and take on a conference."""
    if not may(by, GIVES, conference):
        return []
    return [role for role in ROLES if by.is_superuser or not role.clears]


def why_not(user: User, by: User) -> str:
    """Returns why somebody may not change the roles of an account; an empty text where they may."""
    if user.pk == by.pk:
        return _("Nobody changes their own roles.")
    if not by.is_superuser and (user.is_superuser or has_clearing_role(user)):
        return _("Only an administrator changes the roles of this account.")
    return ""


def held_on(user: User, conference: Conference) -> set[str]:
    """Returns the names of the roles that an account holds on a conference alone."""
    return set(RoleHeld.objects.filter(user=user, conference=conference).values_list("role__name", flat=True))


@transaction.atomic
def change_roles(
    user: User, conference: Conference, wanted: Iterable[str], *, by: User, at: datetime
) -> list[RoleProposal]:
    """Let an account hold these roles on a conference, of those that the giver gives; returns what was proposed."""
    if reason := why_not(user, by):
        raise Refusal(reason)
    given = {role.slug for role in roles_given_by(by, conference)}
    before, notice_before = held_on(user, conference), account_notices.roles_of(user)
    new = (set(wanted) & given) - before
    to_propose = sorted(role for role in new if needs_two(role))
    taken = (before & given) - set(wanted)
    after = (before - taken) | new.difference(to_propose)
    if after != before:
        RoleHeld.objects.filter(user=user, conference=conference, role__name__in=taken).delete()
        for role in Group.objects.filter(name__in=after - before):
            RoleHeld.objects.create(user=user, role=role, conference=conference)
        follow_roles(user)
        detail = {"roles": [", ".join(sorted(before)), ", ".join(sorted(after))]}
        act = AuditEntry.Act.CHANGE_ROLES
        AuditEntry.objects.record(act=act, subject=user, by=by, at=at, conference=conference, detail=detail)
        account_notices.tell_of_roles(user, notice_before, by=by, at=at)
    return propose(user, to_propose, by=by, at=at, conference=conference)


def follow_roles(user: User) -> None:
    """Let the staff status of an account follow its roles, so that nobody has to tick it."""
    has_role = user.groups.filter(name__in=STAFF).exists()
    has_role = has_role or RoleHeld.objects.filter(user=user, role__name__in=STAFF).exists()
    User.objects.filter(pk=user.pk).update(is_staff=has_role or user.is_superuser)


def hold_as(maker: User | None, original: Conference, made: Conference) -> None:
    """Let whoever makes a conference hold on it what they hold on the one from which it was made."""
    if maker is not None:
        rows = RoleHeld.objects.filter(user=maker.pk, conference=original)
        RoleHeld.objects.bulk_create(RoleHeld(user=row.user, role_id=row.role_id, conference=made) for row in rows)


def works_only_on(user: User, by: User) -> bool:
    """Returns whether all roles of an account are on conferences where somebody may change accounts."""
    if by.is_superuser:
        return True
    rows = RoleHeld.objects.filter(user=user).select_related("conference")
    return not user.groups.exists() and all(may(by, GIVES, row.conference) for row in rows)


@transaction.atomic
def switch(user: User, conference: Conference, is_active: bool, *, by: User, at: datetime) -> None:
    """Switch an account off, which ends its sessions, or on again."""
    if reason := why_not(user, by):
        raise Refusal(reason)
    if not works_only_on(user, by):
        raise Refusal(_("This account works on other conferences too: take its roles here away instead."))
    if user.is_active != is_active:
        detail = {"is_active": [user.is_active, is_active]}
        user.is_active = is_active
        user.save(update_fields=["is_active"])
        AuditEntry.objects.record(
            act=AuditEntry.Act.CHANGE, subject=user, by=by, at=at, conference=conference, detail=detail
        )
