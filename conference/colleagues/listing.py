"""Who works on a conference: their roles there, whether they can sign in, and when they last did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q, QuerySet

from conference.colleagues.inviting import is_expired
from conference.languages.folding import fold
from conference.models import Conference, Invitation, RoleHeld, RoleProposal, User
from conference.roles import BY_SLUG, CLEARS


@dataclass
class Colleague:
    """A person on the list of a conference."""

    user: User
    roles: set[str]  # on this conference alone
    everywhere: set[str]
    proposed: set[str]
    has_factor: bool
    invitation: Invitation | None
    is_expired: bool = False
    may_change: bool = False

    @property
    def names_here(self) -> list[str]:
        """The names of the roles on this conference alone, in the order of the table of roles."""
        return [str(role.name) for slug, role in BY_SLUG.items() if slug in self.roles]

    @property
    def names_everywhere(self) -> list[str]:
        """The names of the roles on all conferences."""
        return [str(role.name) for slug, role in BY_SLUG.items() if slug in self.everywhere]

    @property
    def names_proposed(self) -> list[str]:
        """The names of the roles that wait for a second person."""
        return [str(role.name) for slug, role in BY_SLUG.items() if slug in self.proposed]

    @property
    def never_signed_in(self) -> bool:
        """Whether nobody can have signed in; else there is merely no record of when."""
        return self.user.last_login is None and (
            self.invitation is not None or self.user.opened_by_id is not None or not self.user.has_usable_password()
        )


def people_of(conference: Conference) -> QuerySet[User]:
    """Returns the accounts that work on a conference, or are to: by roles there or on all, proposed ones too."""
    here = RoleHeld.objects.filter(conference=conference).values("user")
    proposed = RoleProposal.objects.filter(conference=conference, decided_at=None).values("user")
    works = Q(pk__in=here) | Q(pk__in=proposed) | Q(groups__name__in=BY_SLUG) | Q(is_superuser=True)
    return User.objects.filter(works).distinct().order_by("last_name", "first_name", "username")


def colleagues_of(conference: Conference, *, by: User, at: datetime) -> list[Colleague]:
    """Returns the people of a conference as their list shows them to a reader."""
    held = RoleHeld.objects.filter(conference=conference).select_related("role")
    proposed = RoleProposal.objects.filter(conference=conference, decided_at=None)
    rows = (
        people_of(conference)
        .select_related("invitation")
        .prefetch_related("groups", Prefetch("roles_held", held), Prefetch("role_proposals", proposed))
    )
    people = list(rows)
    with_factor = set(Authenticator.objects.filter(user__in=people).values_list("user", flat=True))
    return [_colleague(user, user.pk in with_factor, by, at) for user in people]


def _colleague(user: User, has_factor: bool, by: User, at: datetime) -> Colleague:
    invitation: Invitation | None = getattr(user, "invitation", None)
    is_kept = user.is_superuser or any(group.name in CLEARS for group in user.groups.all())
    is_kept = is_kept or any(row.role.name in CLEARS for row in user.roles_held.all())
    return Colleague(
        user,
        roles={row.role.name for row in user.roles_held.all()},
        everywhere={group.name for group in user.groups.all()},
        proposed={row.role for row in user.role_proposals.all()},
        has_factor=has_factor,
        invitation=invitation,
        is_expired=invitation is not None and is_expired(invitation, at),
        may_change=user.pk != by.pk and (by.is_superuser or not is_kept),
    )


def chosen(people: Iterable[Colleague], *, words: str = "", role: str = "", state: str = "") -> list[Colleague]:
    """Returns those whose name, user name or address has the words, with a role and in a state."""
    asked = fold(words).split()
    return [row for row in people if _matches(row, asked, role, state)]


def _matches(row: Colleague, asked: list[str], role: str, state: str) -> bool:
    told = fold(f"{row.user.get_full_name()} {row.user.username} {row.user.email}")
    is_in_state = {
        "active": row.user.is_active and row.invitation is None,
        "invited": row.user.is_active and row.invitation is not None,
        "off": not row.user.is_active,
    }.get(state, True)
    return all(word in told for word in asked) and (not role or role in row.roles | row.everywhere) and is_in_state
