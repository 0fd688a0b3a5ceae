"""System checks beside those of Django, which run at every start and with `manage.py check`."""

import sqlite3

from django.conf import settings
from django.core.checks import Tags, Warning, register

from conference.mail_server import GOES_NOWHERE, goes_nowhere

MENDED_IN = (3, 51, 3)


@register(Tags.database)
def sqlite_is_safe(app_configs=None, databases=None, **kwargs):
    """Warn of an SQLite before 3.51.3: two connections that write and checkpoint at once can damage its WAL file."""
    embedded = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if not databases or not embedded or sqlite3.sqlite_version_info >= MENDED_IN:
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} can, rarely, damage its file when two processes write at once.",
            hint="Let one process write, make backups (`manage.py backup`), or set DATABASE_URL to PostgreSQL.",
            id="rostrum.W001",
        )
    ]


@register(deploy=True)
def mail_arrives(app_configs=None, **kwargs):
    """Warn where messages go to the console, which nobody reads."""
    sentence, __, cure = GOES_NOWHERE.partition(". ")
    return [Warning(f"{sentence}.", hint=cure, id="rostrum.W002")] if goes_nowhere() else []
