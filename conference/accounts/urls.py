"""Our pages, and allauth's views in our templates. What of allauth has no line here has no address."""

from collections.abc import Callable

from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.http import HttpResponseBase
from django.urls import path
from django.views.generic import View

from conference.accounts import factors, forgotten, proposals, single_sign_on, views
from conference.secret_urls import with_secret_url

TEMPLATES = "conference/accounts/"


def page(view: type[View], template: str) -> Callable[..., HttpResponseBase]:
    return view.as_view(template_name=f"{TEMPLATES}{template}.html")


urlpatterns = [
    # The sign-in page itself is `sign-in` (conference/urls.py).
    path("code/", views.GiveFactor.as_view(), name="mfa_authenticate"),
    path("single/", single_sign_on.begin, name="single-sign-on"),
    path("forgotten/", forgotten.Forgotten.as_view(), name="forgotten-password"),
    path("new-password/<uidb64>/<token>/", with_secret_url(forgotten.NewPassword.as_view()), name="new-password"),
    path("confirm/", views.Confirm.as_view(), name="account_reauthenticate"),
    path("confirm/code/", page(mfa.ReauthenticateView, "confirm_by_code"), name="mfa_reauthenticate"),
    path("confirm/passkey/", views.ConfirmByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("passkey/", passkeys.LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path("account/", views.account, name="account"),
    path("account/", views.account, name="mfa_index"),  # as allauth calls it
    path("account/password/", views.ChangePassword.as_view(), name="own-password"),
    path("account/second-factor/", views.add_factor, name="add-factor"),
    path("account/app/", views.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/app/remove/", page(totp.DeactivateTOTPView, "factor_remove"), name="mfa_deactivate_totp"),
    path("account/", views.account, name="mfa_list_webauthn"),
    path("account/passkeys/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/remove/",
        page(passkeys.RemoveWebAuthnView, "factor_remove"),
        name="mfa_remove_webauthn",
    ),
    path("account/recovery-codes/", views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new/",
        page(recovery_codes.GenerateRecoveryCodesView, "recovery_codes_new"),
        name="mfa_generate_recovery_codes",
    ),
    path("accounts/<int:pk>/second-factors/", factors.reset, name="factors-reset"),
    path("proposals/", proposals.proposals, name="role-proposals"),
    path("account/sessions/end/", views.end_session, name="session-end"),
    path("account/sessions/end-all/", views.end_all_sessions, name="sessions-end-all"),
]
