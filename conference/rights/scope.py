"""On which conferences somebody holds which permission."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.db.models import BigIntegerField, Q, QuerySet, Value

from conference.models import Conference, RoleHeld, User
from conference.prepared import KEY, prepared
from conference.roles import CLEARS, STAFF

WORKS_THERE = "conference.preview_programme"  # every role has it
_NOTHING = Value(None, output_field=BigIntegerField())  # the key of all conferences
Person = TypeVar("Person", bound=Any)


@dataclass
class Held:
    """What somebody holds on one conference alone, or (without a short name) on all."""

    slug: str | None = None
    roles: set[str] = field(default_factory=set)
    permissions: set[str] = field(default_factory=set)


def held_by(user: Any) -> dict[int | None, Held]:
    """Returns what a user holds by roles, by the key of the conference, and on all conferences under None.

    It is one query for each user that is loaded, and takes the place of Django's own for the permissions of groups.
    """
    if not user.is_active or user.is_anonymous:
        return {None: Held()}
    if not hasattr(user, "_held_by_roles"):
        user._held_by_roles = _read(user)
        user._group_perm_cache = user._held_by_roles[None].permissions
    found: dict[int | None, Held] = user._held_by_roles
    return found


def _read(user: Any) -> dict[int | None, Held]:
    found: dict[int | None, Held] = {None: Held()}
    for key, slug, role, app, codename in _rows_held.raw(user=user.pk):
        held = found.setdefault(key, Held(slug))
        held.roles.add(role)
        held.permissions.add(f"{app}.{codename}")
    return found


@prepared(user=KEY)
def _rows_held(user: int) -> QuerySet[Any]:
    """What each request of somebody signed in asks: (key and short name of a conference, role, app, codename)."""
    permission = ("permissions__content_type__app_label", "permissions__codename")
    on_all = Group.objects.filter(user=user).order_by()
    on_some = RoleHeld.objects.filter(user=user).order_by()
    rows = on_all.annotate(key=_NOTHING, slug=Value("")).values_list("key", "slug", "name", *permission)
    named = ("conference_id", "conference__slug", "role__name", *(f"role__{name}" for name in permission))
    return rows.union(on_some.values_list(*named), all=True)


def _on_single(user: Any) -> dict[int, Held]:
    return {key: held for key, held in held_by(user).items() if key is not None}


def forget(user: Any) -> None:
    """Forget what was read of a user's roles, which have changed since."""
    for name in ("_held_by_roles", "_perm_cache", "_user_perm_cache", "_group_perm_cache"):
        if hasattr(user, name):
            delattr(user, name)


def may_everywhere(user: Any, *permissions: str) -> bool:
    """Returns whether a user holds all of these permissions on all conferences."""
    if user.is_active and user.is_superuser:
        return True
    held_by(user)
    return ModelBackend().get_all_permissions(user).issuperset(permissions)


def may(user: Any, permission: str, conference: Conference) -> bool:
    """Returns whether a user holds a permission on a conference."""
    if may_everywhere(user, permission):
        return True
    return permission in held_by(user).get(conference.pk, Held()).permissions


def may_somewhere(user: Any, *permissions: str) -> bool:
    """Returns whether a user holds all of these permissions on one conference or another."""
    return may_everywhere(user, *permissions) or any(
        held.permissions.issuperset(permissions) for held in _on_single(user).values()
    )


def may_somewhere_one_of(user: Any, permissions: Iterable[str]) -> bool:
    """Returns whether a user holds one of these permissions on one conference or another."""
    return any(may_somewhere(user, permission) for permission in permissions)


def holders_of(permission: str, conference: Conference) -> QuerySet[User]:
    """Returns the active accounts that have a permission on a conference, be it as on all; no superuser as such."""
    app, codename = permission.split(".")
    found = Permission.objects.filter(content_type__app_label=app, codename=codename).values("pk")
    by_role = RoleHeld.objects.filter(conference=conference, role__permissions__in=found)
    ways = Q(user_permissions__in=found) | Q(groups__permissions__in=found) | Q(pk__in=by_role.values("user"))
    return User.objects.filter(ways, is_active=True).distinct()


def conferences_of(user: Any, *permissions: str) -> QuerySet[Conference]:
    """Returns the conferences on which a user holds one of these permissions; none named, those they work on."""
    asked = permissions or (WORKS_THERE,)
    if any(may_everywhere(user, permission) for permission in asked):
        return Conference.objects.all()
    keys = [key for key, held in _on_single(user).items() if held.permissions.intersection(asked)]
    return Conference.objects.filter(pk__in=keys) if keys else Conference.objects.none()


def roles_on(user: Any, conference: Conference) -> set[str]:
    """Returns the names of the roles that a user holds on a conference, be it as on all."""
    held = held_by(user)
    return held[None].roles | held.get(conference.pk, Held()).roles


def work_on(user: Person, conference: str | Callable[[], str | None] | None) -> Person:
    """Returns the user at work on the conference of a short name, of which `has_perm` then speaks.

    The short name may be a function, which is called only for somebody who holds roles on single conferences.
    """
    user._works_on = conference
    return user


def permissions_at_work(user: Any) -> Iterable[str]:
    """Returns the permissions that a user holds on the conference alone on which they work at present."""
    held, slug = _on_single(user), _place(user)
    return next((each.permissions for each in held.values() if each.slug == slug), ())


def may_here(user: Any, permission: str) -> bool:
    """Returns whether a user may on the conference at work; on a page of several, on one or another of them."""
    if may_everywhere(user, permission):
        return True
    place = _place(user)
    return may_somewhere(user, permission) if place is None else permission in permissions_at_work(user)


def _place(user: Any) -> str | None:
    """Returns the short name of the conference at work, looked up once, and not for who holds roles on all alone."""
    slug = getattr(user, "_works_on", None)
    if callable(slug):
        slug = user._works_on = slug() if _on_single(user) else None
    return slug


def has_role(user: Any) -> bool:
    """Returns whether a user is active and has a role of the staff on any conference, which opens the admin."""
    return any(STAFF & held.roles for held in held_by(user).values())


def has_clearing_role(user: Any) -> bool:
    """Returns whether an account holds a role that clears, though it may be switched off today."""
    found: bool = user.groups.filter(name__in=CLEARS).exists()
    return found or RoleHeld.objects.filter(user=user.pk, role__name__in=CLEARS).exists()
