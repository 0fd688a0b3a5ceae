"""A served site with the floor's streams, for tests that listen over real connections."""

import http.client
import json
import threading
from contextlib import contextmanager

from django.core.wsgi import get_wsgi_application

from conference.serving.application import Application
from conference.serving.server import Server, listen


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
