from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from conference.models import AuditEntry, Conference
from floor.groups import add_groups


class Command(BaseCommand):
    help = "Give a conference the well-known groups of States that it has not yet, in six languages."

    def add_arguments(self, parser):
        parser.add_argument(
            "conference", nargs="?", help="its short name in addresses; without it, each conference that has no group"
        )

    @transaction.atomic
    def handle(self, *, conference=None, **options):
        if conference:
            chosen = Conference.objects.filter(slug=conference)
        else:
            chosen = Conference.objects.filter(groups=None).order_by("slug")
        if conference and not chosen:
            raise CommandError(f"There is no conference {conference}.")
        for row in chosen:
            self._load(row)

    def _load(self, conference):
        added = add_groups(conference)
        if added:
            AuditEntry.objects.record(
                act=AuditEntry.Act.ADD_GROUPS,
                subject=conference,
                by=None,
                at=timezone.now(),
                conference=conference,
                detail={"groups": len(added)},
            )
        total = conference.groups.count()
        self.stdout.write(f"Groups of States of {conference.slug}: {len(added)} added, {total} in all.")
