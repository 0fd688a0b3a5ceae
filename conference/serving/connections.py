"""How many connections a process holds: as many as it may open files, and not too many idle ones from one address.

Event streams of everybody take a part of them (`most_streams`), so that there is always one for a request, and for the
stream of a console.
"""

import logging
import resource
from collections import defaultdict
from ipaddress import ip_address, ip_network
from time import monotonic

logger = logging.getLogger(__name__)

RESERVE = 200  # open files that are no connections: the database, templates, uploads
FOR_REQUESTS = 500  # connections that the streams of everybody leave, or the half of them where there are few
MOST = 1_000_000
IDLE_OF_ADDRESS = 1000  # a room behind one address, with more than one connection for each phone
IDLE_BEFORE_CLOSED = 5  # seconds that a connection has been idle before it makes room for a new one
PAUSE = 60  # seconds between two lines in the log


def raise_open_files_limit():
    """Raise the limit of open files to what the system allows at most, and return it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST if hard == resource.RLIM_INFINITY else min(hard, MOST)
    if soft == resource.RLIM_INFINITY or soft >= most:
        return MOST if soft == resource.RLIM_INFINITY else soft
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    except (OSError, ValueError):  # macOS allows less than it says
        return soft
    return most


def most_connections():
    """Returns how many connections this process may hold."""
    limit = raise_open_files_limit()
    return limit - min(RESERVE, limit // 4)


def most_streams():
    """Returns how many of them may be event streams of the public and of delegations."""
    most = most_connections()
    return most - min(FOR_REQUESTS, most // 2)


class Connections:
    """The connections of a process. An idle one waits for a request, or for the rest of its head.

    Of too many idle ones of an address the oldest is closed, which browsers do not mind. Proxies may hold any number.
    """

    def __init__(self, most, proxies="", clock=monotonic):
        self.most = most
        self._proxies = [ip_network(proxy.strip()) for proxy in proxies.split(",") if proxy.strip()]
        self._clock = clock
        self._open = set()
        self._idle = defaultdict(dict)
        self._since = {}  # idle ones of all addresses, the oldest first
        self._refused = 0
        self._told_at = None

    def __len__(self):
        return len(self._open)

    def open(self, connection, address):
        """Whether a new connection may stay; it is idle at first. An older idle one makes room for it."""
        if len(self._open) >= self.most and not self._close_oldest_idle():
            self._tell_of_refusal()
            return False
        self._open.add(connection)
        self.rest(connection, address)
        return True

    def rest(self, connection, address):
        """Note that a connection is idle."""
        if connection not in self._open or self.is_proxy(address):
            return
        self._since[connection] = address, self._clock()
        idle = self._idle[address]
        idle[connection] = None
        if len(idle) > IDLE_OF_ADDRESS:
            oldest = next(iter(idle))
            del idle[oldest]
            oldest.transport.close()

    def work(self, connection, address):
        """Note that a request came on a connection."""
        self._since.pop(connection, None)
        if idle := self._idle.get(address):
            idle.pop(connection, None)
            if not idle:
                del self._idle[address]

    def close(self, connection, address):
        self._open.discard(connection)
        self.work(connection, address)

    def _close_oldest_idle(self):
        oldest, (address, since) = next(iter(self._since.items()), (None, ("", 0)))
        if oldest is None or self._clock() - since < IDLE_BEFORE_CLOSED:
            return False
        self.close(oldest, address)
        oldest.transport.close()
        return True

    def is_proxy(self, address):
        """Whether a connection from an address is one of a trusted proxy."""
        return bool(self._proxies) and bool(address) and any(ip_address(address) in proxy for proxy in self._proxies)

    def _tell_of_refusal(self):
        self._refused += 1
        now = self._clock()
        if self._told_at is None or now - self._told_at >= PAUSE:
            logger.warning(
                "%d connections were refused: this process holds %d, as many as it may open files (ulimit -n).",
                self._refused,
                len(self._open),
            )
            self._refused, self._told_at = 0, now
