from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class ConferenceConfig(AppConfig):
    name = "conference"
    verbose_name = _("Conference")

    def ready(self):
        from conference import database_errors, rollback
        from conference import database_triggers as triggers
        from conference.archive import triggers as archive_triggers
        from conference.logs import outages, security
        from conference.version import version

        connection_created.connect(outages.note_connection)
        security.connect()
        if settings.SENTRY_DSN:
            from conference.logs import sentry

            sentry.start(settings.SENTRY_DSN, version(), import_string(settings.WITHOUT_SECRETS))
        connection_created.connect(database_errors.install)
        pre_migrate.connect(rollback.refuse_to_lose, sender=self)
        # A signal, because SQLite drops a table's triggers whenever a migration rebuilds the table.
        post_migrate.connect(triggers.install, sender=self)
        # Migrations mend archived conferences too; `operations`, the last app, guards them again.
        pre_migrate.connect(archive_triggers.remove, sender=self)
