"""Compile the catalogues of the interface, without GNU gettext: `locale/<language>/LC_MESSAGES/django.po` to `.mo`."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from conference.files.catalogues import FaultyCatalogue, compile_catalogue, is_stale


class Command(BaseCommand):
    help = "Compiles the message catalogues that have changed; a faulty one is refused, with its file and line."
    requires_system_checks = []

    def handle(self, *args, verbosity, **options):
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                if is_stale(source):
                    self.compile(source)
                    if verbosity:
                        self.stdout.write(f"Compiled the messages in {source.parent.parent.name}")

    def compile(self, source):
        try:
            compile_catalogue(source)
        except FaultyCatalogue as error:
            raise CommandError(str(error)) from None
