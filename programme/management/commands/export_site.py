import tempfile

from django.core.management.base import BaseCommand, CommandError

from conference.files.atomic_write import STANDARD_OUTPUT, copy_output
from conference.models import Conference
from conference.refusals import Conflict
from programme.release.editions import CURRENT, released
from programme.static_site.crawl import SiteCopy


class Command(BaseCommand):
    help = "Write the public pages of a conference, in six languages, as a zip that opens from a folder."

    def add_arguments(self, parser):
        parser.add_argument("conference", help="its short name in addresses, such as human-trafficking-2012")
        parser.add_argument("--output", required=True, help="the file to write; - for the standard output")

    def handle(self, *, conference, output, **options):
        if not Conference.objects.filter(slug=conference).exists():
            raise CommandError(f"There is no conference {conference}.")
        edition = released(CURRENT, conference)
        if edition is None:
            raise CommandError(f"The programme of {conference} is not released.")
        with tempfile.TemporaryFile() as file:
            try:
                number = SiteCopy(edition).write(file)
            except Conflict:
                raise CommandError("Something has been released in the meantime. Start the command again.") from None
            size = file.tell()
            file.seek(0)
            copy_output(output, file)
        if output != STANDARD_OUTPUT:
            self.stdout.write(f"{output}: {number} files, {size} bytes.")
