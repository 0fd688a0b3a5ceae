from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from conference.files.atomic_write import STANDARD_OUTPUT, either, write_output
from conference.languages import CODES
from conference.models import Conference
from programme.exports.formats import FORMATS
from programme.release.editions import CURRENT, released


class Command(BaseCommand):
    help = "Write the programme of a conference to a file, as the public reads it: the revision that is released now."

    def add_arguments(self, parser):
        parser.add_argument("conference", help="its short name in addresses, such as human-trafficking-2012")
        parser.add_argument("--language", required=True, help=f"one of {', '.join(CODES)}")
        parser.add_argument("--format", required=True, help=f"one of {', '.join(FORMATS)}")
        parser.add_argument("--output", required=True, help="the file to write; - for the standard output")

    def handle(self, *, conference, language, format, output, **options):
        if language not in CODES:
            raise CommandError(f"{language} is no official language: choose {either(CODES)}.")
        if format not in FORMATS:
            raise CommandError(f"There is no format {format}: choose {either(FORMATS)}.")
        if not Conference.objects.filter(slug=conference).exists():
            raise CommandError(f"There is no conference {conference}.")
        edition = released(CURRENT, conference)
        if edition is None:
            raise CommandError(f"The programme of {conference} is not released.")
        with override(language):
            body = FORMATS[format](edition)
        write_output(output, body)
        if output != STANDARD_OUTPUT:
            self.stdout.write(f"{output}: {len(body)} bytes.")
