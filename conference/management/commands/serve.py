import os
import sys

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from conference.mail_server import GOES_NOWHERE, goes_nowhere

NO_PROXY = (
    "ROSTRUM_URL begins with https, and no proxy is named that speaks it: set FORWARDED_ALLOW_IPS to its address, "
    "such as 127.0.0.1, and have it send X-Forwarded-For and X-Forwarded-Proto (docs/installing.md)."
)


class Command(BaseCommand):
    help = "Serves Rostrum in one process: released pages from memory, everything else by Django in threads."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"), help="the port (PORT, or else 8000)")

    def handle(self, *, host, port, **options):
        from conference.serving.application import Application
        from conference.serving.lanes import SWITCH_INTERVAL
        from conference.serving.server import CannotListen, Server, listen
        from conference.wsgi import application

        if settings.HTTPS and not settings.PROXIES:
            raise CommandError(NO_PROXY)
        try:
            listener = listen(host, port)
        except CannotListen as error:
            raise CommandError(str(error)) from None
        self.host, self.port = host, listener.getsockname()[1]
        sys.setswitchinterval(SWITCH_INTERVAL)
        Server(Application(application), listener, self.announce, settings.PROXIES).run()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)  # an ordinary exit would wait for a thread whose answer nobody waits for any more

    def announce(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        if goes_nowhere():
            self.stderr.write(self.style.WARNING(GOES_NOWHERE))
        self.stdout.write(f"Rostrum listens on http://{host}:{self.port}")
        self.stdout.flush()
