"""What follows from a sign-in, and from a second factor that comes or goes, whichever page did it."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.utils import timezone

from conference import account_notices
from conference.accounts import sessions
from conference.accounts.single_sign_on import has_given_factor
from conference.models import AuditEntry, User
from conference.models.audit_act import AuditAct


def begin_session(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    sessions.begin(request.session, timezone.now())
    records = get_authentication_records(request, user)
    if any(record.get("method") == "mfa" for record in records) or has_given_factor(request, user):
        request.session[sessions.FACTOR] = True


def sign_on_connected(sender: Any, request: HttpRequest, sociallogin: SocialLogin, **more: Any) -> None:
    at = timezone.now()
    user = sociallogin.user
    AuditEntry.objects.record(act=AuditEntry.Act.CONNECT_SIGN_ON, subject=user, by=user, at=at)
    account_notices.tell_of_own_act(user, account_notices.Kind.SIGN_ON, {}, at=at)


def factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any) -> None:
    request.session[sessions.FACTOR] = True
    _note(AuditEntry.Act.ADD_FACTOR, account_notices.Kind.FACTOR_ADDED, user, authenticator)


def factor_removed(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any) -> None:
    if not Authenticator.objects.filter(user=user).exists():
        request.session.pop(sessions.FACTOR, None)
    _note(AuditEntry.Act.REMOVE_FACTOR, account_notices.Kind.FACTOR_REMOVED, user, authenticator)


def recovery_codes_made(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any
) -> None:
    _note(AuditEntry.Act.ADD_FACTOR, account_notices.Kind.FACTOR_ADDED, user, authenticator)


def _note(act: AuditAct, kind: account_notices.Kind, user: User, authenticator: Authenticator) -> None:
    at = timezone.now()
    factor = str(Authenticator.Type(authenticator.type).value)
    AuditEntry.objects.record(act=act, subject=user, by=user, at=at, detail={"factor": factor})
    account_notices.tell_of_own_act(user, kind, {"factor": factor}, at=at)
