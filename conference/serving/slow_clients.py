"""The requests that wait for their client rather than for Django, so that a stop need not wait for them."""

import asyncio
from contextlib import contextmanager


class Clients:
    """Whoever may wait for long on the network joins: `with clients.waited_for(): ...`.

    A stop cancels what is inside; it should end its answer then, within a fraction of a second. Uploads join; so should
    event streams.
    """

    def __init__(self):
        self._waits = set()

    @contextmanager
    def waited_for(self):
        task = asyncio.current_task()
        self._waits.add(task)
        try:
            yield
        finally:
            self._waits.discard(task)

    def wait_no_longer(self):
        for task in self._waits:
            task.cancel()
