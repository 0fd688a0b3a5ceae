from django.core.management.base import BaseCommand, CommandError

from conference.files.atomic_write import STANDARD_OUTPUT, either, write_output
from conference.languages import CODES
from conference.models import Conference
from summary.documents.documents import document_of
from summary.editions.editions import reading_of
from summary.models import Summary
from summary.text.content import content_of

# Each format by its name here, with the ending of its files.
FORMATS = {"pdf": "pdf", "docx": "docx", "akn": "xml", "html": "html", "txt": "txt"}


class Command(BaseCommand):
    help = "Write the President’s Summary of a conference to a file, as the public reads it: the text as it stands now."

    def add_arguments(self, parser):
        parser.add_argument("conference", help="its short name in addresses, such as human-trafficking-2012")
        parser.add_argument("--language", required=True, help=f"one of {', '.join(CODES)}")
        parser.add_argument("--format", required=True, help=f"one of {', '.join(FORMATS)} (akn is Akoma Ntoso)")
        parser.add_argument("--output", required=True, help="the file to write; - for the standard output")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--edition", type=int, help="the number of an edition, to have it as it was issued")
        which.add_argument("--draft", action="store_true", help="the draft, which is not public")

    def handle(self, *, conference, language, format, output, edition, draft, **options):
        if language not in CODES:
            raise CommandError(f"{language} is no official language: choose {either(CODES)}.")
        if format not in FORMATS:
            raise CommandError(f"There is no format {format}: choose {either(FORMATS)}.")
        if not Conference.objects.filter(slug=conference).exists():
            raise CommandError(f"There is no conference {conference}.")
        ending = FORMATS[format]
        body = _draft(conference, language, ending) if draft else _issued(conference, edition, language, ending)
        write_output(output, body)
        if output != STANDARD_OUTPUT:
            self.stdout.write(f"{output}: {len(body)} bytes.")


def _draft(conference, language, ending):
    summary = Summary.objects.select_related("conference").filter(conference__slug=conference).first()
    if summary is None:
        raise CommandError(f"The Summary of {conference} was never begun.")
    return document_of(content_of(summary), language, ending)


def _issued(conference, number, language, ending):
    standing = reading_of(conference)
    if standing is None:
        raise CommandError(f"No edition of the Summary of {conference} is issued.")
    reading = standing if number is None else reading_of(conference, number)
    if reading is None:
        numbers = [str(edition.number) for edition in reversed(standing.editions)]
        raise CommandError(f"The Summary of {conference} has no edition {number}: choose {either(numbers)}.")
    languages = reading.content["languages"]
    if language not in languages:
        which = "The" if number is None else f"Edition {number} of the"
        raise CommandError(f"{which} Summary of {conference} is not issued in {language}: choose {either(languages)}.")
    return reading.document_in(language, ending)
