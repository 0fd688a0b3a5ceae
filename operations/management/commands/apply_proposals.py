"""Put what revisers propose into a catalogue of the interface: the file "Proposals (.po)" of their page."""

from pathlib import Path

from babel.messages.pofile import PoFileError, read_po
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import to_locale

from conference.files.catalogue_entries import Marked, write_translations
from conference.languages import CODES


class Command(BaseCommand):
    help = "Puts the proposals of a file (.po) into the catalogue of its language, compiles it, and names what is gone."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the file of proposals")

    def handle(self, *args, file, **options):
        language, proposed = self.read(file)
        source = Path(settings.LOCALE_PATHS[0], to_locale(language), "LC_MESSAGES", "django.po")
        if not source.is_file():
            raise CommandError(f"There is no {source}: the catalogues are with the sources of Rostrum.")
        former = source.read_text(encoding="utf-8")
        found = write_translations(source, proposed)
        try:
            call_command("compile_catalogues", verbosity=0)
        except CommandError:
            source.write_text(former, encoding="utf-8")
            raise
        self.stdout.write(f"{len(found)} of {len(proposed)} proposals are in {source}.")
        for context, message in sorted(proposed.keys() - found):
            self.stdout.write(f"No longer there: {context and f'({context}) '}{message}")

    def read(self, file: Path) -> tuple[str, dict[Marked, tuple[str, ...]]]:
        """Returns the language of a file, and what it proposes."""
        try:
            with file.open("rb") as opened:
                read = read_po(opened, abort_invalid=True)
        except (OSError, PoFileError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from None
        language = str(read.locale or read.locale_identifier or "").replace("_", "-").lower()
        if language not in CODES or language == "en":
            raise CommandError(f"{file} does not say for which language it is.")
        entries = [entry for entry in read if entry.id]
        return language, {
            (entry.context or "", _first(entry.id)): _several(entry.string) for entry in entries if entry.string
        }


def _first(words: str | tuple[str, ...]) -> str:
    return words if isinstance(words, str) else words[0]


def _several(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)
