"""Compile the catalogues of the interface, without GNU gettext: `locale/<language>/LC_MESSAGES/django.po` to `.mo`.

Beside them it keeps where each message appears, for those who revise the interface.
"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from conference.files.catalogues import FaultyCatalogue, compile_catalogue, is_stale
from conference.files.message_places import keep_places, places_are_stale


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
        own = settings.BASE_DIR / "locale"  # where the sources are; what is shipped has its places already
        if own.is_dir() and own in map(Path, settings.LOCALE_PATHS) and places_are_stale(own):
            keep_places(settings.BASE_DIR, own)

    def compile(self, source):
        try:
            compile_catalogue(source)
        except FaultyCatalogue as error:
            raise CommandError(str(error)) from None
