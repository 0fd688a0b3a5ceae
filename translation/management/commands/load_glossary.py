from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from translation.glossary.csv_and_tbx import read_glossary
from translation.models import glossary

DATA = Path(__file__).resolve().parents[2] / "data" / "glossary.csv"


class Command(BaseCommand):
    help = "Load the shared concepts that ship with the product, where missing. What was edited stays as it is."

    @transaction.atomic
    def handle(self, **options):
        there = set(glossary.Concept.objects.filter(conference=None).values_list("key", flat=True))
        added = 0
        for term in read_glossary(DATA.name, DATA.read_bytes()):
            if term.concept not in there:
                concept = glossary.Concept.objects.create(key=term.concept, definition=term.definition)
                glossary.Term.objects.bulk_create(
                    glossary.Term(concept=concept, language=code, text=variant.text, status=variant.status)
                    for code, variants in term.variants.items()
                    for variant in variants
                )
                added += 1
        self.stdout.write(f"Glossary: {added} concepts added, {len(there) + added} in all.")
