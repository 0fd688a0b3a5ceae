"""The body of a request is received as a whole before Django is given it.

So a slow sender holds no thread, and one who breaks off half-way has sent nothing, rather than half a form.
"""

import asyncio
from tempfile import SpooledTemporaryFile

from conference.serving.error_responses import Refusal

MAX_BODY = 20 * 1024 * 1024
IN_MEMORY = 256 * 1024
PIECE = 64 * 1024
PATIENCE = 30  # seconds without a byte


class SenderLeft(Exception):
    """The client went away before its request was complete."""


def announced_length(scope):
    """How many bytes the request brings; a refusal if they are too many, or if it does not say."""
    headers = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        raise Refusal(411, "Say how long the request is (Content-Length).")
    length = int(headers.get(b"content-length", 0))
    if length > MAX_BODY:
        raise Refusal(413, f"A request may bring {MAX_BODY // 1024 // 1024} MB at most.")
    return length


class Upload:
    """A body as it arrived; large ones lie in a temporary file until the `with` ends."""

    def __init__(self, length):
        self._left = length
        self._body = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - __exit__ closes it

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._body.close()

    async def arrive(self, receive):
        more = self._left > 0
        while more:
            message = await _next(receive)
            self._body.write(message["body"])
            more = message["more_body"]
        self._body.seek(0)

    async def receive(self):
        """What Django's side calls for its input: never waits for the network."""
        piece = self._body.read(PIECE) if self._left else b""
        self._left -= len(piece)
        return {"type": "http.request", "body": piece, "more_body": self._left > 0}


async def _next(receive):
    try:
        async with asyncio.timeout(PATIENCE):
            message = await receive()
    except TimeoutError:
        raise Refusal(408, "The request did not arrive in time.") from None
    except asyncio.CancelledError:
        raise Refusal(503, "The service is being restarted; try again in a moment.") from None
    if message["type"] == "http.disconnect":
        raise SenderLeft
    return message
