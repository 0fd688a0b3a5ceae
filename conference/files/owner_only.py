"""The data folder and the database file are for their owner alone."""

import os
import stat
from pathlib import Path

ANYBODY = 0o007
FOLDER, FILE = 0o700, 0o600


def keep_from_others(folder: Path | str, database: Path | str | None = None) -> None:
    """Close the data folder, and the database file if there is one, to all other accounts of the machine.

    What everybody could read, as the usual umask leaves it, becomes its owner's alone. Rights that were given to a
    group alone stay, because somebody chose them.
    """
    _close(Path(folder), FOLDER)
    if database is None:
        return
    os.close(os.open(database, os.O_RDWR | os.O_CREAT, FILE))  # SQLite itself would make it readable to all
    for name in (f"{database}", f"{database}-wal", f"{database}-shm"):
        if os.path.exists(name):
            _close(Path(name), FILE)


def _close(path: Path, mode: int) -> None:
    found = path.stat()
    is_shared_by_all = found.st_mode & stat.S_ISVTX  # such as /tmp, which must stay open
    if found.st_uid == os.geteuid() and found.st_mode & ANYBODY and not is_shared_by_all:
        path.chmod(mode)
