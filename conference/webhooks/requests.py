"""One request to a webhook: signed, to an address that was checked, without redirects, and with an end."""

import hashlib
import hmac
from datetime import datetime
from http.client import HTTPException
from typing import NamedTuple
from urllib.parse import urlsplit

from conference.outgoing import Connection, send
from conference.refusals import Refusal
from conference.webhooks.addresses import target_of

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


def post(url: str, body: bytes, headers: dict[str, str]) -> ReceiverAnswer:
    """Send a body; a redirect is an answer like any other, and not followed."""
    try:
        host, port, address = target_of(url)
    except Refusal as refusal:
        return ReceiverAnswer(0, str(refusal))
    parts = urlsplit(url)
    connection = Connection(host, port, is_tls=parts.scheme == "https", address=address)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    try:
        answer = send(connection, path, body, headers, longest=LONGEST)
    except (OSError, HTTPException, ValueError) as error:
        return ReceiverAnswer(0, (str(error) or type(error).__name__)[:300])
    return ReceiverAnswer(answer.status, f"{answer.status} {answer.reason}"[:300])
