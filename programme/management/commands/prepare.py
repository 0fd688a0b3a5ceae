"""Make an installation ready to serve, from nothing or after an update; what people entered stays as it is."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

STEPS = (
    ("Compiling the catalogues of messages", "compile_catalogues", {}),
    ("Gathering the static files", "collectstatic", {"interactive": False, "verbosity": 0}),
    ("Bringing the database up to date", "migrate", {"interactive": False, "verbosity": 0}),
    ("Applying the roles", "apply_roles", {}),
    ("Loading the Member States", "load_states", {}),
    ("Loading the dialogue of 2012 and its rehearsal", "load_dialogue", {}),
    ("Looking after the accounts", "make_accounts", {}),
)


class Command(BaseCommand):
    help = "Prepares the catalogues, static files, database, roles, States, dialogue and accounts, in this order."
    requires_system_checks = []

    def handle(self, *args, **options):
        for words, command, arguments in STEPS:
            self.stdout.write(f"== {words}")
            self.stdout.flush()
            call_command(command, **arguments)
