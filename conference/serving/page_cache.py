"""Released pages kept in memory, as the bytes and headers that go over the wire.

A view offers its page with the header `Rostrum-Cache: released`: it then depends on its address and on what is
released, and on nothing of the visitor. `released; seconds=60` says that it depends on the date as well.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from time import monotonic
from typing import NamedTuple

MAX_BYTES = 64 * 1024 * 1024
MAX_PAGE = 4 * 1024 * 1024
MAX_KEY = 768
MAX_OTHERS = 4096

OFFER = re.compile(rb"released(?:; *seconds=(\d{1,9}))?")
VARIES_WITHOUT_HARM = {b"", b"accept-encoding", b"cookie"}
REPLACED = {b"cache-control", b"vary", b"etag", b"last-modified", b"expires", b"content-length"}
OF_THE_BODY = {b"content-type", b"content-language", b"content-encoding", b"content-length"}
HOW_TO_KEEP = [(b"cache-control", b"public, max-age=0, must-revalidate"), (b"vary", b"Accept-Encoding, Cookie")]


class Form(NamedTuple):
    """A page in one encoding."""

    etag: bytes
    headers: list
    headers_unmodified: list
    body: bytes

    @classmethod
    def of(cls, headers, etag, body):
        headers = [*headers, (b"etag", etag), (b"content-length", b"%d" % len(body))]
        return cls(etag, headers, [header for header in headers if header[0] not in OF_THE_BODY], body)


class Page:
    """One released page, plain and, where that is shorter, compressed."""

    def __init__(self, headers, body, seconds=None):
        headers = [header for header in headers if header[0] not in REPLACED] + HOW_TO_KEEP
        mark = hashlib.sha256(body).hexdigest()[:32].encode()
        compressed = gzip.compress(body, mtime=0)
        self.plain = Form.of(headers, b'"%s"' % mark, body)
        self.gzip = None
        if len(compressed) < 0.9 * len(body):
            self.gzip = Form.of([*headers, (b"content-encoding", b"gzip")], b'"%s-gzip"' % mark, compressed)
        self.seconds = seconds
        self.size = len(body) + (len(compressed) if self.gzip else 0) + sum(len(n) + len(v) for n, v in headers)

    @classmethod
    def is_offered(cls, status, headers):
        """Whether an answer of Django may be shown to everybody who asks for the same address."""
        found = dict(headers)
        varies = {name.strip() for name in found.get(b"vary", b"").lower().split(b",")}
        return (
            status == 200
            and OFFER.fullmatch(found.get(b"rostrum-cache", b"")) is not None
            and b"set-cookie" not in found
            and b"content-encoding" not in found
            and varies <= VARIES_WITHOUT_HARM
        )

    @classmethod
    def of_answer(cls, headers, body):
        seconds = OFFER.fullmatch(dict(headers)[b"rostrum-cache"])[1]
        headers = [header for header in headers if header[0] != b"rostrum-cache"]
        return cls(headers, body, None if seconds is None else int(seconds))


class Pages:
    """The pages in memory: each is good for one version of what is public, and the longest unread makes room."""

    def __init__(self, max_bytes=MAX_BYTES, clock=monotonic):
        self.max_bytes = max_bytes
        self.clock = clock
        self.size = 0
        self._kept = OrderedDict()
        self._others = {}

    def __len__(self):
        return len(self._kept)

    def get(self, key, version):
        found = self._kept.get(key)
        if found is None:
            return None
        page, of_version, until = found
        if of_version != version or (until is not None and self.clock() >= until):
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        return page

    def keep(self, key, version, page):
        self._drop(key)
        self._others.pop(key, None)
        if page.size > min(MAX_PAGE, self.max_bytes):
            return
        until = None if page.seconds is None else self.clock() + page.seconds
        self._kept[key] = page, version, until
        self.size += page.size
        while self.size > self.max_bytes:
            self._drop(next(iter(self._kept)))

    def is_other(self, key, version):
        """Whether this address was last seen to answer with something else: nobody need wait for one rendering."""
        return self._others.get(key) == version

    def note_other(self, key, version):
        if len(self._others) >= MAX_OTHERS:
            self._others.clear()
        self._others[key] = version

    def _drop(self, key):
        if key in self._kept:
            self.size -= self._kept.pop(key)[0].size
