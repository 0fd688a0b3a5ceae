from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ConferenceConfig(AppConfig):
    name = "conference"
    verbose_name = _("Conference")

    def ready(self):
        from conference import database_errors, rollback
        from conference import database_triggers as triggers

        connection_created.connect(database_errors.install)
        pre_migrate.connect(rollback.refuse_to_lose, sender=self)
        # A signal, because SQLite drops a table's triggers whenever a migration rebuilds the table.
        post_migrate.connect(triggers.install, sender=self)
