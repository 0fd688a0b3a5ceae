"""A warning where no backup is known, or the latest is older than it should be."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import Error
from django.utils import timezone

from operations.backup.latest import latest_backup

HINT = "Run `manage.py backup FOLDER` each day by a timer (docs/backup.md)."


@register(Tags.database, deploy=True)
def backup_is_recent(
    app_configs: object = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn, in `check --deploy --database default`, where a lost disk would lose more than a day."""
    if not databases:
        return []
    try:
        latest = latest_backup()
    except Error:  # before the first migration there is nothing to lose
        return []
    if latest is None:
        return [Warning("No backup was made.", hint=HINT, id="rostrum.W002")]
    if latest.age() > timedelta(hours=settings.BACKUP_HOURS):
        made = timezone.localtime(latest.made_at).strftime("%Y-%m-%d %H:%M %Z")
        return [Warning(f"The latest backup was made at {made}.", hint=HINT, id="rostrum.W003")]
    return []
