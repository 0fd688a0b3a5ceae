"""Work that is due by the clock alone. SCHEDULED_WORK names it: {name: the path of a `Scheduled`}.

Several workers look at the same table; the one that moves the due time on puts the task into the queue. What came due
while no worker ran is done once, when one starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from conference.models.job import ScheduledWork


@dataclass(frozen=True)
class Scheduled:
    """A task of the library without arguments, and when it is due next after a moment.

    It is put off, without a word written, while nobody wants it done.
    """

    task: Any
    next: Callable[[datetime], datetime]
    is_wanted: Callable[[], bool] = lambda: True


def every(pause: timedelta) -> Callable[[datetime], datetime]:
    return lambda at: at + pause


def daily(hour: time) -> Callable[[datetime], datetime]:
    """Each day at an hour of UTC."""

    def following(at: datetime) -> datetime:
        today = datetime.combine(at.astimezone(UTC).date(), hour, UTC)
        return today if today > at else today + timedelta(days=1)

    return following


def enqueue_due(at: datetime) -> list[str]:
    """Put the tasks that are due into the queue; returns their names. It writes nothing where none is."""
    due = dict(ScheduledWork.objects.values_list("name", "due_at"))
    begun = []
    for name, path in settings.SCHEDULED_WORK.items():
        scheduled: Scheduled = import_string(path)
        if name not in due:
            ScheduledWork.objects.get_or_create(name=name, defaults={"due_at": scheduled.next(at)})
        elif due[name] <= at and scheduled.is_wanted() and _enqueue(name, due[name], scheduled, at):
            begun.append(name)
    return begun


@transaction.atomic
def _enqueue(name: str, due_at: datetime, scheduled: Scheduled, at: datetime) -> bool:
    row = ScheduledWork.objects.filter(name=name, due_at=due_at)
    if not row.update(due_at=scheduled.next(at)):
        return False  # another worker was faster
    scheduled.task.enqueue()
    return True
