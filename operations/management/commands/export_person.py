from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from conference.files.atomic_write import write_output
from conference.models import User
from operations.retention.person import PersonalRecord, add_accounts, add_speakers, find_by_address, find_by_name
from speakers.models import Speaker


class Command(BaseCommand):
    help = "Writes what the database holds about one person, with their files, to a ZIP archive that they can be given."

    def add_arguments(self, parser):
        parser.add_argument("--speaker", metavar="CONFERENCE/SPEAKER", help="the two short names of an address")
        parser.add_argument("--account", metavar="NAME", help="the user name of an account")
        parser.add_argument("--email", metavar="ADDRESS", help="speakers, accounts and letters with that address")
        parser.add_argument("--name", help="interventions for a delegation under that name")
        parser.add_argument("--output", required=True, metavar="FILE", help="where to write it; - is standard output")

    def handle(self, *, speaker, account, email, name, output, **options):
        if not (speaker or account or email or name):
            raise CommandError("Name the person: --speaker, --account, --email or --name.")
        person = PersonalRecord()
        if speaker:
            conference, _slash, slug = speaker.partition("/")
            add_speakers(person, Speaker.objects.filter(conference__slug=conference, slug=slug))
        if account:
            add_accounts(person, User.objects.filter(username=account))
        if email:
            find_by_address(person, email)
        if name:
            find_by_name(person, name)
        if not person.is_known:
            raise CommandError("Nothing is known of such a person; nothing was written.")
        write_output(output, person.as_zip(timezone.now()))
        numbers = ", ".join(f"{len(rows):,} of {label}" for label, rows in sorted(person.rows.items()))
        self.stderr.write(f"Found: {numbers}; {len(person.files):,} files. Read it before you hand it over.")
