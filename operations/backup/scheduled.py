"""The nightly backup of an installation without a timer of its own."""

from datetime import time

from django.conf import settings
from django.core.management import call_command
from django_tasks import task

from conference.background_work.schedule import Scheduled, daily

KEPT = 14  # nights


@task()
def back_up() -> None:
    """Do what `manage.py backup` does, and leave its words in the log."""
    call_command("backup", settings.BACKUPS, keep=KEPT)


NIGHTLY = Scheduled(back_up, daily(time(2)), lambda: settings.BACKUPS is not None)
