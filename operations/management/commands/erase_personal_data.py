from datetime import date

from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from conference.models import Conference
from conference.refusals import Conflict
from operations.retention.erasing import erase_due, fingerprint, plan

KEPT = "Kept for good: releases, the record of the floor, public statements, the Summary and the audit trail."


class Command(BaseCommand):
    help = "Tells which personal data of a conference is due to be erased; erases it only with --confirm."

    def add_arguments(self, parser):
        parser.add_argument("conference", help="the short name of the conference")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="tell what is due on that day")
        parser.add_argument("--confirm", metavar="FINGERPRINT", help="erase what the report with it has told")

    def handle(self, *, conference, as_of, confirm, **options):
        found = Conference.objects.filter(slug=conference).first()
        if found is None:
            raise CommandError(f"There is no conference {conference}.")
        today = timezone.now().astimezone(found.zone).date()
        with override("en"):
            if confirm:
                self.erase(found, confirm, as_of, today)
            else:
                self.report(found, as_of or today)

    def report(self, conference, day):
        items = plan(conference, day)
        self.stdout.write(f"{conference}, until {conference.ends_on}. On {day}:")
        for item in items:
            when = "due since" if item.is_due else "not due before"
            self.stdout.write(f"  {item.found.number:6,} {item.kind.label}, {when} {item.due_on}")
            if item.found.kept:
                self.stdout.write(f"         {item.found.kept:,} more stay. {item.found.why_kept}")
        self.stdout.write(KEPT)
        if any(item.is_due and item.found.number for item in items):
            self.stdout.write(f"Nothing was erased yet. To erase what is due: --confirm {fingerprint(items)}")
        else:
            self.stdout.write("Nothing is due.")

    def erase(self, conference, seen, as_of, today):
        if as_of and as_of > today:
            raise CommandError("Nothing was erased: what is due on a later day is erased then.")
        try:
            due = erase_due(conference, seen=seen, day=as_of or today, at=timezone.now())
        except Conflict as conflict:
            raise CommandError(f"{conflict} Run the command without --confirm again.") from None
        for item in due:
            self.stdout.write(f"  {item.found.number:6,} {item.kind.label} erased, {len(item.found.files):,} files")
        self.stdout.write(KEPT)
        self.stdout.write("Backups made before still have it: delete them as their rotation comes, or now.")
