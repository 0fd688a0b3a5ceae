"""Single sign-on by OpenID Connect: somebody whom the organization's own sign-in knows opens an account that exists.

An account is found by the verified e-mail address, and connected for good. An account that clears is connected by its
holder alone, on the page of their account, because an administrator may change its address. Nobody gets an account so.
"""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from conference.accounts.reauthentication import question
from conference.models import User
from conference.rights import has_clearing_role

logger = logging.getLogger(__name__)

PROVIDER = "oidc"
LANGUAGE, FACTOR_GIVEN = "sso_language", "sso_factor"  # within the session
CONFIGURATION_KEPT = 600  # seconds; asking the provider for each visitor would let any of them hold a thread
# What says that the provider asked for a second factor: RFC 8176, and the classes of REFEDS, OpenID and Microsoft.
MULTIPLE = "mfa"
CLASSES = {
    "https://refeds.org/profile/mfa",
    "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
    "http://schemas.microsoft.com/claims/multipleauthn",
}


class OpenIdAdapter(OpenIDConnectOAuth2Adapter):
    """allauth's, which keeps what the provider says of itself, and checks the signature of what it says of a person."""

    @property
    def openid_config(self) -> dict[str, Any]:
        url = self.get_provider().server_url
        known: dict[str, Any] | None = cache.get(f"oidc:{url}")
        if known is None:
            known = super().openid_config
            cache.set(f"oidc:{url}", known, CONFIGURATION_KEPT)
        return known

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        said: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return said

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        login = super().complete_login(request, app, token, **kwargs)
        said = login.account.extra_data
        if said.get("userinfo", {}).get("sub") != said.get("id_token", {}).get("sub"):
            raise OAuth2Error("The provider speaks of two people")
        return login

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return settings.PUBLIC_URL + reverse("openid_connect_callback", kwargs={"provider_id": PROVIDER})


OpenIDConnectProvider.oauth2_adapter_class = OpenIdAdapter  # allauth has no setting for it


class SingleSignOn(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account of a person who was not here before, and note whether a second factor was asked for."""
        if sociallogin.state.get("process") == "connect":
            return
        if not sociallogin.is_existing:
            connect(request, sociallogin)
        said = sociallogin.account.extra_data.get("id_token", {})
        has_factor = MULTIPLE in (said.get("amr") or ()) or said.get("acr") in CLASSES
        request.session[FACTOR_GIVEN] = sociallogin.user.pk if has_factor else None

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        raise turned_away(request, _("The sign-in did not succeed there. Try again, or use your password."))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("account")


class FactorStage(AuthenticateStage):
    """The second factor after the password; not after a provider that has asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        asks: bool = super()._should_handle(request)
        return asks and not has_given_factor(request, self.login.user)


def has_given_factor(request: HttpRequest, user: User) -> bool:
    """Whether the provider said in this sign-in that it asked this person for a second factor."""
    return request.session.get(FACTOR_GIVEN) == user.pk


@transaction.atomic
def connect(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """Connect a person with the account of their verified address; turn away whoever has none."""
    addresses = [each.email.lower() for each in sociallogin.email_addresses if each.verified]
    users = list(User.objects.filter(email__iexact=addresses[0], is_active=True)[:2]) if addresses else []
    if len(users) != 1 or has_clearing_role(users[0]):
        raise turned_away(request, _("No account here has the address of your sign-in there. Use your password."))
    sociallogin.connect(request, users[0])


def turned_away(request: HttpRequest, sentence: str) -> ImmediateHttpResponse:
    messages.error(request, sentence)
    return ImmediateHttpResponse(redirect("account" if request.user.is_authenticated else "sign-in"))


@login_not_required
@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponseBase:
    """Lead to the provider: to sign in, or, from the page of the account, to connect it (`process=connect`)."""
    if not settings.OIDC:
        raise Http404
    if request.user.is_authenticated and (asked := question(request)):
        return asked
    request.session[LANGUAGE] = translation.get_language()
    view = OAuth2LoginView.adapter_view(OpenIdAdapter(request, PROVIDER))
    try:
        answer: HttpResponseBase = view(request)
    except (RequestException, KeyError, ValueError):  # away, or not what the setting takes it for
        logger.exception("The provider of single sign-on does not answer as one")
        return turned_away(request, _("The single sign-on cannot be reached now. Use your password.")).response
    return answer


@login_not_required
@never_cache
@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Where the provider leads back to: one address, whatever the language."""
    if not settings.OIDC:
        raise Http404
    with translation.override(request.session.pop(LANGUAGE, None) or settings.LANGUAGE_CODE):
        view = OAuth2CallbackView.adapter_view(OpenIdAdapter(request, provider_id))
        answer: HttpResponseBase = view(request)
        return answer


def is_connected(user: User) -> bool:
    return SocialAccount.objects.filter(user=user).exists()
