"""The life of a job: started at a page, done by a worker, put back or tried again, forgotten.

Each step is a short transaction: on SQLite nobody else could write during a long one.
"""

import json
import logging
from contextvars import ContextVar
from datetime import datetime, timedelta
from threading import Event
from time import monotonic
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from conference.background_work.kind import Done, Later, Stopped, Work, work_of
from conference.locking import lock
from conference.models import Conference, User
from conference.models.job import KEPT, Job
from conference.refusals import Refusal
from conference.rights import work_on

logger = logging.getLogger(__name__)

BETWEEN = 1  # seconds between two writings of the progress
STOPPING: ContextVar[Event | None] = ContextVar("STOPPING", default=None)  # of the worker that does the job


@transaction.atomic
def start(kind: Job.Kind, conference: Conference, *, by: User, at: datetime, **arguments: Any) -> Job:
    """Put a job into the queue; what its owner reads of it is in the language of the page.

    The same job that is still to be done is not done twice: pressing twice gives the first.
    """
    lock(conference)
    arguments = json.loads(json.dumps(arguments))  # as they are read from the database
    for job in conference.jobs.open().filter(kind=kind, by=by):
        if job.arguments == arguments:
            return job
    job = Job.objects.create(
        kind=kind,
        conference=conference,
        arguments=arguments,
        language=translation.get_language(),
        by=by,
        asked_at=at,
    )
    _enqueue(job)
    return job


@transaction.atomic
def try_again(job: Job, *, at: datetime) -> None:
    """Put a job that failed into the queue again."""
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if not job.failure:
        raise Refusal(_("It has not failed."))
    job.failure = job.reason = ""
    job.finished_at, job.started_at, job.asked_at, job.stop_asked_at = None, None, at, None
    job.tries = job.done = job.total = 0
    _enqueue(
        job, "failure", "reason", "finished_at", "started_at", "asked_at", "stop_asked_at", "tries", "done", "total"
    )


@transaction.atomic
def ask_to_stop(job: Job, *, facts: dict[str, Any], at: datetime) -> None:
    """Have a job stop: one that is being done as soon as its kind looks, any other at once, with these facts."""
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if not job.is_open:
        return
    job.stop_asked_at = at
    if job.started_at is None or job.due_at:
        job.outcome, job.finished_at, job.due_at, job.reason = facts, at, None, ""
    job.save(update_fields=["stop_asked_at", "outcome", "finished_at", "due_at", "reason"])


def is_asked_to_stop(job: Job) -> bool:
    return Job.objects.filter(pk=job.pk, stop_asked_at__isnull=False).exists()


def _enqueue(job: Job, *changed: str) -> None:
    job.task = UUID(do_job.using(run_after=job.due_at).enqueue(job.pk).id)
    job.save(update_fields=["task", *changed])


@task()
def do_job(pk: int) -> None:
    """Do a job as its owner. What goes wrong is written on the job, in a sentence; what nobody expected, in the log."""
    job = _begin(pk, at=timezone.now())
    if job is None:
        return
    with translation.override(job.language):
        try:
            done = _work_for(job).run(job, Progress(job))
            _finish(job, done)
        except Stopped:
            _put_back(job)
        except Later as later:
            _put_off(job, later)
        except Refusal as refusal:
            fail(job, Job.Failure.REFUSED, str(refusal))
        except Exception:
            logger.exception("Background work %s (%s) failed.", job.pk, job.kind)
            fail(job, Job.Failure.FAULT)


@transaction.atomic
def _begin(pk: int, *, at: datetime) -> Job | None:
    """Return a job that begins; None if it is over, or its conference was deleted."""
    job = Job.objects.select_for_update(of=("self",)).select_related("conference", "by").filter(pk=pk).first()
    if job is None or not job.is_open:
        return None
    job.started_at, job.due_at, job.tries = at, None, job.tries + 1
    job.save(update_fields=["started_at", "due_at", "tries"])
    return job


def _work_for(job: Job) -> Work:
    """Return the kind of a job; Refusal if its owner may no longer start it."""
    work = work_of(job)
    work_on(job.by, job.conference.slug)
    if not job.by.is_active or not job.by.has_perm(work.permission):
        raise Refusal(_("You may no longer do this."))
    return work


class Progress:
    """Says how far a job has come, at most once a second; Stopped if the worker is asked to stop."""

    def __init__(self, job: Job) -> None:
        self._job, self._next = job, 0.0

    def __call__(self, done: int, total: int) -> None:
        stopping = STOPPING.get()
        if stopping and stopping.is_set():
            raise Stopped
        if monotonic() >= self._next:
            Job.objects.filter(pk=self._job.pk).update(done=done, total=total)
            self._next = monotonic() + BETWEEN


def _finish(job: Job, done: Done) -> None:
    job.outcome, job.file_name, job.reason = done.facts, done.file_name, ""
    job.finished_at = timezone.now()
    if done.file:
        with done.file.open("rb") as file:
            job.file.save(done.file_name, File(file), save=False)
        done.file.unlink()
    job.save(update_fields=["outcome", "file", "file_name", "reason", "finished_at"])


def fail(job: Job, failure: Job.Failure, reason: str = "") -> None:
    """Say that a job has failed."""
    job.failure, job.reason, job.finished_at = failure, reason, timezone.now()
    job.save(update_fields=["failure", "reason", "finished_at"])


@transaction.atomic
def _put_back(job: Job) -> None:
    """Put an interrupted job back into the queue, as one that has not begun."""
    job.started_at, job.tries = None, job.tries - 1
    _enqueue(job, "started_at", "tries")


@transaction.atomic
def _put_off(job: Job, later: Later) -> None:
    """Try a job again after a pause."""
    job.due_at, job.reason = timezone.now() + later.pause, later.reason
    _enqueue(job, "due_at", "reason")


def lose(task_id: UUID) -> None:
    """Say of the job of a task that its worker died, too often to try once more."""
    if job := Job.objects.open().filter(task=task_id).first():
        fail(job, Job.Failure.LOST)


def forget(at: datetime) -> int:
    """Delete the jobs that were over long ago, with their files; returns how many."""
    old = list(Job.objects.filter(finished_at__lt=at - KEPT))
    for job in old:
        if job.file:
            job.file.delete(save=False)
        job.delete()
    return len(old)


def expires_at(job: Job) -> datetime | None:
    """Return when a job that is over is forgotten."""
    return job.finished_at + KEPT if job.finished_at else None


WAITS_LONG = timedelta(minutes=1)


def waits_long(job: Job, at: datetime) -> bool:
    """Whether no worker has taken a job up for so long that there seems to be none."""
    return job.is_open and job.started_at is None and at - job.asked_at > WAITS_LONG
