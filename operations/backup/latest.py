"""The latest verified backup, for the status page, the metrics and the check of the installation."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

from operations.models import Backup


class LatestBackup(NamedTuple):
    """When the backup was made, how many bytes it has, and where it was written on the machine that made it."""

    made_at: datetime
    size: int
    path: Path

    def age(self, at: datetime | None = None) -> timedelta:
        """Returns how long ago it was made."""
        return (at or timezone.now()) - self.made_at


def latest_backup() -> LatestBackup | None:
    """Returns the latest backup that was verified after it was written; None if the database knows of none."""
    row = Backup.objects.order_by("-made_at", "-pk").values_list("made_at", "size", "path").first()
    return LatestBackup(row[0], row[1], Path(row[2])) if row else None
