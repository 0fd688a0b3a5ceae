from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from conference.models import User
from conference.refusals import Conflict
from operations.demonstration.removal import find, remove

WORD = "remove"


class Command(BaseCommand):
    help = (
        "Removes what `prepare --demonstration` loaded: both conferences with their record, releases, Summary, letters "
        "and files, and the accounts. It tells first what is removed, and what people have done to it since."
    )

    def add_arguments(self, parser):
        parser.add_argument("--yes", action="store_true", help="remove it without asking")

    def handle(self, *, yes, **options):
        with override("en"):
            found = find()
            if not (found.conferences or found.accounts or found.acted_elsewhere):
                self.stdout.write("There is nothing of the demonstration here.")
                return
            self.tell(found)
            if not (yes or self.is_confirmed()):
                raise CommandError(f"Nothing was removed. Answer “{WORD}”, or give --yes.")
            try:
                remove(found, at=timezone.now())
            except Conflict as refusal:
                raise CommandError(f"{refusal} Run the command again.") from None
            self.tell_what_is_left()

    def tell(self, found):
        self.stdout.write("This is removed and cannot be had back, but from a backup:")
        for conference in found.conferences:
            self.stdout.write(f"  the conference {conference.slug}: {conference}, {conference.starts_on}")
            self.tell_changes(found.acts_of_people(conference))
        number = sum(len(keys) for keys in found.rows.values())
        self.stdout.write(f"  with all that belongs to it: {number} rows and {len(found.files)} files")
        if found.accounts:
            self.stdout.write(f"  the accounts {', '.join(user.username for user in found.accounts)}")
        if found.acted_elsewhere:
            self.stdout.write("These accounts have acted on something that stays. They are deactivated, not removed:")
        for user, number in found.acted_elsewhere.items():
            self.stdout.write(f"  {user.username}, named there {number} times")

    def tell_changes(self, entries):
        if not entries:
            self.stdout.write("    nobody has changed it")
            return
        acts = Counter(entry.get_act_display() for entry in entries)
        listed = "; ".join(f"{act} ({number})" for act, number in acts.most_common())
        last = f"{date_format(timezone.localtime(entries[0].at), 'j F Y')} by {entries[0].by.username}"
        self.stdout.write(f"    changed by people since it was loaded: {listed}; the last on {last}")

    def is_confirmed(self):
        try:
            return input(f"Type “{WORD}” to go on: ").strip() == WORD
        except EOFError:
            return False

    def tell_what_is_left(self):
        self.stdout.write("The demonstration is removed.")
        if not User.objects.filter(is_superuser=True, is_active=True).exists():
            self.stdout.write("No administrator is left: make an account by manage.py first_account NAME")
