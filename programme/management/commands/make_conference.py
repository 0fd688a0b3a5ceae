from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from conference.refusals import Refusal
from programme.demo.generated import make_sample


class Command(BaseCommand):
    help = "Make and release a sample conference of any size, for measuring; the front page prefers any later one."

    def add_arguments(self, parser):
        parser.add_argument("--sessions", type=int, required=True, help="how many sessions it has")
        parser.add_argument("--slug", default="measured", help="its short name in addresses (measured)")
        parser.add_argument("--seed", type=int, default=1, help="another number makes another conference (1)")

    def handle(self, *, sessions, slug, seed, **options):
        try:
            conference = make_sample(sessions, slug=slug, seed=seed, at=timezone.now())
        except Refusal as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Made and released {slug}: {sessions:,} sessions, {conference.speakers.count():,} speakers.")
