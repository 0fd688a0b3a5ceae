"""The security log: who signed in, who failed, what was refused to whom, which passwords and rights changed.

A line is `event address=192.0.2.7 name="floor-officer" ...`: the event and the network address first, the rest quoted
as in JSON, so that nobody forges an address by a name. `docs/monitoring.md` has the filter for fail2ban.

All but refusals comes by signals of Django, Axes and, where they are installed, of allauth.
"""

import json
import logging
from importlib import import_module
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model, signals
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest

from conference.logs.requests import current_request

logger = logging.getLogger("rostrum.security")

LONGEST = 150  # characters of a name
RIGHTS = ("is_active", "is_staff", "is_superuser")
ACCOUNT_SIGNALS = {  # of allauth.account.signals
    "password_reset": "password-reset",
    "email_changed": "email-changed",
    "authentication_step_completed": "step-passed",
}
FACTOR_SIGNALS = {  # of allauth.mfa.signals
    "authenticator_added": "factor-added",
    "authenticator_removed": "factor-removed",
    "authenticator_reset": "factor-reset",
    "authentication_failed": "factor-failed",
}


def tell(event: str, *, level: int = logging.INFO, address: str | None = None, **about: Any) -> None:
    """Writes a line of the security log."""
    if address is None:
        request = current_request()
        address = request.address if request else ""
    about = {name: _short(value) for name, value in about.items() if value not in (None, "")}
    words = " ".join(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in about.items())
    line = f"{event} address={address or '-'}{f' {words}' if words else ''}"
    facts = {"event": event, "address": address or None, **about}
    logger.log(level, "%s", line, extra={"security": facts})


def _short(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)[:LONGEST]


def _by() -> dict[str, Any]:
    """Who does it: the account that sent the request, or nobody where a command does."""
    request = current_request()
    account = getattr(getattr(request, "request", None), "_cached_user", None)
    return {"by": account.get_username()} if account is not None and account.pk else {}


def note_refusal(request: HttpRequest, status: int) -> None:
    """Tells of a page that was refused to somebody who is signed in.

    A page that never was there is no refusal; a public one that is not there is none either.
    """
    account = getattr(request, "_cached_user", None)
    if status not in (403, 404) or account is None or not account.pk:
        return
    found = getattr(request, "resolver_match", None)
    if found is None or (status == 404 and not getattr(found.func, "login_required", True)):
        return
    tell("refused", level=logging.WARNING, name=account.get_username(), status=status, view=found.view_name)


def connect() -> None:
    """Listens to the signals; called once when Django is ready."""
    User = get_user_model()
    kept: dict[str, Any] = {"weak": False, "dispatch_uid": "rostrum.security"}
    signals.user_logged_in.connect(_signed_in, **kept)
    signals.user_logged_out.connect(_signed_out, **kept)
    signals.user_login_failed.connect(_failed, **kept)
    pre_save.connect(_note_rights, sender=User, **kept)
    post_save.connect(_saved, sender=User, **kept)
    m2m_changed.connect(_roles_changed, sender=User.groups.through, **kept)
    held = apps.get_model("conference", "RoleHeld")
    post_save.connect(_role_held, sender=held, **kept)
    post_delete.connect(_role_no_longer_held, sender=held, **kept)
    import_module("axes.signals").user_locked_out.connect(_locked_out, **kept)
    for app, names in (("allauth.account", ACCOUNT_SIGNALS), ("allauth.mfa", FACTOR_SIGNALS)):
        if apps.is_installed(app):
            module = import_module(f"{app}.signals")
            for name, event in names.items():
                getattr(module, name).connect(_teller(event), **kept)


def _teller(event: str) -> Any:
    def receive(sender: Any, user: Any = None, **kwargs: Any) -> None:
        kind = getattr(kwargs.get("authenticator"), "type", None) or kwargs.get("method")
        tell(event, name=user.get_username() if user else None, kind=kind)

    return receive


def _signed_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    tell("signed-in", name=user.get_username())


def _signed_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        tell("signed-out", name=user.get_username())


def _failed(sender: Any, credentials: Any, request: Any = None, **kwargs: Any) -> None:
    name = credentials.get("username") or credentials.get("email") or ""
    tell("sign-in-failed", level=logging.WARNING, name=name)


def _locked_out(sender: Any, request: Any, username: Any, ip_address: Any, **kwargs: Any) -> None:
    tell("locked-out", level=logging.WARNING, address=ip_address, name=username)


def _note_rights(sender: Any, instance: Any, update_fields: Any, **kwargs: Any) -> None:
    """Reads the rights of an account before it is saved, where the save may change them."""
    instance._rights_before = None
    if instance.pk and not instance._state.adding and (update_fields is None or set(RIGHTS) & set(update_fields)):
        instance._rights_before = sender._base_manager.filter(pk=instance.pk).values(*RIGHTS).first()


def _saved(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    name = instance.get_username()
    if created:
        tell("account-made", name=name, superuser=True if instance.is_superuser else None, **_by())
    elif instance._password is not None:  # Django keeps a new password here until it is saved
        tell("password-changed", name=name, **_by())
    before = instance.__dict__.pop("_rights_before", None) or {}
    for right, had in before.items():
        if getattr(instance, right) != had:
            tell("right-changed", name=name, right=right, now=bool(getattr(instance, right)), **_by())


def _roles_changed(sender: Any, instance: Any, action: str, pk_set: Any, model: Any, **kwargs: Any) -> None:
    events = {"post_add": "role-given", "post_remove": "role-taken", "pre_clear": "role-taken"}
    if action not in events or kwargs["reverse"]:
        return
    keys = pk_set if pk_set is not None else instance.groups.values_list("pk", flat=True)
    for role in model._base_manager.filter(pk__in=keys).order_by("name"):
        tell(events[action], name=instance.get_username(), role=role.name, **_by())


def _role_held(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    _tell_of_held("role-given", instance)


def _role_no_longer_held(sender: Any, instance: Any, **kwargs: Any) -> None:
    _tell_of_held("role-taken", instance)


def _tell_of_held(event: str, held: Any) -> None:
    tell(event, name=held.user.get_username(), role=held.role.name, conference=held.conference.slug, **_by())
