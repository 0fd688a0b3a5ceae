"""What a row of the table measures in: an installation with a released conference of 1,000 sessions, on one database.

Times are milliseconds of the processor, since the clock tells more of who else is at work on the machine.
"""

import gc
import os
import tempfile
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from statistics import median
from subprocess import DEVNULL
from time import process_time

from benchmarks.installation import Installation
from benchmarks.load import load

SLUG = "measured"
TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds


class World:
    """`sessions` is the size of the conference `measured`; `on` is "sqlite" or "postgresql"."""

    slug = SLUG

    def __init__(self, on, sessions):
        self.on, self.sessions = on, sessions
        self._open = ExitStack()

    def __enter__(self):
        folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="rostrum-benchmark-")))
        self.installation = Installation(folder)
        if self.on == "postgresql":
            from tests.postgresql import Server

            postgresql = Server()
            self._open.callback(postgresql.stop)
            postgresql.start()
            self.installation.environment["DATABASE_URL"] = postgresql.url
        self.installation.manage("prepare", "--demonstration")
        self.installation.manage("make_conference", "--sessions", str(self.sessions), "--slug", SLUG)
        self._set_up()
        return self

    def __exit__(self, *failed):
        from django.db import connections

        connections.close_all()
        self._open.close()

    def _set_up(self):
        """Have Django in this process work on the same installation."""
        os.environ.pop("DATABASE_URL", None)
        os.environ |= self.installation.environment | {"DJANGO_SETTINGS_MODULE": "conference.settings"}
        import django

        django.setup()
        gc.collect()
        gc.freeze()  # as `serve` does

    def conference(self):
        from conference.models import Conference

        return Conference.objects.get(slug=SLUG)

    def user(self):
        from conference.models import User

        return User.objects.filter(username="measuring").first() or User.objects.create_superuser("measuring")

    def client(self, user=None):
        """Django's test client, signed in; nothing is kept in memory for it, and nothing compressed by `serve`."""
        from django.test import Client

        client = Client(headers={"host": "localhost"})
        client.force_login(user or self.user())
        return client

    def spent(self, act, rounds=3):
        """The median of the processor's milliseconds of a few acts, after one that fills what is kept."""
        act()
        times = []
        for _round in range(rounds):
            began = process_time()
            act()
            times.append(1000 * (process_time() - began))
        return median(times)

    def queries(self, act):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    @contextmanager
    def new_server(self, settings="conference.settings"):
        """A process of `manage.py serve` that has just started."""
        with self.installation.serve(settings, stderr=DEVNULL) as server:
            yield server

    @cache  # noqa: B019 - a world lives as long as the process
    def server(self):
        """A process of `manage.py serve` that the rows share."""
        return self._open.enter_context(self.new_server())

    def bare(self):
        """The milliseconds of a Django view without any middleware that has 8 KB in its hand, under the same server."""
        (self.installation.bytes / "bare").write_bytes(b"bare" * 2048)
        with self.new_server("benchmarks.bare_settings") as server:
            return spent_each(server, "/bare/bare")

    def release(self):
        """Change something small and release it, as on a busy day."""
        self.installation.release(SLUG)


def spent_by(server, act=None):
    """The processor's milliseconds that the server spent on an act, or since it started; in steps of 10."""
    if act is None:
        return _processor(server)
    began = _processor(server)
    act()
    return _processor(server) - began


def spent_each(server, path, coding="br", seconds=2):
    """The processor's milliseconds that the server spends on one request, of as many as it answers."""
    done = []
    spent = spent_by(server, lambda: done.append(load(server.url(path), coding=coding, seconds=seconds)))
    return spent / (done[0].rate * seconds)


def _processor(server):
    words = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return TICK * (int(words[11]) + int(words[12]))
