"""What of a request decides whether released pages in memory may answer it."""

from django.conf import settings

from conference.serving.page_cache import MAX_KEY

# What makes an answer personal: who is signed in, a message that waits to be shown, or a fragment asked for by a page.
# And who brings a body would keep those waiting who ask for the same page.
PERSONAL_HEADERS = (b"authorization", b"hx-request", b"content-length", b"transfer-encoding")
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME.encode(), b"messages")


class Asked:
    """A request as the front reads it.

    `key` is the place of its answer in memory, None when only Django can answer. The scheme is part of it because plain
    http may be redirected; the host, because Django alone judges it: a host that it refuses never gets a place.
    """

    __slots__ = ("accept_encoding", "cookies", "if_none_match", "key", "public")

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
        self.key = None
        if self.public and len(hosts) == 1 and not scope["query_string"]:
            key = scope["scheme"], hosts[0], scope["path"]
            if len(key[1]) + len(key[2]) <= MAX_KEY:
                self.key = key

    def form_of(self, page):
        return page.gzip if page.gzip and self._accepts_gzip() else page.plain

    def knows(self, form):
        """Whether the visitor already has this form of the page (If-None-Match)."""
        tags = [tag.strip().removeprefix(b"W/") for tag in self.if_none_match.split(b",")]
        return form.etag in tags or b"*" in tags

    def _accepts_gzip(self):
        for coding in self.accept_encoding.lower().split(b","):
            name, __, weight = coding.replace(b" ", b"").partition(b";")
            if name in (b"gzip", b"x-gzip", b"*"):
                return not (weight.startswith(b"q=") and not weight[2:].strip(b"0."))
        return False
