"""What the installation itself says: database, Redis, backup, mail, jobs of the background, room on the disk."""

import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Count

from operations.backup.latest import latest_backup
from operations.processes.collector import redis_answers
from operations.status.ages import ago
from programme.models import Letter

LITTLE_ROOM = 0.05  # of the disk
CONSOLE_MAIL = "django.core.mail.backends.console.EmailBackend"


@dataclass(frozen=True)
class Installation:
    """The state of what the processes share, as it was asked just now."""

    database: str
    redis: bool | None  # None where none is used
    backup: str  # how long ago the latest was made; empty where there was none
    is_backup_late: bool
    goes_nowhere: bool  # mail
    failed_letters: int
    jobs: dict[str, int] = field(default_factory=dict)
    free: int = 0  # hundredths of the disk

    @property
    def is_disk_full(self) -> bool:
        return self.free <= LITTLE_ROOM * 100


def installation(at: datetime) -> Installation:
    latest = latest_backup()
    disk = shutil.disk_usage(settings.DATA_DIR)
    return Installation(
        database="PostgreSQL" if connection.vendor == "postgresql" else "SQLite",
        redis=redis_answers() if settings.LIVE != "database" else None,
        backup=ago(latest.made_at, at) if latest else "",
        is_backup_late=latest is None or latest.age(at) > timedelta(hours=settings.BACKUP_HOURS),
        goes_nowhere=settings.EMAIL_BACKEND == CONSOLE_MAIL,
        failed_letters=Letter.objects.open().filter(failed_at__isnull=False).count(),
        jobs=_jobs(),
        free=round(100 * disk.free / disk.total),
    )


def _jobs() -> dict[str, int]:
    """The jobs of the background that wait, run and failed, where the installation has a queue for them."""
    if not apps.is_installed("django_tasks_db"):
        return {}
    rows = apps.get_app_config("django_tasks_database").get_model("DBTaskResult")._default_manager.order_by()
    return {str(state).lower(): number for state, number in rows.values_list("status").annotate(number=Count("pk"))}
