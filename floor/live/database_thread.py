"""A thread in which the event loop asks the database, because it must not wait itself."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from django.db import close_old_connections, connections


class DatabaseThread:
    """A thread that queries the database on behalf of the event loop, over a connection of its own."""

    def __init__(self, name):
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)

    async def run(self, function, *args):
        return await asyncio.get_running_loop().run_in_executor(self._executor, _with_fresh_connection, function, *args)

    async def close(self):
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await asyncio.get_running_loop().run_in_executor(self._executor, connections.close_all)
        self._executor.shutdown(wait=False, cancel_futures=True)


def _with_fresh_connection(function, *args):
    close_old_connections()
    try:
        return function(*args)
    finally:
        close_old_connections()
