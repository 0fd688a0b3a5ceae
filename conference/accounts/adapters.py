"""How allauth's flows behave here: nobody signs up, and what follows a sign-in is ours."""

import base64
import hashlib
import secrets
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from conference import account_notices, known_browsers
from conference.accounts import browsers
from conference.accounts.reauthentication import is_recent
from conference.house import current_house
from conference.models import User

SIGNED_IN = "account/messages/logged_in.txt"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the secretariat and the administrator alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Every role begins at home: at its conferences, and what waits in them."""
        return reverse("operations:home")

    def login(self, request: HttpRequest, user: User) -> None:
        self._is_first = user.last_login is None
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        response = super().post_login(request, user, **more)
        now = timezone.now()
        account_notices.show(request, user, at=now)
        if not self._is_first and not known_browsers.is_of(request, user):
            detail = {"browser": browsers.name_of(request), "address": self.get_client_ip(request)}
            account_notices.tell_of_own_act(user, account_notices.Kind.BROWSER, detail, at=now)
        known_browsers.remember(response, user)
        return response

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Say nothing of a sign-in, which the next page shows by itself."""
        if message_template != SIGNED_IN:
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_login_stages(self) -> list[str]:
        theirs, ours = "allauth.mfa.stages.AuthenticateStage", "conference.accounts.single_sign_on.FactorStage"
        return [ours if path == theirs else path for path in super().get_login_stages()]

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, _("This account is switched off. Ask the administrator."))
        return redirect("sign-in")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not is_recent(context.request, timezone.now())


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted by the secret key, so that a copy of the database alone opens nothing."""

    def get_totp_issuer(self) -> str:
        return current_house().name()

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        """The code as SVG. It is markup: segno writes numbers and the names of elements alone."""
        return mark_safe(segno.make(url, error="m").svg_inline(scale=5, border=4, light="white"))

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; a new one that nobody knows if it was encrypted by another key, so that no code fits."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # allauth calls it so
        return browsers.name_of(context.request)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": current_house().name()}


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second factors" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
