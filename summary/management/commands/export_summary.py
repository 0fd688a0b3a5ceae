import os
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from conference.languages import CODES
from conference.models import Conference
from summary.content import content_of
from summary.issued import reading_of
from summary.models import Summary
from summary.papers import document_of

# Each format by its name here, with the ending of its files.
FORMATS = {"pdf": "pdf", "docx": "docx", "akn": "xml", "html": "html", "txt": "txt"}
STANDARD_OUTPUT = "-"


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
            raise CommandError(f"{language} is no official language: choose {_either(CODES)}.")
        if format not in FORMATS:
            raise CommandError(f"There is no format {format}: choose {_either(FORMATS)}.")
        if not Conference.objects.filter(slug=conference).exists():
            raise CommandError(f"There is no conference {conference}.")
        ending = FORMATS[format]
        body = _draft(conference, language, ending) if draft else _issued(conference, edition, language, ending)
        _write(output, body)
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
        raise CommandError(f"The Summary of {conference} has no edition {number}: choose {_either(numbers)}.")
    languages = reading.content["languages"]
    if language not in languages:
        which = "The" if number is None else f"Edition {number} of the"
        raise CommandError(f"{which} Summary of {conference} is not issued in {language}: choose {_either(languages)}.")
    return reading.document_in(language, ending)


def _either(names):
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _write(output, body):
    """Write the whole file or none of it."""
    target = Path(os.path.realpath(output))
    try:
        if output == STANDARD_OUTPUT:
            sys.stdout.buffer.write(body)
            sys.stdout.buffer.flush()
        elif target.exists() and not target.is_file():
            target.write_bytes(body)  # a pipe or a device cannot be replaced
        else:
            _replace(target, body)
    except OSError as error:
        raise CommandError(f"{output} cannot be written: {error.strerror}.") from None


def _replace(path, body):
    if not path.parent.is_dir():
        raise CommandError(f"There is no folder {path.parent}.")
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(body)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
