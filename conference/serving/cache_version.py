"""The cache version: the fingerprint of all releases, checked at each request in microseconds.

It changes when any process releases or withdraws something.
"""

import asyncio
import logging
import select
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, Error, close_old_connections, connections

from conference import house
from conference.database_triggers import CHANNEL
from conference.models.release import Release

logger = logging.getLogger(__name__)

LONGEST_OUTAGE = timedelta(minutes=10)  # in which pages are served as they were
SOONEST, LATEST = 0.5, 15  # seconds before a lost connection is tried again


class LastKnown(NamedTuple):
    """The version that was public when the database was last asked, and since when it has not been."""

    version: tuple[int, ...]
    since: datetime

    def age(self) -> int:
        """Returns for how many seconds nothing newer has been known."""
        return round((datetime.now(UTC) - self.since).total_seconds())


class SQLiteWatch:
    """Tells whether another connection has committed, in this process or another (`PRAGMA data_version` of SQLite)."""

    def __init__(self, connection):
        connection.ensure_connection()
        self._raw = connection.connection
        self._raw.execute("PRAGMA busy_timeout = 0")  # it is asked in the event loop, which must not wait

    def mark(self):
        return self._raw.execute("PRAGMA data_version").fetchone()[0]


class PostgreSQLWatch:
    """Tells whether PostgreSQL has sent a notice (NOTIFY, `database_triggers.py`) on its socket.

    A notice takes about a millisecond. The process that wrote does not rely on it (`CacheVersion.invalidate`).
    """

    def __init__(self, connection):
        # A server that disappears without closing the connection is noticed within half a minute.
        alive = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
        options = connection.settings_dict["OPTIONS"] | alive
        connection.settings_dict = connection.settings_dict | {"OPTIONS": options}
        connection.ensure_connection()
        connection.set_autocommit(True)
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        self._raw = connection.connection
        self._socket = select.poll()
        self._socket.register(self._raw.fileno(), select.POLLIN)
        self._heard = 0

    def mark(self):
        while self._socket.poll(0):  # in a loop: after the last notice there may be the end of the connection
            self._raw.poll()
        self._heard += len(self._raw.notifies)
        self._raw.notifies.clear()
        return self._heard


WATCHES = {"sqlite": SQLiteWatch, "postgresql": PostgreSQLWatch}


class CacheVersion:
    """Watches the database; `await current()` returns the version, or None while the database cannot be reached."""

    def __init__(self):
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="cache-version")
        self._connection = self._watch = self._reopening = self._reading = None
        self._mark = self._version = None
        self._invalidations = 0
        self._lost_at = None

    async def open(self):
        self._reopening = asyncio.create_task(self._reopen(wait=0))
        await asyncio.wait([self._reopening], timeout=2)

    async def close(self):
        if self._reopening:
            self._reopening.cancel()
        self._watch = None
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await self._in_thread(self._disconnect)
        self._thread.shutdown(wait=False)

    async def current(self):
        if not self._watch:
            return None
        try:
            if self._look() == self._mark:
                return self._version
        except Error as error:
            self._lose(error)
            return None
        return await self._read_from_now()

    def last_known(self):
        """Return what is known while the database is away, for ten minutes at most; None else.

        A release that is withdrawn needs the database, so that none of it can be missed but where others reach it.
        """
        if self._watch or self._version is None or self._lost_at is None:
            return None
        if datetime.now(UTC) - self._lost_at > LONGEST_OUTAGE:
            return None
        return LastKnown(self._version, self._lost_at)

    def invalidate(self):
        """Have the version read again, because this process has written; a notice may still be on its way."""
        self._invalidations += 1

    def _look(self):
        with self._connection.wrap_database_errors:
            return self._watch.mark(), self._invalidations

    async def _read_from_now(self):
        """Return the version as read from now on: a reading that began earlier may be too old to answer with."""
        if self._reading:
            await asyncio.shield(self._reading)
        if not self._watch:
            return None
        if not self._reading:
            self._reading = asyncio.create_task(self._read())
        await asyncio.shield(self._reading)
        return self._version if self._watch else None

    async def _read(self):
        try:
            mark = self._look() if self._watch else None
            self._version = await self._in_thread(_fingerprint)
            self._mark = mark
        except Error as error:
            self._lose(error)
        finally:
            self._reading = None

    def _lose(self, error):
        """Give up the lost connection and open another; until then Django answers every request."""
        if self._watch:
            logger.warning("What is public cannot be watched, pages are served as they were: %s", error)
            self._lost_at = datetime.now(UTC)
        self._watch = self._mark = None
        if not self._reopening:
            self._reopening = asyncio.create_task(self._reopen(wait=SOONEST))

    async def _reopen(self, wait):
        while not self._watch:
            await asyncio.sleep(wait)
            wait = min(max(2 * wait, SOONEST), LATEST)
            with suppress(Error):
                watch = await self._in_thread(self._connect)
                self._watch, self._mark = watch, None  # a new watch counts from the beginning
        self._reopening = None

    def _connect(self):
        self._disconnect()
        _fingerprint()
        self._connection = connections.create_connection(DEFAULT_DB_ALIAS)
        return WATCHES[self._connection.vendor](self._connection)

    def _disconnect(self):
        connections.close_all()
        if self._connection:
            self._connection.close()

    def _in_thread(self, function):
        return asyncio.get_running_loop().run_in_executor(self._thread, function)


def _fingerprint():
    close_old_connections()
    return *Release.objects.fingerprint(), house.fingerprint()
