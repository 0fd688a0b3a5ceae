from smtplib import SMTPException

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from conference.models import Conference
from translation.teamwork.email_digest import digest_for, is_address, message_of, people_with_work, send


class Command(BaseCommand):
    help = (
        "Sends each who has texts to translate what is due, overdue and outdated, and which questions were answered: "
        "once a day, and nothing where there is nothing to say."
    )

    def add_arguments(self, parser):
        parser.add_argument("--conference", help="its short name in addresses; without it, every conference")
        parser.add_argument("--dry-run", action="store_true", help="show the messages and send none")

    def handle(self, *, conference=None, dry_run=False, **options):
        chosen = Conference.objects.filter(slug=conference) if conference else _current()
        if conference and not chosen:
            raise CommandError(f"There is no conference {conference}.")
        at, failed, sent = timezone.now(), 0, 0
        for row in chosen:
            for person in people_with_work(row):
                if not is_address(person.email):
                    self.stderr.write(f"{person.get_username()} has no valid e-mail address.")
                    failed += 1
                elif dry_run:
                    self._show(digest_for(person, row, at=at))
                else:
                    try:
                        sent += send(person, row, at=at) is not None
                    except (SMTPException, OSError) as error:
                        self.stderr.write(f"{person.get_username()} could not be written to: {error}")
                        failed += 1
        if not dry_run:
            self.stdout.write(f"Digests sent: {sent}.")
        if failed:
            raise CommandError(f"Digests that could not be sent: {failed}.")

    def _show(self, digest):
        if digest:
            message = message_of(digest)
            self.stdout.write(f"{digest.person.email}\n{message.subject}\n\n{message.body}\n")


def _current():
    return Conference.objects.filter(archived_at=None).order_by("slug")
