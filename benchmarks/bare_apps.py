"""The app of accounts for a server without middlewares: its own asks for one as it starts."""

from allauth.account.apps import AccountConfig


class BareAccountConfig(AccountConfig):
    def ready(self):
        pass
