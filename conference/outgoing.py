"""A request to another system: without redirects, with an end in time, and with no more of the answer than was asked.

Where it may go is decided before, by whoever makes the connection.
"""

import socket
import ssl
from contextlib import suppress
from http.client import HTTPConnection
from threading import Timer
from typing import NamedTuple

TIMEOUT = 10  # seconds for one step of the request


class OutgoingAnswer(NamedTuple):
    """What the other side answered: its status, the words that go with it, and the beginning of its body."""

    status: int
    reason: str
    body: bytes


class Connection(HTTPConnection):
    """A connection to a host, at an address that may have been looked up before, with TLS for the name of the host."""

    def __init__(self, host: str, port: int, *, is_tls: bool, address: str = "") -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self._is_tls, self._address, self._is_cut = is_tls, address or host, False
        # `sock` is forgotten once an answer begins after which the other side closes, and then there is still its body.
        self._line: socket.socket | None = None

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), TIMEOUT)
        if self._is_tls:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        self._line = self.sock

    def close(self) -> None:
        super().close()
        if self._line:
            self._line.close()

    def cut(self) -> None:
        """End the request, wherever it is."""
        self._is_cut = True
        with suppress(OSError):
            if self._line:
                self._line.shutdown(socket.SHUT_RDWR)

    def require_whole(self) -> None:
        """Raise TimeoutError where the request was ended before the answer was."""
        if self._is_cut:
            raise TimeoutError


def send(
    connection: Connection, path: str, body: bytes, headers: dict[str, str], *, longest: float, most: int = 0
) -> OutgoingAnswer:
    """Post a body and return the answer with at most `most` bytes of its body, all within `longest` seconds.

    Raises OSError, HTTPException or ValueError where the other side does not answer, or not in HTTP.
    """
    end = Timer(longest, connection.cut)
    end.daemon = True
    end.start()
    try:
        connection.request("POST", path, body, headers)
        with connection.getresponse() as response:
            content = response.read(most) if most else b""
            connection.require_whole()
            return OutgoingAnswer(response.status, response.reason, content)
    finally:
        end.cancel()
        connection.close()
