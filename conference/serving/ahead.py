"""Pages made ahead: after a release, and when the process has started, before a reader asks for them.

They are made as for a reader, by the application itself, and kept for the same cache version: nothing is shown earlier
or later by it. One page at a time, with a rest as long as the work, so that it takes half a core at most; a release
that comes before the end begins anew.
"""

import asyncio
import logging
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

EVERY = 1  # seconds between two looks at the cache version while nobody asks
MOST = 24  # pages: those that were read last

Address = tuple[str, bytes, str]


class Ahead:
    """Makes the pages of an application ahead, from `open` to `close`."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._read_first = import_string(settings.READ_FIRST or "builtins.list")
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        if settings.READ_FIRST:
            self._task = asyncio.create_task(self._follow())

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _follow(self) -> None:
        known = None
        while True:
            try:
                version = await self._application.cache_version.current()
                if version is not None and version != known:
                    known = version
                    await self._make_all(version)
            except Exception:  # the next release may go well; readers make what they ask for in any case
                logger.exception("Pages could not be made ahead")
            await asyncio.sleep(EVERY)

    async def _make_all(self, version: Any) -> None:
        """Makes what was read of the version before, and what is read first; stops where the version has changed."""
        addresses = self._application.pages.last_read(MOST)
        addresses += await asyncio.to_thread(self._first)
        for address in dict.fromkeys(addresses):
            if await self._application.cache_version.current() != version:
                return
            if not self._application.pages.is_current((*address, b""), version):
                began = perf_counter()
                # In a task of its own, which is what a request is to the log.
                await asyncio.create_task(self._application.make_ahead(_scope_of(address)))
                await asyncio.sleep(perf_counter() - began)

    def _first(self) -> list[Address]:
        """Returns what is read first in an installation; the host is that of ROSTRUM_URL."""
        public = urlsplit(settings.PUBLIC_URL)
        try:
            return [(public.scheme, public.netloc.encode(), path) for path in self._read_first()]
        finally:
            connections.close_all()


def _scope_of(address: Address) -> dict[str, Any]:
    """Returns the request of a reader without cookies, as ASGI has it."""
    scheme, host, path = address
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": scheme,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", host)],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }
