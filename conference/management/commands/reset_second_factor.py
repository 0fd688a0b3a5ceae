"""Take away the second factors of an account, where no administrator can sign in to do it."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from conference.accounts.factors import take_away
from conference.models import User
from conference.refusals import Refusal


class Command(BaseCommand):
    help = "Takes away all second factors of an account and signs it out everywhere."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name by which the person signs in")

    def handle(self, *args, name, **options):
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account {name}.")
        try:
            take_away(user, by=None, at=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{name} has no second factor any more and is signed out everywhere.")
