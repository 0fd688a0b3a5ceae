"""Whether a failure means that the database cannot be asked now, and what the log says of such a time.

Each request of an outage would write a traceback of ninety lines: three thousand phones fill a disk with them. So it
is one line at its beginning, one a minute with the number of requests that were refused, and one at its end.
"""

import logging
from threading import Lock
from time import monotonic
from typing import Any

from django.db import InterfaceError, OperationalError

logger = logging.getLogger("rostrum.database")

PAUSE = 60  # seconds between two lines of one outage
RETRY_AFTER = 5  # seconds that a person or program is asked to wait
CALM = 10  # seconds without a refusal after which SQLite is believed to be well: opening it proves little
BUSY_OF_SQLITE = (5, 6)  # SQLITE_BUSY, SQLITE_LOCKED: another connection writes for long
AWAY_OF_SQLITE = (8, 10, 13, 14)  # SQLITE_READONLY, _IOERR, _FULL, _CANTOPEN
# Classes of PostgreSQL's codes: connection, resources (too many connections, full disk), operator (it is stopped),
# system.
AWAY_OF_POSTGRESQL = ("08", "53", "57", "58")
BUSY_OF_POSTGRESQL = ("55P03", "40P01", "40001")  # no lock was had in time, deadlock, serialization


def is_busy(error: BaseException | None) -> bool:
    """Whether other writes are the reason that the database refused: they end by themselves."""
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.__cause__, "pgcode", None)
    return code in BUSY_OF_POSTGRESQL if code else _code_of_sqlite(error) in BUSY_OF_SQLITE


def is_outage(error: BaseException | None) -> bool:
    """Whether an exception says that the database cannot be asked now, and not that the question was wrong."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    if type(error.__cause__).__module__.startswith("psycopg2"):
        code = getattr(error.__cause__, "pgcode", None)
        return code is None or code.startswith(AWAY_OF_POSTGRESQL)  # without a code: no answer came
    return _code_of_sqlite(error) in AWAY_OF_SQLITE


def _code_of_sqlite(error: BaseException) -> int:
    return (getattr(error.__cause__, "sqlite_errorcode", None) or 0) & 0xFF


class Outage:
    """What the log says while the database cannot be asked. It is told by many threads."""

    def __init__(self, clock: Any = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._since: float | None = None
        self._told = self._last = 0.0
        self._requests = 0

    @property
    def seconds(self) -> float | None:
        """For how long the database has not been reached; None while it is."""
        since = self._since
        return None if since is None else self._clock() - since

    def refused(self, error: BaseException) -> None:
        """Note a request that was refused because of it."""
        self.noticed(error, requests=1)

    def noticed(self, error: BaseException, requests: int = 0) -> None:
        """Note that the database could not be asked, whoever asked it."""
        with self._lock:
            self._last = now = self._clock()
            self._requests += requests
            if self._since is None:
                self._since = self._told = now
                logger.error("The database cannot be asked: %s", error)
            elif now - self._told >= PAUSE:
                self._told = now
                words = "The database cannot be asked for %d seconds, %d requests were refused: %s"
                logger.error(words, now - self._since, self._requests, error)

    def over(self, calm: float = 0) -> None:
        """Note that the database answers again, unless a request was refused within the last `calm` seconds."""
        if self._since is None:
            return
        with self._lock:
            now = self._clock()
            if self._since is not None and now - self._last >= calm:
                words = "The database answers again after %d seconds; %d requests were refused."
                logger.warning(words, now - self._since, self._requests)
                self._since, self._requests = None, 0


outage = Outage()


class WithoutOutages(logging.Filter):
    """Drops the lines of single requests that failed because of an outage: it has its own."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not (is_outage(error) or is_busy(error))


def tell_busy(error: BaseException) -> None:
    """Tells of an act that waited for another long write until the database gave up, and was refused."""
    logger.warning("A request was refused, because the database was busy with another write: %s", error)


def note_connection(connection: Any, **kwargs: Any) -> None:
    """Receives Django's signal of a new connection to the database."""
    outage.over(calm=CALM if connection.vendor == "sqlite" else 0)
