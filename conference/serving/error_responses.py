"""The few error responses that this process gives without Django: one sentence in the language of the address.

A browser that opens a page is shown one; a program, an event stream or a script is answered in plain text.
"""

import asyncio

from django.template.loader import render_to_string
from django.utils.translation import get_language_from_path, override

from conference.caches import constant
from conference.languages import official
from conference.languages.urls_by_language import siblings_of
from conference.logs.requests import request_id
from conference.middleware import HEADERS

LINGER = 2  # seconds
BREATH = 0.1  # seconds between two pieces
BEFORE_THE_BODY = (411, 413, 429)

POLICY = b"default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; frame-ancestors 'none'"
SAFE = [
    (b"cache-control", b"no-store"),
    (b"connection", b"close"),
    (b"content-security-policy", POLICY),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    *((name.lower().encode(), value.encode()) for name, value in HEADERS.items()),
]


class ErrorResponse(Exception):
    """Raised to end a request with a status and one sentence, which may be translated lazily.

    `retry_after` are the seconds after which the client may try again.
    """

    def __init__(self, status, sentence, retry_after=None):
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.retry_after = retry_after

    def written(self, scope):
        """The headers and the body for a request."""
        language = get_language_from_path(scope["path"]) or "en"
        with override(language):
            sentence = str(self.sentence)
        if any(name == b"accept" and b"text/html" in value for name, value in scope["headers"]):
            render = _failed_page if self.status == 500 else _page
            kind, body = b"text/html", render(self.status, sentence, language)
        else:
            kind, body = b"text/plain", f"{sentence}\n".encode()
        headers = [
            *SAFE,
            (b"content-type", kind + b"; charset=utf-8"),
            (b"content-language", official(language).html.encode()),
            (b"content-length", b"%d" % len(body)),
        ]
        if self.retry_after is not None:
            headers.append((b"retry-after", b"%d" % self.retry_after))
        return headers, body

    async def send(self, scope, receive, send):
        headers, body = self.written(scope)
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": True})
        if self.status in BEFORE_THE_BODY:
            await _let_finish(receive)
        await send({"type": "http.response.body", "body": b""})


@constant(256)
def _page(status, sentence, code):
    """The page for browsers. It is made once, because whoever asks too much is refused often."""
    return _rendered(code, status=status, sentence=sentence)


def _failed_page(status, sentence, code):
    """The page of a failure, with the number under which the log has it."""
    return _rendered(code, status=status, sentence=sentence, request_id=request_id())


def _rendered(code, **context):
    context |= {"language": official(code), "siblings": siblings_of("/")}
    with override(code):
        return render_to_string("conference/refused.html", context).encode()


async def _let_finish(receive):
    """Read on for a moment: a client that is cut off while it still sends never shows the response.

    It reads slowly, because the loop that reads serves everybody.
    """
    try:
        async with asyncio.timeout(LINGER):
            while (await receive()).get("more_body"):
                await asyncio.sleep(BREATH)
    except TimeoutError:
        pass
