"""The worker: it does what is in the queue, one task after the other, and stops without losing any.

It asks whether there is something every two seconds by one reading query, and at once when its own process puts a task
into the queue. It keeps no lock while it works.
"""

import logging
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks.signals import task_enqueued
from django_tasks_db.management.commands.db_worker import Worker as LibraryWorker
from django_tasks_db.models import DBTaskResult

from conference.background_work.jobs import STOPPING
from conference.background_work.queue import Alive, claim, is_empty, recover
from conference.background_work.schedule import enqueue_due

logger = logging.getLogger(__name__)

INTERVAL = 2.0  # seconds between two looks at an empty queue
LOOK = timedelta(seconds=30)  # between two looks at the schedule, and for tasks whose worker died
GRACE = 2  # seconds for the task that is being done, when the server stops


class Worker(LibraryWorker):
    """The library's way of doing a task, in a loop that can be woken and stopped; `batch` ends at an empty queue."""

    def __init__(self, *, interval: float = INTERVAL, batch: bool = False) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self._stopping, self._wake, self._away, self._look_at = Event(), Event(), False, timezone.now()

    def stop(self, *_signal: Any) -> None:
        """Have it stop after the task, or within it where that can be interrupted."""
        self._stopping.set()
        self._wake.set()

    def run(self) -> None:
        task_enqueued.connect(self._wake_up)
        token = STOPPING.set(self._stopping)
        try:
            while not self._stopping.is_set():
                if self._turn_or_wait():
                    continue
                if self.batch:
                    return
                self._wake.wait(self.interval)
                self._wake.clear()
        finally:
            STOPPING.reset(token)
            task_enqueued.disconnect(self._wake_up)
            _close_old_connections()

    def _wake_up(self, **_kwargs: Any) -> None:
        transaction.on_commit(self._wake.set)

    def _turn_or_wait(self) -> bool:
        """Do a task; False where there is none. While the database is away, it says so once."""
        _close_old_connections()
        try:
            worked = self.turn(timezone.now())
        except DatabaseError as error:
            if not self._away:
                logger.error("Background work waits for the database: %s", error)
            self._away = True
            return False
        self._away = False
        return worked

    def turn(self, at: datetime) -> bool:
        """Do the next task; False where there is none."""
        if at >= self._look_at:
            self._look_at = at + LOOK
            recover(at)
            enqueue_due(at)
        if is_empty():
            return False
        row = claim(self.worker_id)
        if row is None:
            return False
        with Alive(row.pk):
            self.run_task(row)
        if row.status == TaskResultStatus.FAILED:
            # The library has logged it. An error's text may hold a row of a person, which belongs into no other table.
            DBTaskResult.objects.filter(pk=row.pk).update(traceback="")
        return True


def _close_old_connections() -> None:
    """Close a connection that has become old or unusable, as each request does; one within a transaction is neither."""
    if not connection.in_atomic_block:
        close_old_connections()


class WorkerThread:
    """A worker inside the process that serves."""

    def __init__(self) -> None:
        self._worker = Worker()
        self._thread = Thread(target=self._run, name="background work", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _run(self) -> None:
        try:
            self._worker.run()
        finally:
            connection.close()

    def stop(self) -> None:
        """Stop it; a task that cannot be interrupted within `GRACE` is done again by the next worker."""
        self._worker.stop()
        self._thread.join(GRACE)
