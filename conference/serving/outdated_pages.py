"""A page from memory while the database is away: as it was, with a line that says so and its age in the head."""

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from conference.serving.cache_version import LastKnown
from conference.serving.page_cache import CachedPage

MAIN = b'<main id="content" tabindex="-1">'
VALIDATORS = (b"etag", b"content-length")  # a browser must not keep the page as if it were current


def outdated(page: CachedPage, language: str, known: LastKnown) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Returns the headers and the body of a page as it was, for a reader of a language."""
    with override(language):
        moment = f"{known.since:%H:%M} UTC"
        sentence = _("The database cannot be asked now. This page is as it was at {time}.").format(time=moment)
    line = f'<ul class="messages" role="status"><li class="warning">{escape(sentence)}</li></ul>'
    body = page.plain.body.replace(MAIN, MAIN + line.encode(), 1)
    headers = [header for header in page.plain.headers if header[0] not in (*VALIDATORS, b"cache-control")]
    headers += [
        (b"cache-control", b"no-store"),
        (b"age", b"%d" % known.age()),
        (b"warning", b'110 - "Response is Stale"'),
        (b"content-length", b"%d" % len(body)),
    ]
    return headers, body
