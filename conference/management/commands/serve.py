import os
import sys

from django.core.management import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Serves Rostrum in one process: released pages from memory, everything else by Django in threads."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"), help="the port (PORT, or else 8000)")

    def handle(self, *, host, port, **options):
        from conference.serving.application import Application
        from conference.serving.server import CannotListen, Server, listen
        from conference.wsgi import application

        try:
            listener = listen(host, port)
        except CannotListen as error:
            raise CommandError(str(error)) from None
        self.host, self.port = host, listener.getsockname()[1]
        Server(Application(application), listener, self.announce).run()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)  # an ordinary exit would wait for a thread whose answer nobody waits for any more

    def announce(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        self.stdout.write(f"Rostrum listens on http://{host}:{self.port}")
        self.stdout.flush()
