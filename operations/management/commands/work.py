import signal

from django.core.management.base import BaseCommand, CommandError

from conference.background_work.worker import INTERVAL, Worker
from conference.serving import in_use


class Command(BaseCommand):
    help = (
        "Does background work (letters, copies, webhooks, what is due by the clock) in a process of its own, until it "
        "is interrupted. `serve` does the same in a thread, unless it is called with --no-worker. Several may run."
    )

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=INTERVAL, help="seconds between two looks (%(default)s)")
        parser.add_argument("--once", action="store_true", help="do what is in the queue, and end")

    def handle(self, *, interval, once, **options):
        try:
            lock = in_use.use()  # as long as it works: nothing is restored under it
        except in_use.InUse as refused:
            raise CommandError(str(refused)) from None
        worker = Worker(interval=interval, batch=once)
        before = {name: signal.signal(name, worker.stop) for name in (signal.SIGTERM, signal.SIGINT)}
        self.stdout.write("Rostrum does background work.")
        self.stdout.flush()
        try:
            worker.run()
        finally:
            lock.close()
            for name, handler in before.items():
                signal.signal(name, handler)
