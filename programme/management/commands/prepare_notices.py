from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from conference.models import Conference
from programme.letters.change_notices import prepare_notices


class Command(BaseCommand):
    help = (
        "Writes the notices of change that are due into the outbox, where they wait until somebody sends them; "
        "call it every few minutes, or not at all: opening the page of letters does the same."
    )

    def add_arguments(self, parser):
        parser.add_argument("--conference", help="its short name in addresses; without it, every conference")

    def handle(self, *, conference=None, **options):
        chosen = Conference.objects.filter(slug=conference) if conference else Conference.objects.order_by("slug")
        if conference and not chosen:
            raise CommandError(f"There is no conference {conference}.")
        written = sum(len(prepare_notices(row, at=timezone.now())) for row in chosen)
        self.stdout.write(f"Notices written: {written}.")
