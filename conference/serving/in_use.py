"""Who uses an installation: processes that serve it share a lock, and a restore wants it for itself alone.

The lock is on a file of the data folder, so the system releases it with the process, however it ends. On PostgreSQL
other machines may serve the same database: a restore asks the server who else is connected, and holds a lock there
which a process that starts asks for.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import Error, connection

LOCK = "in-use.lock"
UNFINISHED = "restore-unfinished"
NUMBER = 7_267_871  # of the lock on PostgreSQL; it is Rostrum's alone

RESTORING = "A backup is being restored: start Rostrum when that has ended."
HALF_RESTORED = "A restore was interrupted, so the files and the database may not fit each other: run it again."
SERVING = "Rostrum is running on this data folder: stop every process that serves, then restore."
BUSY = "Another program holds this database open: stop it, then restore."


class InUse(Exception):
    """Raised when an installation cannot be served or restored now. The message is one sentence for the operator."""


def use() -> IO[str]:
    """Shares the installation with its like as long as the file that it returns is open; InUse during a restore."""
    lock = _locked(fcntl.LOCK_SH, RESTORING)
    if (Path(settings.DATA_DIR) / UNFINISHED).exists():
        lock.close()
        raise InUse(HALF_RESTORED)
    if connection.vendor == "postgresql" and not _postgresql_is_free():
        lock.close()
        raise InUse(RESTORING)
    return lock


@contextmanager
def alone() -> Iterator[None]:
    """Has the data folder for itself; InUse where a process serves it."""
    with _locked(fcntl.LOCK_EX, SERVING):
        yield


def refuse_others_on_postgresql() -> None:
    """Has the database for itself until the transaction ends; InUse where anybody else is connected."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [NUMBER])
        (is_free,) = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL"
        )
        (others,) = cursor.fetchone()
    if others or not is_free:
        raise InUse(BUSY)


def _locked(kind: int, sentence: str) -> IO[str]:
    lock = (Path(settings.DATA_DIR) / LOCK).open("a", encoding="ascii")
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise InUse(sentence) from None
    return lock


def _postgresql_is_free() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock_shared(%s)", [NUMBER])
            (is_free,) = cursor.fetchone()
    except Error:  # while the database is away nobody restores it
        return True
    finally:
        connection.close()  # which releases it
    return bool(is_free)
