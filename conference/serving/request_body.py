"""The body of a request, received as a whole before Django runs.

So a slow client holds no thread, and one that breaks off half-way has sent nothing, rather than half a form.
"""

import asyncio
from tempfile import SpooledTemporaryFile

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from conference.files.safe_open import LARGEST, LARGEST_OF_DELEGATION
from conference.serving.error_responses import ErrorResponse
from conference.serving.visitors import Visitor

KB = 1024
MB = 1024 * KB
BESIDE_THE_FILE = 1 * MB  # the other fields of a form, so that the form itself can say that a file is too large
# To take a form apart costs up to half a second for each percent-encoded megabyte, before Django knows who sent it.
MAX_FORM = {
    Visitor.ANYBODY: 64 * KB,
    Visitor.DELEGATION: 512 * KB,
    Visitor.STAFF: settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
}
MAX_UPLOAD = {
    Visitor.ANYBODY: 64 * KB,
    Visitor.DELEGATION: 20 * MB,
    Visitor.STAFF: LARGEST + BESIDE_THE_FILE,
}
# What is said to be the most: that of one file, as the forms say it, and not what comes with it.
MOST_OF_FILE = {
    Visitor.ANYBODY: 64 * KB,
    Visitor.DELEGATION: LARGEST_OF_DELEGATION,
    Visitor.STAFF: LARGEST,
}
UPLOAD = b"multipart/form-data"
IN_MEMORY = 256 * 1024
PIECE = 64 * 1024
PATIENCE = 30  # seconds without a byte
_FILE = b"filename"  # a form in parts names each of its files; what only looks like that does no harm


class ClientLeft(Exception):
    """Raised when the client disconnects before its request is complete."""


def announced_length(scope, visitor):
    """The length of the body in bytes; ErrorResponse if it is too large (413) or not announced (411)."""
    headers = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        raise ErrorResponse(411, _("This request does not say how long it is (Content-Length)."))
    length = int(headers.get(b"content-length", 0))
    is_upload = headers.get(b"content-type", b"").lower().startswith(UPLOAD)
    most = (MAX_UPLOAD if is_upload else MAX_FORM)[visitor]
    if length > most:
        raise ErrorResponse(413, _too_large(MOST_OF_FILE[visitor] if is_upload else most, visitor))
    return length


def _too_large(most, visitor):
    if visitor is Visitor.ANYBODY:
        sentence = _("What you sent is too large: {most} KB is the most without signing in. Nothing of it was kept.")
        return format_lazy(sentence, most=most // KB)
    if most < MB:
        return format_lazy(
            _("What you sent is too large: {most} KB is the most. Nothing of it was kept."), most=most // KB
        )
    return format_lazy(_("What you sent is too large: {most} MB is the most. Nothing of it was kept."), most=most // MB)


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
        raise ErrorResponse(408, _("What you sent did not arrive in time. Try again.")) from None
    except asyncio.CancelledError:
        raise ErrorResponse(503, _("The service is being restarted. Try again in a moment.")) from None
    if message["type"] == "http.disconnect":
        raise ClientLeft
    return message
