from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = _("Operations")

    def ready(self):
        from conference.archive import triggers
        from operations.backup import checks  # noqa: F401 - it registers itself

        # Of the last app, when all tables are as the models have them.
        post_migrate.connect(triggers.install, sender=self)
