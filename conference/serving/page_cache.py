"""The cache of released pages in memory, as the bytes and headers that are sent.

A view marks its page with the header `Rostrum-Cache: released` if it depends on its address and on what is released,
and on nothing about the visitor. `reads=day,theme` names the parameters of the address that the view reads: all others
share one page. `seconds=60` marks a page that depends on the date as well.

Kept is what is sent: a page as Brotli and as gzip make it, a tenth of its own bytes. The few who ask for it plain have
it unpacked for them.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from itertools import islice
from operator import itemgetter
from time import monotonic
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

import brotli

MAX_BYTES = 64 * 1024 * 1024
MAX_BYTES_OF_CHOICES = 16 * 1024 * 1024
MAX_PAGE = 4 * 1024 * 1024  # as it is kept, compressed
QUALITY = 6  # of Brotli: a twelfth smaller than gzip in its time; the best would take longer than making the page
MAX_KEY = 768
MAX_UNCACHEABLE = 4096
MAX_ADDRESSES = 16_384

OFFER = re.compile(rb"released(?:; *reads=([\w,-]*))?(?:; *seconds=(\d{1,9}))?")
HARMLESS_VARY = {b"", b"accept-encoding", b"cookie"}
REPLACED = {b"cache-control", b"vary", b"etag", b"last-modified", b"expires", b"content-length"}
BODY_HEADERS = {b"content-type", b"content-language", b"content-encoding", b"content-length"}
CACHE_HEADERS = [(b"cache-control", b"public, max-age=0, must-revalidate"), (b"vary", b"Accept-Encoding, Cookie")]


class EncodedPage(NamedTuple):
    """A page in one content encoding, with the headers for 200 and for 304 (Not Modified)."""

    etag: bytes
    headers: list
    headers_not_modified: list
    body: bytes

    @classmethod
    def of(cls, headers, mark, body, coding=b""):
        etag = b'"%s%s"' % (mark, coding and b"-" + coding)
        headers = [*headers, *([(b"content-encoding", coding)] if coding else []), (b"etag", etag)]
        headers.append((b"content-length", b"%d" % len(body)))
        return cls(etag, headers, [header for header in headers if header[0] not in BODY_HEADERS], body)


class CachedPage:
    """A released page, compressed if that makes it shorter. It expires after `seconds`; None is never.

    `brotli` and `gzip` are None where it does not shrink. `parameters` are the names that the view reads from the
    query; None if it does not say.
    """

    def __init__(self, headers, body, seconds=None, parameters=None):
        self._headers = [header for header in headers if header[0] not in REPLACED] + CACHE_HEADERS
        self._mark = hashlib.sha256(body).hexdigest()[:32].encode()
        self.seconds = seconds
        self.parameters = parameters
        self.is_read = True
        self.brotli = self.gzip = self._plain = None
        compressed = brotli.compress(body, quality=QUALITY)
        if len(compressed) < 0.9 * len(body):
            self.brotli = EncodedPage.of(self._headers, self._mark, compressed, b"br")
            self.gzip = EncodedPage.of(self._headers, self._mark, gzip.compress(body, mtime=0), b"gzip")
        else:
            self._plain = EncodedPage.of(self._headers, self._mark, body)
        kept = [encoded for encoded in (self.brotli, self.gzip, self._plain) if encoded]
        self.size = sum(len(name) + len(value) for name, value in self._headers) + sum(len(form.body) for form in kept)

    @property
    def plain(self):
        """The page as it was rendered."""
        return self._plain or EncodedPage.of(self._headers, self._mark, brotli.decompress(self.brotli.body))

    @classmethod
    def is_offered(cls, status, headers):
        """Whether a response of Django may be sent to everybody who requests the same address."""
        found = dict(headers)
        varies = {name.strip() for name in found.get(b"vary", b"").lower().split(b",")}
        return (
            status == 200
            and OFFER.fullmatch(found.get(b"rostrum-cache", b"")) is not None
            and b"set-cookie" not in found
            and b"content-encoding" not in found
            and varies <= HARMLESS_VARY
        )

    @classmethod
    def of_response(cls, headers, body):
        names, seconds = OFFER.fullmatch(dict(headers)[b"rostrum-cache"]).groups()
        headers = [header for header in headers if header[0] != b"rostrum-cache"]
        parameters = None if names is None else frozenset(filter(None, names.split(b",")))
        return cls(headers, body, None if seconds is None else int(seconds), parameters)


class PageCache:
    """The pages in memory, each valid for one cache version. The least recently used make room for new ones."""

    def __init__(self, max_bytes=MAX_BYTES, clock=monotonic):
        self.max_bytes = max_bytes
        self.clock = clock
        self.size = 0
        self._kept = OrderedDict()
        self._uncacheable = {}

    def __len__(self):
        return len(self._kept)

    def get(self, key, version):
        found = self._kept.get(key)
        if found is None:
            return None
        page, page_version, until = found
        if page_version != version or (until is not None and self.clock() >= until):
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        page.is_read = True
        return page

    def is_current(self, key, version):
        """Whether `get` would return a page; it does not count as read."""
        page, page_version, until = self._kept.get(key, (None, None, None))
        return page is not None and page_version == version and (until is None or self.clock() < until)

    def last_read(self, most):
        """Return the addresses of the pages that readers asked for, of any version, the last one first."""
        read = (key[:3] for key, (page, *__) in reversed(self._kept.items()) if page.is_read)
        return list(islice(read, most))

    def note_unread(self, key):
        """Note that no reader has asked for the page that was kept."""
        if key in self._kept:
            self._kept[key][0].is_read = False

    def get_outdated(self, key, version):
        """Return the page of a version though its time is over, while nothing newer can be made."""
        page, page_version, _until = self._kept.get(key, (None, None, None))
        return page if page_version == version else None

    def store(self, key, version, page):
        self._drop(key)
        self._uncacheable.pop(key, None)
        if page.size > min(MAX_PAGE, self.max_bytes):
            return
        until = None if page.seconds is None else self.clock() + page.seconds
        self._kept[key] = page, version, until
        self.size += page.size
        while self.size > self.max_bytes:
            self._drop(next(iter(self._kept)))

    def is_uncacheable(self, key, version):
        """Whether the last response of this address was no released page, so that requests need not wait for one."""
        return self._uncacheable.get(key) == version

    def note_uncacheable(self, key, version):
        if len(self._uncacheable) >= MAX_UNCACHEABLE:
            self._uncacheable.clear()
        self._uncacheable[key] = version

    def _drop(self, key):
        if key in self._kept:
            self.size -= self._kept.pop(key)[0].size


class Parameters:
    """The parameters that the view of each address reads, as its last released page said."""

    def __init__(self):
        self._names = {}

    def note(self, address, page):
        if page.parameters is not None:
            if len(self._names) >= MAX_ADDRESSES:
                self._names.clear()
            self._names[address] = page.parameters

    def key(self, address, query):
        """The key of the page for an address with a query: the parameters that the view reads, as far as known.

        They are in an order of their own and without their escapes, so that one choice is kept once however it is
        written; the values of one name stay in theirs.
        """
        names = self._names.get(address)
        if not query or names is None:
            return *address, query
        pairs = [_pair(part) for part in query.split(b"&")]
        kept = tuple(sorted((pair for pair in pairs if pair[0] in names), key=itemgetter(0)))
        return *address, kept or b""


def _pair(part):
    """The name and the value of a parameter, as Django reads them."""
    name, _equals, value = part.replace(b"+", b" ").partition(b"=")
    return unquote_to_bytes(name), unquote_to_bytes(value)
