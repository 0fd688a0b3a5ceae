"""Make an installation ready to serve, from nothing or after an update; what people entered stays as it is."""

from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from conference.files.owner_only import keep_from_others

QUIET = {"verbosity": 0}


class Command(BaseCommand):
    help = (
        "Prepares the catalogues, static files, database, roles, States, dialogue, floor, Summary, glossary and "
        "accounts, in this order."
    )
    requires_system_checks = []

    def handle(self, *args, **options):
        keep_from_others(settings.DATA_DIR, self.database_file())
        Path(settings.MEDIA_ROOT).mkdir(mode=0o700, exist_ok=True)  # a backup copies it, also before anything is in it
        self.say("Compiling messages, gathering static files")
        call_command("compile_catalogues", **QUIET)
        call_command("collectstatic", interactive=False, **QUIET)
        self.say("Bringing the database up to date")
        call_command("migrate", interactive=False, **QUIET)
        call_command("apply_roles", stdout=StringIO())
        self.say("Loading the Member States and the dialogue of 2012, where they are missing")
        call_command("load_states")
        call_command("load_dialogue")
        call_command("load_floor")
        call_command("load_summary")
        call_command("load_glossary", stdout=StringIO())
        call_command("find_texts", stdout=StringIO())
        call_command("make_accounts")

    def database_file(self):
        database = settings.DATABASES["default"]
        return database["NAME"] if database["ENGINE"].endswith("sqlite3") else None

    def say(self, words):
        self.stdout.write(f"== {words}")
        self.stdout.flush()
