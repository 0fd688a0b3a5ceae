"""The page on which people keep their own account: password, second factors, and where they are signed in."""

import json
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import ReauthenticateView
from allauth.core.internal.httpkit import authenticated_user
from allauth.core.ratelimit import consume_or_429
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic.edit import FormView

from conference import account_notices
from conference.accounts import sessions
from conference.accounts.proposals import open_for
from conference.accounts.single_sign_on import is_connected
from conference.models import AuditEntry, User
from conference.posted import Words, posted


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    user = authenticated_user(request)
    own = sessions.of_user(user, request.session.session_key, timezone.now())
    context = {"sessions": own, "proposals": open_for(user), **_factors_of(user)}
    return render(request, "conference/accounts/account.html", context)


@never_cache
@require_safe
def add_factor(request: HttpRequest) -> HttpResponseBase:
    """Where somebody is led who may do nothing before they have a second factor."""
    if not sessions.lacks_factor(request.session):
        return redirect("account")
    return render(request, "conference/accounts/factor_required.html", _factors_of(request.user))


def _factors_of(user: Any) -> dict[str, Any]:
    """The second factors of a user by their kinds, and how many recovery codes are left."""
    factors = list(Authenticator.objects.filter(user=user).order_by("pk"))
    by_type = {factor.type: factor for factor in factors}
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    return {
        "app": by_type.get(Authenticator.Type.TOTP),
        "passkeys": [factor for factor in factors if factor.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "is_required": settings.SECOND_FACTOR == "required",
        "sign_on": settings.OIDC and (settings.OIDC_NAME or _("Single sign-on")),
        "is_connected": bool(settings.OIDC) and is_connected(user),
        "hours_idle": settings.IDLE_MINUTES // 60,
    }


class AddApp(ActivateTOTPView):
    """An authenticator app; whoever had to add a factor may then do everything."""

    template_name = "conference/accounts/app_add.html"

    def form_valid(self, form: ActivateTOTPForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        self.request.session[sessions.FACTOR] = True
        return response


class AddPasskey(AddWebAuthnView):
    """A passkey, which the browser makes; whoever had to add a factor may then do everything."""

    template_name = "conference/accounts/passkey_add.html"

    def form_valid(self, form: AddWebAuthnForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        self.request.session[sessions.FACTOR] = True
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = kwargs.get("form") or context["form"]
        return context | {"form": form, "options": json.dumps(context["js_data"]["creation_options"])}


class GiveFactor(AuthenticateView):
    """The second factor after the password."""

    template_name = "conference/accounts/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.stage.login.user
        return context | {
            "has_app": is_mfa_enabled(user, [Authenticator.Type.TOTP]),
            "has_passkeys": is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]),
            "options": json.dumps(context["js_data"]["request_options"]),
        }


class Confirm(ReauthenticateView):
    """The question who is there; whoever has nothing here to show it by signs in again."""

    template_name = "conference/accounts/confirm.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not get_adapter().get_reauthentication_methods(request.user):
            return render(request, "conference/accounts/confirm_elsewhere.html")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class ConfirmByPasskey(ReauthenticateWebAuthnView):
    template_name = "conference/accounts/confirm_by_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options": json.dumps(context["js_data"]["request_options"])}


class ChangePassword(FormView):
    """One's own password, by the old one; wrong ones are counted."""

    form_class = PasswordChangeForm
    template_name = "conference/accounts/password.html"
    success_url = reverse_lazy("account")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused: HttpResponse | None = consume_or_429(request, action="change_password", user=request.user)
        return refused or super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    @transaction.atomic
    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        form.save()
        before = self.request.session.session_key
        update_session_auth_hash(self.request, form.user)  # it ends all other sessions
        sessions.rename(before, self.request.session.session_key)
        User.objects.filter(pk=form.user.pk).update(opened_by=None)
        act = AuditEntry.Act.CHANGE_OWN_PASSWORD
        at = timezone.now()
        AuditEntry.objects.record(act=act, subject=form.user, by=form.user, at=at)
        account_notices.tell_of_own_act(form.user, account_notices.Kind.OWN_PASSWORD, {}, at=at)
        messages.success(self.request, _("Your password is changed. Everywhere else you are signed out."))
        return super().form_valid(form)


class RecoveryCodes(ViewRecoveryCodesView):
    """The codes, once, with a file of them; afterwards how many are left."""

    template_name = "conference/accounts/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        lines = "".join(f"{code}\r\n" for code in context["unused_codes"])
        return context | {"file": "data:text/plain;charset=utf-8," + urlencode({"": lines})[1:].replace("+", "%20")}


@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign out one of one's own sessions. One that has ended already is as it should be."""
    sessions.end(authenticated_user(request), timezone.now(), number=posted(request, number=Words()).number)
    messages.success(request, _("Signed out there."))
    return redirect("account")


@require_POST
def end_all_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    sessions.end_all(authenticated_user(request), timezone.now())
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("sign-in")
