import gc
import os
import sys

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connection, connections

from conference.mail_server import GOES_NOWHERE, goes_nowhere

BUSY_TIMEOUT = 7  # seconds for another long write on SQLite; consoles count an answer as lost after ten
NO_PROXY = (
    "ROSTRUM_URL begins with https, and no proxy is named that speaks it: set FORWARDED_ALLOW_IPS to its address, "
    "such as 127.0.0.1, and have it send X-Forwarded-For and X-Forwarded-Proto (docs/running.md)."
)


class Command(BaseCommand):
    help = "Serves Rostrum in one process: released pages from memory, everything else by Django in threads."

    def add_arguments(self, parser):
        parser.add_argument(
            "--host", default=settings.HOST, help="the address to listen on (ROSTRUM_HOST, or else 127.0.0.1)"
        )
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"), help="the port (PORT, or else 8000)")
        parser.add_argument("--no-worker", action="store_true", help="leave background work to `manage.py work`")

    def handle(self, *, host, port, skip_checks, no_worker=False, **options):
        from conference.background_work.worker import WorkerThread
        from conference.serving import in_use, memory
        from conference.serving.application import Application
        from conference.serving.lanes import SWITCH_INTERVAL
        from conference.serving.server import CannotListen, Server, listen
        from conference.wsgi import application

        if settings.HTTPS and not settings.PROXIES:
            raise CommandError(NO_PROXY)
        try:
            self.lock = in_use.use()  # as long as the process lives
            listener = listen(host, port)
        except (CannotListen, in_use.InUse) as error:
            raise CommandError(str(error)) from None
        if not skip_checks:
            self.check_readiness()
        self.host, self.port = host, listener.getsockname()[1]
        if settings.DATABASES[DEFAULT_DB_ALIAS]["ENGINE"].endswith("sqlite3"):
            connections.databases[DEFAULT_DB_ALIAS]["OPTIONS"]["timeout"] = BUSY_TIMEOUT
        sys.setswitchinterval(SWITCH_INTERVAL)
        memory.give_back()
        worker = None if no_worker else WorkerThread()
        if worker:
            worker.start()
        gc.collect()
        gc.freeze()  # else each full collection goes through all that was loaded: a third of the time of a long page
        Server(Application(application), listener, self.announce, settings.PROXIES).run()
        if worker:
            worker.stop()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)  # an ordinary exit would wait for a thread whose answer nobody waits for any more

    def check_readiness(self):
        from conference.serving import readiness

        try:
            for sentence in readiness.check():
                self.stderr.write(self.style.WARNING(sentence))
        except readiness.NotReady as error:
            raise CommandError(str(error)) from None
        finally:
            connection.close()

    def announce(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        if goes_nowhere():
            self.stderr.write(self.style.WARNING(GOES_NOWHERE))
        self.stdout.write(f"Rostrum listens on http://{host}:{self.port}")
        self.stdout.flush()
