from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "conference.accounts"
    label = "rostrum_accounts"  # "account" is allauth's, "accounts" too near to it
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from allauth.mfa import signals as factors  # models come after the apps
        from allauth.socialaccount.signals import social_account_added

        from conference.accounts import receivers

        user_logged_in.connect(receivers.begin_session)
        social_account_added.connect(receivers.sign_on_connected)
        factors.authenticator_added.connect(receivers.factor_added)
        factors.authenticator_removed.connect(receivers.factor_removed)
        factors.authenticator_reset.connect(receivers.recovery_codes_made)
