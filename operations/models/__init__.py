"""What an installation keeps of its own running."""

from operations.models.backup import Backup

__all__ = ["Backup"]
