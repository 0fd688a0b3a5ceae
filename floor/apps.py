from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import pgettext_lazy

from conference.rollback import Hiding


class FloorConfig(AppConfig):
    name = "floor"
    verbose_name = pgettext_lazy("where delegations speak", "The floor")

    hiding = [
        Hiding(
            "Intervention", "recording_off_at", {"recording_off_at__isnull": False}, "interventions off the recording"
        ),
        Hiding("Statement", "replaced_at", {"replaced_at__isnull": False}, "statements that were replaced"),
        Hiding("Statement", "public_file", {"public_file__gt": ""}, "statements without the names of who wrote them"),
    ]

    def import_models(self):
        """The tables are in three modules: the floor itself, the delegations' seats, the record."""
        super().import_models()
        from floor.models import seat as seats  # noqa: F401

    def ready(self):
        from floor.notifications import install_notices

        # A signal for the reason that conference/apps.py gives.
        post_migrate.connect(install_notices, sender=self)
