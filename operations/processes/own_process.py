"""What a process of `manage.py serve` tells of itself: a row every few seconds, and measures for Prometheus."""

import asyncio
import logging
import os
import socket
from contextlib import suppress
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import Error
from django.utils import timezone
from prometheus_client import start_http_server

from conference.measures import REGISTRY
from conference.version import version
from floor.live.database_thread import DatabaseThread
from operations.models import ServingProcess
from operations.processes.collector import Collected
from operations.processes.facts import facts_of

logger = logging.getLogger("rostrum.process")

INTERVAL = 15  # seconds between two signs of life


class OwnProcess:
    """The row and the measures of the process whose application it is given."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._key = uuid4()
        self._started_at = timezone.now()
        self._thread = DatabaseThread("own-process")
        self._collected = Collected(application)
        self._port: Any = None
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Begins; called once the process is about to serve."""
        REGISTRY.register(self._collected)
        if settings.METRICS:
            host, _colon, port = settings.METRICS.rpartition(":")
            try:
                self._port, _thread = start_http_server(int(port), host.strip("[]"), REGISTRY)
            except OSError as error:
                logger.error("The measures cannot be served at %s: %s", settings.METRICS, error)
        self._task = asyncio.create_task(self._tell())

    async def close(self) -> None:
        REGISTRY.unregister(self._collected)
        if self._port:
            self._port.shutdown()
            self._port.server_close()
        if self._task:
            self._task.cancel()
            with suppress(Error, TimeoutError):
                async with asyncio.timeout(1):
                    await self._thread.run(self._write, facts_of(self._application), True)
        await self._thread.close()

    async def _tell(self) -> None:
        while True:
            with suppress(Error):  # the outage is told elsewhere; the next sign of life may come through
                await self._thread.run(self._write, facts_of(self._application))
            await asyncio.sleep(INTERVAL)

    def _write(self, facts: dict[str, Any], is_last: bool = False) -> None:
        """Writes the row; two short statements, each by itself."""
        at = timezone.now()
        told = {"seen_at": at, "facts": facts, "stopped_at": at if is_last else None}
        if not ServingProcess.objects.filter(key=self._key).update(**told):
            about = {"host": socket.gethostname()[:255], "number": os.getpid(), "version": version()}
            ServingProcess.objects.create(key=self._key, started_at=self._started_at, **about, **told)
            ServingProcess.objects.past(at).delete()
