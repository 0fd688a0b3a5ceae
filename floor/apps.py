from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import pgettext_lazy


class FloorConfig(AppConfig):
    name = "floor"
    verbose_name = pgettext_lazy("where delegations speak", "The floor")

    def import_models(self):
        """The tables are in three modules: the floor itself, the delegations' seats, the record."""
        super().import_models()
        from floor.models import seat as seats  # noqa: F401

    def ready(self):
        from floor.notifications import install_notices

        # A signal for the reason that conference/apps.py gives.
        post_migrate.connect(install_notices, sender=self)
