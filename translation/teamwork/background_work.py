"""The daily digest, sent by the clock."""

from datetime import time
from io import StringIO

from django.core.management import call_command
from django_tasks import task

from conference.background_work.schedule import Scheduled, daily
from conference.mail_server import goes_nowhere


@task()
def send_digests() -> None:
    """Do what `manage.py send_digest` does, which sends each digest once a day however often it is called."""
    if not goes_nowhere():
        call_command("send_digest", stdout=StringIO())


DIGEST = Scheduled(send_digests, daily(time(5)))
