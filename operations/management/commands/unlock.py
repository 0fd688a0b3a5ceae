from axes.utils import reset
from django.core.management.base import BaseCommand, CommandError

from conference.models import User

NONE = "There is no account called {name}."
NOTHING = "{name} was not locked out: no wrong password is noted."
DONE = "{name} can sign in again: the wrong passwords are forgotten."


class Command(BaseCommand):
    help = "Lets somebody sign in at once who was locked out after wrong passwords, from whatever address."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name of the account")

    def handle(self, *, name, **options):
        if not User.objects.filter(username=name).exists():
            raise CommandError(NONE.format(name=name))
        self.stdout.write((DONE if reset(username=name) else NOTHING).format(name=name))
