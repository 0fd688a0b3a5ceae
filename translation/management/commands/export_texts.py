from django.core.management.base import BaseCommand, CommandError

from conference.files.atomic_write import STANDARD_OUTPUT, either, write_output
from conference.files.safe_open import FileRefused
from conference.languages import CODES
from conference.models import Conference
from translation.exchange.current_texts import Operator
from translation.exchange.exporting import FORMATS, Only, export
from translation.texts import documents


class Command(BaseCommand):
    help = "Write the texts of a conference in a language to a file, for translators’ own tools."

    def add_arguments(self, parser):
        parser.add_argument("conference", help="its short name in addresses, such as human-trafficking-2012")
        parser.add_argument("--language", required=True, help=f"one of {', '.join(CODES)}")
        parser.add_argument("--format", required=True, help=f"one of {', '.join(FORMATS)}")
        parser.add_argument("--output", required=True, help="the file to write; - for the standard output")
        parser.add_argument("--document", default="", help="the texts of one document alone, such as summary")
        parser.add_argument("--only", default="", help="to-do or outdated: not what is done")

    def handle(self, *, conference, language, format, output, document, only, **options):
        _check("official language", language, CODES)
        _check("format", format, FORMATS)
        _check("choice", only, Only.values)
        _check("document", document, ["", *(each.key for each in documents.all_documents()), documents.OTHER])
        row = Conference.objects.filter(slug=conference).first()
        if row is None:
            raise CommandError(f"There is no conference {conference}.")
        try:
            body = export(row, language, format, document=document, only=only, user=Operator())
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from None
        write_output(output, body)
        if output != STANDARD_OUTPUT:
            self.stdout.write(f"{output}: {len(body)} bytes.")


def _check(noun, value, known):
    if value not in known:
        raise CommandError(f"There is no {noun} {value}: choose {either(filter(None, known))}.")
