"""Who sends a request, as the database knows the cookie: staff, a delegation, or anybody.

It decides in which threads the request is answered (`lanes.py`) and how much it may bring (`request_body.py`), never
what the person may do, which Django alone decides.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from time import monotonic

from django.conf import settings
from django.db import Error, close_old_connections
from django.utils.module_loading import import_string

KEPT = 60  # seconds
MOST = 10_000


class Visitor(Enum):
    ANYBODY = "anybody"
    DELEGATION = "delegation"
    STAFF = "staff"


class Visitors:
    """Asks `settings.VISITORS` in a thread of its own, and remembers for a minute those whom it knows."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._visitor_of = import_string(settings.VISITORS)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="visitors")
        self._clock = clock
        self._known: OrderedDict[bytes, tuple[Visitor, float]] = OrderedDict()

    async def of(self, cookies: bytes) -> Visitor:
        """The sender of a request with such cookies, its header in bytes; anybody while the database is away."""
        if not cookies:
            return Visitor.ANYBODY
        visitor, until = self._known.get(cookies, (Visitor.ANYBODY, 0.0))
        if self._clock() < until:
            return visitor
        loop = asyncio.get_running_loop()
        visitor = Visitor(await loop.run_in_executor(self._thread, self._ask, cookies))
        if visitor is not Visitor.ANYBODY:
            self._known[cookies] = visitor, self._clock() + KEPT
            self._known.move_to_end(cookies)
            if len(self._known) > MOST:
                self._known.popitem(last=False)
        return visitor

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _ask(self, cookies: bytes) -> str:
        try:
            close_old_connections()
            return self._visitor_of(cookies)
        except Error:
            return Visitor.ANYBODY.value
        finally:
            close_old_connections()
