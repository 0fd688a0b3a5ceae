"""A served site with the floor's streams, for tests that listen over real connections."""

import http.client
import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.db import connection

from conference.serving.application import Application
from conference.serving.server import Server, listen

ROOT = Path(__file__).resolve().parents[3]


class Remote:
    """A site at a port of this machine."""

    def __init__(self, port):
        self.port = port

    def ask(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    def post(self, path, body, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    @contextmanager
    def listening(self, path, **headers):
        """An open stream of events: `ear.state()` waits for the next state."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request("GET", path, headers=headers)
        ear = Ear(connection.getresponse())
        try:
            yield ear
        finally:
            ear.answer.close()
            connection.close()


class Site(Remote):
    """A site served by a thread of the tests."""

    def __init__(self):
        self.application = Application(get_wsgi_application())
        self.listener = listen("127.0.0.1", "0")
        super().__init__(self.listener.getsockname()[1])
        self.ready = threading.Event()
        self.server = Server(self.application, self.listener, self.ready.set)
        self.thread = threading.Thread(target=self.server.run)

    def start(self):
        self.thread.start()
        assert self.ready.wait(5)

    def stop(self):
        self.server.should_exit = True
        self.thread.join(10)
        assert not self.thread.is_alive()

    @property
    def streams(self):
        return self.application.streams


class Ear:
    def __init__(self, answer):
        self.answer = answer

    def event(self):
        """The next event as (name, data); None at the end of the stream."""
        lines = []
        while (line := self.answer.readline()) not in (b"\n", b""):
            lines.append(line.decode())
        if not lines:
            return None
        name, data = lines  # two lines and no more: nothing in a name breaks the framing
        return name.removeprefix("event: ").strip(), json.loads(data.removeprefix("data: "))

    def state(self):
        """The data of the next state; None at the end of the stream."""
        while (found := self.event()) and found[0] != "state":
            pass
        return found and found[1]

    def state_where(self, holds):
        """The first state for which something holds: a version may be skipped, never repeated."""
        while (found := self.state()) and not holds(found):
            pass
        return found


def environment_on_this_database(folder):
    """The environment of a process that works on the database of the test."""
    kept = {name: value for name, value in os.environ.items() if name != "PORT"}
    site = {"ROSTRUM_DATA": str(folder), "DATABASE_URL": _database_url()}
    return {**kept, **site, "DJANGO_SETTINGS_MODULE": "tests.floor.live.settings"}


def _database_url():
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    host = database["HOST"] or database["OPTIONS"].get("host", "")
    where = f"{host}:{database['PORT']}" if database["PORT"] else host
    if where.startswith("/"):
        return f"postgresql://{database['USER']}@/{database['NAME']}?host={where}"
    return f"postgresql://{database['USER']}:{database['PASSWORD']}@{where}/{database['NAME']}"


_ASK = """
import sys
from datetime import datetime
from uuid import uuid4
import django
django.setup()
from floor.procedure.requests import ask_for_floor
from programme.models import Session
from speakers.models import Delegation
session, delegation, at = sys.argv[1:]
ask_for_floor(
    Session.objects.get(pk=session), Delegation.objects.get(pk=delegation),
    key=uuid4(), through="phone", at=datetime.fromisoformat(at),
)
"""


def ask_in_another_process(room, number, folder):
    """A delegation asks for the floor, by a process that tells this one nothing but through the database."""
    room.later(1)
    subprocess.run(
        [sys.executable, "-c", _ASK, str(room.session.pk), str(room.delegations[number].pk), room.at.isoformat()],
        cwd=ROOT,
        env=environment_on_this_database(folder) | {"DJANGO_SETTINGS_MODULE": "conference.settings"},
        check=True,
    )
