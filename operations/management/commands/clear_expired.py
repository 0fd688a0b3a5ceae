from argparse import ArgumentTypeError
from datetime import timedelta

from django.core.management import BaseCommand
from django.utils import timezone

from operations.retention.expired import clear_expired


class Command(BaseCommand):
    help = "Deletes ended sessions, and sign-ins and failed ones older than so many days. For a daily timer."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=days, default=days("30"), help="how long sign-ins are kept (30 days)")

    def handle(self, *, days, **options):
        for name, number in clear_expired(timezone.now(), days).items():
            self.stdout.write(f"{number:6,} {name}")


def days(word):
    if not (word.isascii() and word.isdigit() and 1 <= int(word) <= 3650):
        raise ArgumentTypeError("give a number of days from 1 to 3650")
    return timedelta(days=int(word))
