"""Letters in the background: the outbox is sent by a worker, and notices of change are prepared by the clock."""

from datetime import datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from conference.background_work.jobs import ask_to_stop, is_asked_to_stop
from conference.background_work.kind import Done, Later, Progress
from conference.background_work.schedule import Scheduled, daily, every
from conference.models import Conference, Job
from conference.refusals import Refusal
from programme.letters.change_notices import prepare_notices
from programme.letters.reminders import send_reminders
from programme.letters.sending import send_letters
from programme.models.correspondence import LetterSettings
from programme.models.letter import Letter

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]  # after failures that pass


class _Halted(Exception):
    """Raised between two letters when somebody has asked to stop."""


class SendLetters:
    """Sends the letters that were in the outbox when somebody pressed the button, each as that person saw it.

    A mail server that is away, or that says "later", is tried again after a while. What was sent is not sent twice.
    Whoever may send letters can stop it: the letter that is being sent goes out, the others stay in the outbox.
    """

    permission = "programme.send_letters"

    def run(self, job: Job, progress: Progress) -> Done:
        chosen = {int(pk): token for pk, token in job.arguments["letters"].items()}

        def next_letter(done: int, total: int) -> None:
            progress(done, total)
            if is_asked_to_stop(job):
                raise _Halted

        try:
            result = send_letters(chosen, by=job.by, at=timezone.now(), progress=next_letter)
        except _Halted:
            return Done(facts_of(job, stopped=True))
        if result.later and job.tries <= len(PAUSES):
            raise Later(result.later, PAUSES[job.tries - 1])
        if result.stopped:
            raise Refusal(_("The mail server accepts no letters: %(reason)s") % {"reason": result.stopped})
        return Done(facts_of(job))

    def told(self, job: Job) -> list[str]:
        sent, failed, left = (job.outcome.get(name, 0) for name in ("sent", "failed", "left"))
        words = [_("It was stopped.")] if job.outcome.get("stopped") else []
        words += [ngettext("%(number)d letter was sent.", "%(number)d letters were sent.", sent) % {"number": sent}]
        if failed:
            sentence = ngettext("%(number)d letter was not accepted.", "%(number)d letters were not accepted.", failed)
            words.append(sentence % {"number": failed})
        if left and job.outcome.get("stopped"):
            sentence = ngettext(
                "%(number)d letter stays in the outbox.", "%(number)d letters stay in the outbox.", left
            )
            words.append(sentence % {"number": left})
        elif left:
            sentence = ngettext(
                "%(number)d letter was not sent, because it was changed or sent by somebody else.",
                "%(number)d letters were not sent, because they were changed or sent by somebody else.",
                left,
            )
            words.append(sentence % {"number": left})
        return words

    def address(self, job: Job) -> str:
        return reverse("programme:letters", args=[job.conference.slug])


def facts_of(job: Job, *, stopped: bool = False) -> dict[str, Any]:
    """Return what became of the letters of a job."""
    letters = Letter.objects.filter(pk__in=map(int, job.arguments["letters"]))
    sent, failed = letters.sent().count(), letters.open().exclude(failed_at=None).count()
    return {"sent": sent, "failed": failed, "left": len(job.arguments["letters"]) - sent - failed, "stopped": stopped}


def stop(conference: Conference, at: datetime) -> bool:
    """Stop what sends the letters of a conference; False where nothing does."""
    jobs = list(conference.jobs.open().filter(kind=Job.Kind.LETTERS))
    for job in jobs:
        ask_to_stop(job, facts=facts_of(job, stopped=True), at=at)
    return bool(jobs)


@task()
def send_all_reminders() -> None:
    """Write and send the reminders that are due, of the conferences that want that."""
    for conference in Conference.objects.filter(letter_settings__sends_reminders=True).order_by("slug"):
        send_reminders(conference, at=timezone.now())


def wants_reminders() -> bool:
    return LetterSettings.objects.filter(sends_reminders=True).exists()


REMINDERS = Scheduled(send_all_reminders, daily(time(7)), wants_reminders)


@task()
def prepare_all_notices() -> None:
    """Write the notices of change that are due, of every conference, into their outboxes."""
    for conference in Conference.objects.order_by("slug"):
        prepare_notices(conference, at=timezone.now())


NOTICES = Scheduled(prepare_all_notices, every(timedelta(minutes=10)))
