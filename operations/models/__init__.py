"""What an installation keeps of its own running."""

from operations.models.backup import Backup
from operations.models.retention import RetentionPeriod
from operations.models.serving_process import ServingProcess
from operations.models.wording import WordingReading, WordingRemark

__all__ = ["Backup", "RetentionPeriod", "ServingProcess", "WordingReading", "WordingRemark"]
