from pathlib import Path

from django.core.management.base import BaseCommand

from floor.demo.all_cue_cards import all_cards


class Command(BaseCommand):
    help = (
        "Write every cue card about each State, former name, group of States and form of address, in six languages, "
        "into a file for linguists to read: name, occasion, language and sentence, separated by tabs."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the file to write; one that is there is replaced")

    def handle(self, *, file, **options):
        lines = ["\t".join(card) for card in all_cards()]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(lines)} cards written to {file}.")
