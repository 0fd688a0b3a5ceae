"""Telling the holders of accounts what was done to them: by e-mail at once, and at the next sign-in.

They are told of their own acts too, which somebody may have done with a stolen password. Whoever clears a Summary for
the President is told as well when another account comes to clear.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.house import subject_of_mail
from conference.languages import official
from conference.languages.dates import day_text
from conference.languages.lists import isolated, listed, with_note
from conference.models import AccountNotice, RoleHeld, User
from conference.roles import ADMINISTRATOR, BY_SLUG, CLEARS, languages_of

Kind = AccountNotice.Kind
FACTORS = {
    "totp": gettext_lazy("authenticator app"),
    "webauthn": gettext_lazy("passkey"),
    "recovery_codes": gettext_lazy("recovery codes"),
}


def tell_of_password(user: User, *, by: User, at: datetime) -> None:
    _tell(user, Kind.PASSWORD, by, at, {})


def tell_of_roles(user: User, before: Iterable[str], *, by: User, at: datetime) -> None:
    """Tell the holder which roles were given and taken, and those who clear, if the account did not clear before."""
    before, after = set(before), roles_of(user)
    if before == after:
        return
    _tell(user, Kind.ROLES, by, at, {"given": sorted(after - before), "taken": sorted(before - after)})
    if _clears(after) and not _clears(before):
        clearing = Q(groups__name__in=CLEARS) | Q(roles_held__role__name__in=CLEARS)
        for other in User.objects.filter(clearing, is_active=True).exclude(pk=user.pk).distinct():
            _tell(other, Kind.CLEARANCE, by, at, {"account": user.get_username()})


def tell_of_factors(user: User, *, by: User, at: datetime) -> None:
    """Tell that an administrator took away the second factors of the account."""
    _tell(user, Kind.FACTORS_RESET, by, at, {})


def tell_of_proposal(user: User, others: Iterable[User], roles: list[str], *, by: User, at: datetime) -> None:
    """Tell the holder that roles are proposed for the account, and those who may confirm them."""
    _tell(user, Kind.PROPOSED, by, at, {"proposed": roles})
    for other in others:
        _tell(other, Kind.TO_CONFIRM, by, at, {"proposed": roles, "account": user.get_username()})


def tell_of_own_act(user: User, kind: AccountNotice.Kind, detail: dict[str, object], *, at: datetime) -> None:
    """Tell of what was done with the account itself, by its holder or by somebody who has got hold of it."""
    _write(user, kind, user, at, detail)


def roles_of(user: User) -> set[str]:
    """The names of the roles of an account; the administrator is one too."""
    if not user.pk:
        return {ADMINISTRATOR} if user.is_superuser else set()
    names = set(user.groups.values_list("name", flat=True))
    for name, slug in RoleHeld.objects.filter(user=user).values_list("role__name", "conference__slug"):
        names.add(on_conference(name, slug))
    return names | {ADMINISTRATOR} if user.is_superuser else names


def on_conference(role: str, slug: str) -> str:
    """The name of a role that is held on one conference."""
    return f"{role}@{slug}"


def _clears(roles: Iterable[str]) -> bool:
    return any(name.partition("@")[0] in CLEARS for name in roles)


def show(request: HttpRequest, user: User, *, at: datetime) -> None:
    """Put what the holder has not read yet on the next page."""
    unread = AccountNotice.objects.filter(user=user, shown_at=None).select_related("by")
    for notice in unread:
        messages.warning(request, text_of(notice))
    unread.update(shown_at=at)


def _tell(user: User, kind: str, by: User, at: datetime, detail: dict[str, object]) -> None:
    if user != by:
        _write(user, kind, by, at, detail)


def _write(user: User, kind: str, by: User, at: datetime, detail: dict[str, object]) -> None:
    notice = AccountNotice.objects.create(user=user, kind=kind, by=by, at=at, detail=detail)
    if user.email:
        # Robust: a mail server that is away undoes nothing; the notice waits at the sign-in.
        transaction.on_commit(lambda: _send(notice), robust=True)


def _send(notice: AccountNotice) -> None:
    languages = languages_of(notice.user)
    language = languages[0] if len(languages) == 1 else official(settings.LANGUAGE_CODE)
    with translation.override(language.code):
        send_mail(subject_of_mail(_("Your account")), text_of(notice) + "\n", None, [notice.user.email])


def text_of(notice: AccountNotice) -> str:
    """The notice in the language of the page."""
    values = {
        "person": f"\u2068{notice.by}\u2069",
        "day": day_text(notice.at.date(), translation.get_language()),
        **{name: f"\u2068{notice.detail.get(name, '')}\u2069" for name in ("account", "browser", "address")},
        "factor": FACTORS.get(notice.detail.get("factor", ""), ""),
        "proposed": _named(notice.detail.get("proposed", ())),
        "given": _named(notice.detail.get("given", ())),
        "taken": _named(notice.detail.get("taken", ())),
    }
    sentences = [_sentence(notice) % values]
    if notice.detail.get("proposed"):
        sentences.append(_("Proposed: %(proposed)s.") % values)
    if notice.detail.get("given"):
        sentences.append(_("Given: %(given)s.") % values)
    if notice.detail.get("taken"):
        sentences.append(_("Taken away: %(taken)s.") % values)
    sentences.append(_("If you did not expect this, tell the administrator."))
    return " ".join(sentences)


def _sentence(notice: AccountNotice) -> str:
    return {
        Kind.ROLES: _("On %(day)s, %(person)s changed the roles of your account."),
        Kind.PASSWORD: _("On %(day)s, %(person)s set a new password for your account."),
        Kind.CLEARANCE: _(
            "On %(day)s, %(person)s let the account %(account)s clear the Summary for the President, as you do."
        ),
        Kind.BROWSER: _(
            "On %(day)s, somebody signed in to your account with a browser that was new to it: %(browser)s, from the "
            "network address %(address)s."
        ),
        Kind.OWN_PASSWORD: _("On %(day)s, the password of your account was changed."),
        Kind.FACTOR_ADDED: _("On %(day)s, a second factor was added to your account: %(factor)s."),
        Kind.FACTOR_REMOVED: _("On %(day)s, a second factor was removed from your account: %(factor)s."),
        Kind.SIGN_ON: _("On %(day)s, the single sign-on of your organization was connected with your account."),
        Kind.PROPOSED: _("On %(day)s, %(person)s proposed roles for your account, which somebody else has to confirm."),
        Kind.TO_CONFIRM: _(
            "On %(day)s, %(person)s proposed roles for the account %(account)s, which you may confirm on your page "
            "“Proposed roles”."
        ),
        Kind.FACTORS_RESET: _("On %(day)s, %(person)s removed the second factors of your account."),
    }[Kind(notice.kind)]


def _named(roles: Iterable[str]) -> str:
    return listed(name_of_role(role) for role in roles)


def name_of_role(role: str) -> str:
    """The name of a role in the language of the page."""
    if role == ADMINISTRATOR:
        return _("Administrator")
    role, _at, slug = role.partition("@")
    name = str(BY_SLUG[role].name) if role in BY_SLUG else role
    return with_note(name, isolated(slug)) if slug else name
