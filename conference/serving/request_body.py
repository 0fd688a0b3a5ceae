"""The body of a request, received as a whole before Django runs.

So a slow client holds no thread, and one that breaks off half-way has sent nothing, rather than half a form.
"""

import asyncio
from tempfile import SpooledTemporaryFile

from conference.serving.error_responses import ErrorResponse

MAX_BODY = 20 * 1024 * 1024
IN_MEMORY = 256 * 1024
PIECE = 64 * 1024
PATIENCE = 30  # seconds without a byte
_FILE = b"filename"  # a form in parts names each of its files; what only looks like that does no harm


class ClientLeft(Exception):
    """Raised when the client disconnects before its request is complete."""


def announced_length(scope):
    """The length of the body in bytes; ErrorResponse if it is too large (413) or not announced (411)."""
    headers = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        raise ErrorResponse(411, "Say how long the request is (Content-Length).")
    length = int(headers.get(b"content-length", 0))
    if length > MAX_BODY:
        raise ErrorResponse(413, f"A request may bring {MAX_BODY // 1024 // 1024} MB at most.")
    return length


class RequestBody:
    """A body; a large one is in a temporary file, which is removed when the `with` ends."""

    def __init__(self, length):
        self.may_hold_file = False
        self._left = length
        self._body = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - __exit__ closes it

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._body.close()

    async def arrive(self, receive):
        """Receive the whole body; ErrorResponse if it takes too long (408) or the process stops (503)."""
        more, end = self._left > 0, b""
        while more:
            message = await _next(receive)
            self._body.write(message["body"])
            read = (end + message["body"]).lower()
            self.may_hold_file, end = self.may_hold_file or _FILE in read, read[-len(_FILE) :]
            more = message["more_body"]
        self._body.seek(0)

    async def receive(self):
        """Return the next piece as an ASGI message, for Django's side; never waits for the network."""
        piece = self._body.read(PIECE) if self._left else b""
        self._left -= len(piece)
        return {"type": "http.request", "body": piece, "more_body": self._left > 0}


async def _next(receive):
    try:
        async with asyncio.timeout(PATIENCE):
            message = await receive()
    except TimeoutError:
        raise ErrorResponse(408, "The request did not arrive in time.") from None
    except asyncio.CancelledError:
        raise ErrorResponse(503, "The service is being restarted; try again in a moment.") from None
    if message["type"] == "http.disconnect":
        raise ClientLeft
    return message
