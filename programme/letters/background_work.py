"""Letters in the background: the outbox is sent by a worker, and notices of change are prepared by the clock."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from conference.background_work.kind import Done, Later, Progress
from conference.background_work.schedule import Scheduled, every
from conference.models import Conference, Job
from conference.refusals import Refusal
from programme.letters.change_notices import prepare_notices
from programme.letters.sending import send_letters
from programme.models.letter import Letter

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]  # after failures that pass


class SendLetters:
    """Sends the letters that were in the outbox when somebody pressed the button, each as that person saw it.

    A mail server that is away, or that says "later", is tried again after a while. What was sent is not sent twice.
    """

    permission = "programme.send_letters"

    def run(self, job: Job, progress: Progress) -> Done:
        chosen = {int(pk): token for pk, token in job.arguments["letters"].items()}
        result = send_letters(chosen, by=job.by, at=timezone.now(), progress=progress)
        if result.later and job.tries <= len(PAUSES):
            raise Later(result.later, PAUSES[job.tries - 1])
        if result.stopped:
            raise Refusal(_("The mail server accepts no letters: %(reason)s") % {"reason": result.stopped})
        letters = Letter.objects.filter(pk__in=chosen)
        sent, failed = letters.sent().count(), letters.open().exclude(failed_at=None).count()
        return Done({"sent": sent, "failed": failed, "left": len(chosen) - sent - failed})

    def told(self, job: Job) -> list[str]:
        sent, failed, left = (job.outcome.get(name, 0) for name in ("sent", "failed", "left"))
        words = [ngettext("%(number)d letter was sent.", "%(number)d letters were sent.", sent) % {"number": sent}]
        if failed:
            sentence = ngettext("%(number)d letter was not accepted.", "%(number)d letters were not accepted.", failed)
            words.append(sentence % {"number": failed})
        if left:
            sentence = ngettext(
                "%(number)d letter was not sent, because it was changed or sent by somebody else.",
                "%(number)d letters were not sent, because they were changed or sent by somebody else.",
                left,
            )
            words.append(sentence % {"number": left})
        return words

    def address(self, job: Job) -> str:
        return reverse("programme:letters", args=[job.conference.slug])


@task()
def prepare_all_notices() -> None:
    """Write the notices of change that are due, of every conference, into their outboxes."""
    for conference in Conference.objects.order_by("slug"):
        prepare_notices(conference, at=timezone.now())


NOTICES = Scheduled(prepare_all_notices, every(timedelta(minutes=10)))
