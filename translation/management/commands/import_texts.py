from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from conference.files.safe_open import FileRefused
from conference.languages import CODES
from conference.loading import key_in
from conference.models import Conference
from conference.models.import_file import ImportRefused
from translation.exchange.apply import apply_parsed_file
from translation.exchange.current_texts import Operator
from translation.exchange.detect_format import read
from translation.exchange.preview import IncomingKind, preview
from translation.models import Text

# What is shown text by text, because somebody should look at it.
TO_LOOK_AT = (IncomingKind.CONFLICT, IncomingKind.REFUSED, IncomingKind.NOT_FOUND, IncomingKind.UNTRANSLATED)
MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Show what a file of translations would change; with --confirm, import it."

    def add_arguments(self, parser):
        parser.add_argument("file", help="XLIFF 1.2 or 2.0, TMX, Excel (.xlsx) or Word (.docx)")
        parser.add_argument("--confirm", action="store_true", help="write; without it, nothing is")
        parser.add_argument(
            "--conflicts",
            action="store_true",
            help="import also what is in conflict with newer work, which is kept as a version",
        )
        parser.add_argument("--language", help="refuse a file for another language than this one")
        parser.add_argument("--conference", help="its short name, where the first text of the file does not tell it")

    def handle(self, *, file, confirm, conflicts, language, conference, **options):
        if language not in (None, *CODES):
            raise CommandError(f"{language} is no official language.")
        try:
            parsed = _parsed_file(file, language)
            row = _conference(parsed, conference)
            found = preview(parsed, row, Operator())
            self._show(found, row)
            if confirm:
                written = apply_parsed_file(parsed, row, Operator(), conflicts=conflicts, at=timezone.now())
                self.stdout.write(f"{written} texts were imported.")
            else:
                self.stdout.write("Nothing was written; --confirm imports the file.")
        except (FileRefused, ImportRefused) as refusal:
            raise CommandError(str(refusal)) from None

    def _show(self, found, conference):
        counts = ", ".join(f"{number} {kind}" for kind, number in found.counts.items())
        self.stdout.write(f"{conference.slug}, {found.parsed.target_language}: {counts}.")
        if found.parsed.without_key:
            self.stdout.write(f"{found.parsed.without_key} without a key, so that they cannot be placed.")
        for kind in TO_LOOK_AT:
            some = found.of(kind)
            for each in some[:MOST_SHOWN]:
                self.stdout.write(f"  {kind}: {each.unit.key} {each.why}".rstrip())
            if len(some) > MOST_SHOWN:
                self.stdout.write(f"  {kind}: and {len(some) - MOST_SHOWN} more")


def _parsed_file(path, language):
    try:
        with open(path, "rb") as file:
            return read(file, target_language=language)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None


def _conference(parsed, slug):
    """The conference that is named, else the one of the first text of the file that there is."""
    if slug:
        found = Conference.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no conference {slug}.")
        return found
    for unit in parsed.units:
        kind, number, field = [*unit.key.split(":"), "", ""][:3]
        texts = Text.objects.filter(subject_type=kind, subject_id=key_in(number) or 0, field=field)
        if text := texts.select_related("conference").first():
            return text.conference
    raise CommandError("No text of the file is here; name its conference with --conference.")
