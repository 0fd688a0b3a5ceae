from django.core.management import BaseCommand

from conference.models.epoch import new_epoch


class Command(BaseCommand):
    help = "After a restore: has every screen, phone and console that is still open load anew."

    def handle(self, **options):
        new_epoch()
        self.stdout.write("Pages that are still open load anew as soon as they hear from the server.")
