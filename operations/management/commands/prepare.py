"""Make an installation ready to serve, from nothing or after an update; what people entered stays as it is."""

from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from conference.files.owner_only import keep_from_others
from operations.demonstration.dismissals import dismiss_known_warnings

QUIET = {"verbosity": 0}


class Command(BaseCommand):
    help = (
        "Prepares the catalogues, static files, database, roles, States, glossary and texts, in this order; for "
        "demonstration also the dialogue of 2012, its rehearsal, floor and Summary, and an account for each role."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--demonstration",
            action="store_true",
            help="load the dialogue of 2012 and make accounts, to look at and to try; remove_demonstration undoes it",
        )

    def handle(self, *args, demonstration, **options):
        keep_from_others(settings.DATA_DIR, self.database_file())
        Path(settings.MEDIA_ROOT).mkdir(mode=0o700, exist_ok=True)  # a backup copies it, also before anything is in it
        self.say("Compiling messages, gathering static files")
        call_command("compile_catalogues", **QUIET)
        call_command("collectstatic", interactive=False, **QUIET)
        self.say("Bringing the database up to date")
        call_command("migrate", interactive=False, **QUIET)
        call_command("apply_roles", stdout=StringIO())
        self.say("Loading the Member States, where they are missing")
        call_command("load_states")
        if demonstration:
            self.load_demonstration()
        call_command("load_glossary", stdout=StringIO())
        call_command("find_texts", stdout=StringIO())
        if demonstration:
            call_command("make_accounts")
            dismiss_known_warnings(timezone.now())

    def load_demonstration(self):
        self.say("Loading the dialogue of 2012 and its rehearsal, where they are missing")
        call_command("load_dialogue")
        call_command("load_floor")
        call_command("load_summary")

    def database_file(self):
        database = settings.DATABASES["default"]
        return database["NAME"] if database["ENGINE"].endswith("sqlite3") else None

    def say(self, words):
        self.stdout.write(f"== {words}")
        self.stdout.flush()
