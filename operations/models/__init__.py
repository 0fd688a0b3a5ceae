"""What an installation keeps of its own running."""

from operations.models.backup import Backup
from operations.models.retention import RetentionPeriod

__all__ = ["Backup", "RetentionPeriod"]
