"""Compression of what Django answers: to staff, to delegations, and to whoever asks for a page that is not released.

Released pages are compressed once and kept so (`page_cache.py`), unless they are made for somebody who is signed in. A
page holds the reader's token against forged requests beside what an address may put into it; who could watch the length
of many answers might guess it from how well it compresses (BREACH). The token is masked anew in each answer, and the
answer is made longer by a random number of bytes, as Django's own middleware does.

Brotli in a quick quality makes a page half as long as gzip does in the same time; browsers accept it over https alone.
"""

import gzip
import re
import secrets
from collections.abc import Callable

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from conference.serving.request import GZIP, accepted_codings

SHORTEST = 600  # bytes; below, less is won than the headers take
LEVEL = 1  # of gzip: half the time of the usual one
QUALITY = 2  # of Brotli: the first that finds what is said again and again, as in the rows of a list
MOST_RANDOM = 100  # bytes, as in Django
SPACES = b" \n\t\r" * 64  # one for each byte
TAKE_SPACES = ("text/html", "application/json")  # which may end with white space
TEXTS = re.compile(r"(?:text/|application/(?:json|javascript|xml|[\w.-]+\+(?:json|xml))|image/svg)", re.ASCII)


class CompressionMiddleware:
    """Sends a text as gzip to a browser that accepts it; leaves files, streams and pages for the cache as they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _is_ours(request, response):
            patch_vary_headers(response, ("Accept-Encoding",))
            _compress(
                response, accepted_codings(request.headers.get("Accept-Encoding", "").encode("latin-1", "replace"))
            )
        return response


def _is_ours(request: HttpRequest, response: HttpResponse) -> bool:
    if "Rostrum-Cache" in response and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    is_text = TEXTS.match(response.get("Content-Type", "")) is not None
    return is_text and "Content-Encoding" not in response and len(response.content) >= SHORTEST


def _compress(response: HttpResponse, accepted: set[bytes]) -> None:
    if b"br" in accepted and response["Content-Type"].startswith(TAKE_SPACES):
        response.content = brotli.compress(response.content + _white_space(), quality=QUALITY)
        response["Content-Encoding"] = "br"
    elif accepted & GZIP:
        response.content = _lengthened(gzip.compress(response.content, compresslevel=LEVEL, mtime=0))
        response["Content-Encoding"] = "gzip"
    else:
        return
    response["Content-Length"] = str(len(response.content))
    if (tag := response.get("ETag", "")).startswith('"'):
        response["ETag"] = f"W/{tag}"  # the same text, not the same bytes (RFC 9110, 8.8.1)


def _white_space() -> bytes:
    """White space of random length that does not compress: each sign is one of four, and takes two bits."""
    return secrets.token_bytes(secrets.randbelow(4 * MOST_RANDOM)).translate(SPACES)


def _lengthened(compressed: bytes) -> bytes:
    """A gzip file with a file name of random length in its header (RFC 1952, 2.3.1), which who unpacks it ignores."""
    header = bytearray(compressed[:10])
    header[3] |= 8  # FNAME
    return bytes(header) + b"a" * secrets.randbelow(MOST_RANDOM) + b"\0" + compressed[10:]
