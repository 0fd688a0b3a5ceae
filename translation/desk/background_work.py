"""The warnings of all translations, looked for by the clock, so that the overview can count them."""

from datetime import timedelta

from django_tasks import task

from conference.background_work.schedule import Scheduled, every
from conference.languages import CODES
from conference.models import Conference
from translation.desk.checked import bring_up_to_date
from translation.desk.warnings import Lexicons

PAUSE = timedelta(minutes=5)


@task()
def check_translations() -> None:
    """Check what was written since the last time, in all conferences that are not archived."""
    for conference in Conference.objects.filter(archived_at=None).order_by("pk"):
        for code in CODES:
            bring_up_to_date(Lexicons(conference, code))


CHECK = Scheduled(check_translations, every(PAUSE))
