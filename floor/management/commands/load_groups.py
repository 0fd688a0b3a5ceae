from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from conference.models import AuditEntry, Conference
from floor.groups import add_groups


class Command(BaseCommand):
    help = "Give a conference the well-known groups of States that it has not yet, in six languages."

    def add_arguments(self, parser):
        parser.add_argument("conference", help="the conference's short name in addresses")

    @transaction.atomic
    def handle(self, *, conference, **options):
        row = Conference.objects.filter(slug=conference).first()
        if not row:
            raise CommandError(f"There is no conference {conference}.")
        added = add_groups(row)
        if added:
            AuditEntry.objects.record(
                act="add groups",
                subject=row,
                by=None,
                at=timezone.now(),
                conference=row,
                detail={"groups": len(added)},
            )
        self.stdout.write(f"Groups of States: {len(added)} added, {row.groups.count()} in all.")
