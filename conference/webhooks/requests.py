"""One request to a webhook: signed, to an address that was checked, without redirects, and with an end."""

import hashlib
import hmac
import socket
import ssl
from contextlib import suppress
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import NamedTuple
from urllib.parse import urlsplit

from conference.refusals import Refusal
from conference.webhooks.addresses import target_of

TIMEOUT = 10  # seconds for one step of the request
LONGEST = 30  # seconds for all of it, however slowly the other side answers
GONE = 410


class ReceiverAnswer(NamedTuple):
    """What the other side answered: a status, 0 where it did not, and a few words for the log of deliveries."""

    status: int
    words: str

    @property
    def is_accepted(self) -> bool:
        return 200 <= self.status < 300


def signature(secret: str, body: bytes, at: datetime) -> str:
    """The header by which the receiver knows the sender and the time: HMAC-SHA256 of the time, a dot and the body."""
    moment = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


class _Connection(HTTPConnection):
    """A connection to the address that was checked, with TLS for the name of the host."""

    def __init__(self, url: str) -> None:
        host, port, self._address = target_of(url)
        super().__init__(host, port, timeout=TIMEOUT)
        self._is_tls = urlsplit(url).scheme == "https"

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), TIMEOUT)
        if self._is_tls:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def post(url: str, body: bytes, headers: dict[str, str]) -> ReceiverAnswer:
    """Send a body; a redirect is an answer like any other, and not followed."""
    try:
        connection = _Connection(url)
    except Refusal as refusal:
        return ReceiverAnswer(0, str(refusal))
    end = Timer(LONGEST, connection.cut)
    end.daemon = True
    end.start()
    try:
        parts = urlsplit(url)
        connection.request("POST", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, headers)
        response = connection.getresponse()
        return ReceiverAnswer(response.status, f"{response.status} {response.reason}"[:300])
    except (OSError, HTTPException, ValueError) as error:
        return ReceiverAnswer(0, (str(error) or type(error).__name__)[:300])
    finally:
        end.cancel()
        connection.close()
