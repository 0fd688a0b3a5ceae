"""A file of lines that only its owner reads, and that may be moved away at any time (logrotate)."""

import os
from logging.handlers import WatchedFileHandler
from typing import Any


class OwnFile(WatchedFileHandler):
    """Opens its file anew when it was moved, and always for its owner alone."""

    def _open(self) -> Any:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8")
