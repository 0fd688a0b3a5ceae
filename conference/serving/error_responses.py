"""The few error responses that this process gives without Django: short, plain text, in English."""

import asyncio

from conference.middleware import HEADERS

LINGER = 2  # seconds
BEFORE_THE_BODY = (411, 413)

PLAIN = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"connection", b"close"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    *((name.lower().encode(), value.encode()) for name, value in HEADERS.items()),
]


class ErrorResponse(Exception):
    """Raised to end a request with a status and one sentence."""

    def __init__(self, status, sentence):
        super().__init__(sentence)
        self.status = status
        self.body = f"{sentence}\n".encode()

    def headers(self):
        return [*PLAIN, (b"content-length", b"%d" % len(self.body))]

    async def send(self, receive, send):
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers()})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        if self.status in BEFORE_THE_BODY:
            await _let_finish(receive)
        await send({"type": "http.response.body", "body": b""})


async def _let_finish(receive):
    """Read on for a moment: a client that is cut off while it still sends never shows the response."""
    try:
        async with asyncio.timeout(LINGER):
            while (await receive()).get("more_body"):
                pass
    except TimeoutError:
        pass
