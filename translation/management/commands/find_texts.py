"""Brings the list of texts in step with changes that it was not told of: `update()`, bulk operations, SQL."""

from django.core.management.base import BaseCommand

from translation.texts.index import refresh_all


class Command(BaseCommand):
    help = "Brings the translators' list of texts in step with the tables."

    def handle(self, *args, **options):
        self.stdout.write(f"{refresh_all()} texts and translations were brought up to date.")
