"""What of a request decides whether the page cache may answer it."""

from django.conf import settings

from conference.serving.page_cache import MAX_KEY

# What makes a response personal: a session, a message to be shown, or a fragment that a page's script requests.
# A request with a body is excluded because a slow one would hold up all requests for the same page.
PERSONAL_HEADERS = (b"authorization", b"rostrum-fragment", b"content-length", b"transfer-encoding")
GZIP = {b"gzip", b"x-gzip", b"*"}
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME.encode(), b"messages")


class PageRequest:
    """A request as the page cache reads it.

    `address` is (scheme, host, path), or None if only Django can answer. The scheme is part of it because plain http
    may be redirected; the host, because Django alone checks it: for a host that it refuses no page is ever cached.
    """

    __slots__ = ("accept_encoding", "address", "cookies", "if_none_match", "public", "query")

    def __init__(self, scope):
        hosts = []
        self.cookies = self.accept_encoding = self.if_none_match = b""
        self.public = scope["method"] in ("GET", "HEAD")
        for name, value in scope["headers"]:
            if name == b"host":
                hosts.append(value)
            elif name == b"cookie":
                self.cookies += value + b";"
            elif name == b"accept-encoding":
                self.accept_encoding += value + b","
            elif name == b"if-none-match":
                self.if_none_match += value + b","
            elif name in PERSONAL_HEADERS:
                self.public = False
        if self.cookies and any(name in self.cookies for name in PERSONAL_COOKIES):
            self.public = False
        self.address = None
        self.query = scope["query_string"]
        if self.public and len(hosts) == 1 and len(hosts[0]) + len(scope["path"]) + len(self.query) <= MAX_KEY:
            self.address = scope["scheme"], hosts[0], scope["path"]

    def encoded(self, page):
        """The page in the best encoding that the client accepts."""
        if page.brotli is None:
            return page.plain
        accepted = accepted_codings(self.accept_encoding)
        if b"br" in accepted:
            return page.brotli
        return page.plain if accepted.isdisjoint(GZIP) else page.gzip

    def knows(self, encoded):
        """Whether the client already has this encoded page (If-None-Match)."""
        tags = [tag.strip().removeprefix(b"W/") for tag in self.if_none_match.split(b",")]
        return encoded.etag in tags or b"*" in tags


def accepted_codings(header):
    """The content codings of an Accept-Encoding header that the client accepts, in lower case."""
    found = set()
    for coding in header.lower().split(b","):
        name, __, weight = coding.replace(b" ", b"").partition(b";")
        if not (weight.startswith(b"q=") and not weight[2:].strip(b"0.")):
            found.add(name)
    return found
