"""By the clock: links that were asked for and not yet sent, and changes that have settled."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from conference.background_work.schedule import Scheduled, every
from conference.models import Conference
from programme.models import ChangeSubscription, PushSubscription
from programme.subscriptions.pushing import tell_browsers
from programme.subscriptions.sending import Postman, send_links, tell_readers


@task()
def send_asked_links() -> None:
    """Send the links at once when somebody has asked, so that the page does not wait for the mail server."""
    postman = Postman()
    try:
        send_links(postman, timezone.now())
    finally:
        postman.close()


@task()
def tell_all_readers() -> None:
    """Send what is due to the readers of every conference."""
    postman, at = Postman(), timezone.now()
    try:
        send_links(postman, at)
        for conference in Conference.objects.filter(pk__in=PushSubscription.objects.values("conference")):
            tell_browsers(conference, at)
        waiting = ChangeSubscription.objects.confirmed().values("conference")
        for conference in Conference.objects.filter(pk__in=waiting).order_by("slug"):
            tell_readers(conference, postman, at)
    finally:
        postman.close()


def has_readers() -> bool:
    return ChangeSubscription.objects.exists() or PushSubscription.objects.exists()


READERS = Scheduled(tell_all_readers, every(timedelta(minutes=10)), has_readers)
