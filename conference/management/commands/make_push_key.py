from django.core.management import BaseCommand

from conference.web_push import new_key


class Command(BaseCommand):
    help = (
        "Prints a new key for messages to browsers, for ROSTRUM_PUSH_KEY. Browsers that were told with another key are "
        "told no more until their readers ask again."
    )
    requires_system_checks = ()

    def handle(self, **options):
        self.stdout.write(new_key())
