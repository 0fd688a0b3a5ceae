from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from translation.glossary.files import read_glossary
from translation.glossary.shipped import bring_up_to_date

DATA = Path(__file__).resolve().parents[2] / "data" / "glossary.csv"


class Command(BaseCommand):
    help = (
        "Load the shared concepts and terms that ship with the product, where missing. What was edited stays as it is."
    )

    @transaction.atomic
    def handle(self, **options):
        concepts, terms, known = bring_up_to_date(read_glossary(DATA.name, DATA.read_bytes()))
        self.stdout.write(
            f"Glossary: {concepts} concepts added, {known + concepts} in all; {terms} terms added to others."
        )
