"""uvicorn, with a limit to the head of a request, and a stop that does not wait for slow clients."""

import errno
import socket

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from conference.logs.requests import BY_PROXY
from conference.serving.connections import Connections, most_connections
from conference.serving.pushing import PUSH, push

MAX_HEAD = 64 * 1024
HEAD_TIME = 20  # seconds for the head of a request, and for the first byte of a new connection
IDLE_TIME = 75  # seconds; proxies close after 60, and must never send on a connection that closes
GRACE = 2  # seconds for responses that Django is making at the stop
BACKLOG = 2048


class CannotListen(Exception):
    """Raised when an address cannot be listened on. The message is one sentence for the operator."""


def listen(host, port):
    """Open a listening socket; `port` is text, "0" is any free one. CannotListen says why it cannot be opened."""
    if not (port.isascii() and port.isdigit() and len(port) <= 5 and int(port) <= 65535):
        raise CannotListen(f"{port!r} is not a port: give a number from 1 to 65535.")
    try:
        found = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError):
        raise CannotListen(f"There is no host called {host!r}.") from None
    family, __, __, __, address = min(found, key=lambda entry: entry[0] != socket.AF_INET)
    try:
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except PermissionError:
        raise CannotListen(f"This user may not listen on port {port}: take one above 1023.") from None
    except OSError as error:
        raise CannotListen(_sentence(error, host, port)) from None


def _sentence(error, host, port):
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is taken: another process listens there."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine."
    return f"Cannot listen on port {port} of {host}: {error.strerror}."


class Protocol(HttpToolsProtocol):
    """A connection. The head of a request (address and headers) is limited in size and in time."""

    held = None  # the Connections of the process

    def connection_made(self, transport):
        super().connection_made(transport)
        self._address = self.client[0] if self.client else ""  # uvicorn puts the visitor's into the request later
        self._is_proxy = self.held.is_proxy(self._address)
        if not self.held.open(self, self._address):
            transport.abort()
        self._head_size = 0
        self._in_head = False
        self._head_timer = None
        self.timeout_keep_alive_task = self.loop.call_later(HEAD_TIME, self.timeout_keep_alive_handler)

    def on_message_begin(self):
        super().on_message_begin()
        self.scope[BY_PROXY] = self._is_proxy
        self.scope["extensions"] = {PUSH: self.push}
        self._head_size = 0
        self._in_head = True

    def on_header(self, name, value):
        self._head_size += len(name) + len(value)
        if self._head_size > MAX_HEAD:
            raise ValueError("The head is too long.")
        super().on_header(name, value)

    def on_headers_complete(self):
        self._in_head = False
        self._stop_timer()
        self.held.work(self, self._address)
        super().on_headers_complete()

    def on_response_complete(self):
        if not self.pipeline:
            self.held.rest(self, self._address)
        super().on_response_complete()

    def data_received(self, data):
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            self._head_size += len(data)
            if self._head_size > MAX_HEAD:
                self.send_400_response("The head of the request is too long.")
            elif self._head_timer is None:
                self._head_timer = self.loop.call_later(HEAD_TIME, self.transport.close)

    def push(self, piece):
        return push(self.transport, self.cycle, piece)

    def connection_lost(self, exc):
        self._stop_timer()
        self.held.close(self, self._address)
        super().connection_lost(exc)

    def _stop_timer(self):
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None


class Server(uvicorn.Server):
    """Serves the application on a listening socket; `announce` is called once it answers.

    Only `proxies`, their addresses with commas between them, are believed what they say of a visitor (X-Forwarded-For)
    and of HTTPS (X-Forwarded-Proto).
    """

    def __init__(self, application, listener, announce, proxies=""):
        held = Connections(most_connections(), proxies)
        super().__init__(
            uvicorn.Config(
                application,
                http=type("ServedConnection", (Protocol,), {"held": held}),
                forwarded_allow_ips=proxies,
                ws="none",
                lifespan="on",
                log_config=None,
                log_level="error",
                access_log=False,
                server_header=False,
                timeout_keep_alive=IDLE_TIME,
                timeout_graceful_shutdown=GRACE,
            )
        )
        self.application = application
        application.connections = held
        self.held = held
        self.listener = listener
        self.announce = announce

    def run(self):
        super().run(sockets=[self.listener])

    async def startup(self, sockets=None):
        await super().startup(sockets)
        self.announce()

    def handle_exit(self, sig, frame):
        """Stop without a failure status: uvicorn would raise the signal again at its end."""
        self.force_exit = self.should_exit
        self.should_exit = True

    async def shutdown(self, sockets=None):
        self.application.clients.cancel()
        await super().shutdown(sockets)
