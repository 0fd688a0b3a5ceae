"""What an installation keeps of its own running."""

from operations.models.backup import Backup
from operations.models.retention import RetentionPeriod
from operations.models.serving_process import ServingProcess

__all__ = ["Backup", "RetentionPeriod", "ServingProcess"]
