from django.core.management.base import BaseCommand
from django.utils import timezone

from summary.demo.summary_2012 import load_summary


class Command(BaseCommand):
    help = (
        "Load and issue the President’s Summary of the dialogue of 3 April 2012, written for demonstration, where the "
        "dialogue has none. What was edited stays as it is."
    )

    def handle(self, **options):
        edition = load_summary(at=timezone.now())
        if edition:
            day = edition.content["dated_on"]
            self.stdout.write(f"Loaded and issued the President’s Summary of {edition.conference.slug} ({day}).")
