"""The queue of the library beside what it does not do itself: tasks whose worker has died, and old rows."""

from datetime import datetime, timedelta
from threading import Event, Thread
from types import TracebackType
from uuid import UUID

from django.db import Error, connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from conference.background_work import jobs
from conference.models.job import SignOfLife

SIGN = 20  # seconds between two signs of life of a worker that does something
DEAD = timedelta(minutes=3)  # without a sign; longer than the longest transaction that holds SQLite, of an import
MOST_TRIES = 3  # of a task whose worker dies each time, which may be why
NEVER = 9999  # the year in which the library has a task run that is ready at once
KEPT = timedelta(days=1)  # a task that is over; what people see of it is in its own table


class WorkerDied(Exception):
    """What the library notes of a task whose workers died."""


class Alive:
    """Gives signs of life while a task is done: `with Alive(task.pk): ...`, from a thread with its own connection."""

    def __init__(self, task_id: UUID) -> None:
        self._task, self._over, self._wrote = task_id, Event(), False
        self._thread = Thread(target=self._run, name="sign of life", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._over.set()
        if self._wrote:
            SignOfLife.objects.filter(task=self._task).delete()

    def _run(self) -> None:
        """The first sign is due after a while, so that a short task writes none."""
        try:
            while not self._over.wait(SIGN):
                try:
                    self._wrote = True
                    SignOfLife.objects.update_or_create(task=self._task, defaults={"at": timezone.now()})
                except Error:
                    connection.close()  # it is away, or held by a long transaction; the next sign may be written
        finally:
            connection.close()


@transaction.atomic
def claim(worker_id: str) -> DBTaskResult | None:
    """Take the next task from the queue."""
    found: DBTaskResult | None = DBTaskResult.objects.ready().get_locked()
    if found:
        found.claim(worker_id)
    return found


def is_empty() -> bool:
    """Whether nothing is ready; it takes no lock, so that an idle worker holds nobody up."""
    return not DBTaskResult.objects.ready().exists()


def recover(at: datetime) -> int:
    """Put tasks whose worker died back into the queue, and give up those that were tried too often; how many."""
    alive = SignOfLife.objects.filter(at__gt=at - DEAD).values("task")
    lost = DBTaskResult.objects.running().filter(started_at__lt=at - DEAD).exclude(pk__in=alive)
    return sum(_recover(pk, started_at) for pk, started_at in lost.values_list("pk", "started_at"))


@transaction.atomic
def _recover(pk: UUID, started_at: datetime | None) -> bool:
    same = DBTaskResult.objects.running().filter(pk=pk, started_at=started_at)
    row = same.select_for_update(skip_locked=True).first()
    if row is None:
        return False  # another worker was faster
    SignOfLife.objects.filter(task=pk).delete()
    if len(row.worker_ids) < MOST_TRIES:
        row.status = TaskResultStatus.READY
        row.save(update_fields=["status"])
    else:
        row.set_failed(WorkerDied())
        jobs.lose(pk)
    return True


@task()
def forget() -> None:
    """Delete what was over long ago."""
    at = timezone.now()
    jobs.forget(at)
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT).delete()
    SignOfLife.objects.filter(at__lt=at - timedelta(days=1)).delete()


def waiting_since() -> datetime | None:
    """Return since when the task is due that waits longest; None where none waits. It tells whether a worker runs."""
    times = DBTaskResult.objects.ready().values_list("enqueued_at", "run_after")
    return min((asked if due.year == NEVER else due for asked, due in times), default=None)
