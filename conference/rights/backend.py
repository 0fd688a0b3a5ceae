"""Lets `has_perm` know the roles that are held on single conferences. Django's own backend knows those held on all."""

from typing import Any

from conference.models import Conference
from conference.rights.scope import held_by, may, permissions_at_work


class HeldOnConferences:
    """`has_perm(permission)` speaks of the conference at work, `has_perm(permission, conference)` of that one.

    It is asked before Django's own, which then knows the permissions of groups already.
    """

    def authenticate(self, request: Any, **credentials: Any) -> None:
        """Nobody signs in by this."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if isinstance(obj, Conference):
            return may(user_obj, perm, obj)
        return obj is None and perm in permissions_at_work(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Returns whether a user holds something of an app on one conference or another."""
        permissions = (permission for held in held_by(user_obj).values() for permission in held.permissions)
        return any(permission.startswith(f"{app_label}.") for permission in permissions)
