"""What a kind of background work is: how it is done, what its result says, and what interrupts it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from django.conf import settings
from django.utils.module_loading import import_string

from conference.models.job import Job


class Stopped(Exception):
    """Raised in a job when its worker is asked to stop; the job goes back into the queue."""


class Later(Exception):
    """Raised by a job that is to be tried again, after a failure that passes. The message says what failed."""

    def __init__(self, reason: str, pause: timedelta) -> None:
        super().__init__(reason)
        self.reason, self.pause = reason, pause


@dataclass
class Done:
    """The result of a job: facts for `told`, and a file of its own that its owner is given and that is then removed."""

    facts: dict[str, Any] = field(default_factory=dict)
    file: Path | None = None
    file_name: str = ""


Progress = Callable[[int, int], None]


class Work(Protocol):
    """A kind of job. Its `run` may be called again after an interruption: what it does twice must do no harm."""

    permission: str

    def run(self, job: Job, progress: Progress) -> Done:
        """Does the work; Refusal says why it is not done. It calls `progress(done, total)` often."""

    def told(self, job: Job) -> list[str]:
        """Returns the sentences of the result in the language of the page."""

    def address(self, job: Job) -> str:
        """Returns the address of the page where it is started."""


@runtime_checkable
class TellsProgress(Protocol):
    """A kind whose work is one transaction: how far it has come is kept elsewhere, for nobody sees into it."""

    def reached(self, job: Job) -> tuple[int, int] | None:
        """Returns (done, total) of a job that is being done; None where it is not known."""


def work_of(job: Job) -> Work:
    """Returns the kind of a job."""
    found: Work = import_string(settings.BACKGROUND_WORK[job.kind])()
    return found
