"""The requests that wait for a client's network rather than for Django, so that a stop need not wait for them."""

import asyncio
from contextlib import contextmanager


class SlowClients:
    """Code that may wait long for the network runs in `with clients.waiting(): ...`: uploads and event streams.

    A stop cancels the task inside, which should then end its response within a fraction of a second.
    """

    def __init__(self):
        self._waits = set()

    @contextmanager
    def waiting(self):
        task = asyncio.current_task()
        self._waits.add(task)
        try:
            yield
        finally:
            self._waits.discard(task)

    def cancel(self):
        for task in self._waits:
            task.cancel()
