"""What an open page of the draft shows already, so that an answer holds only the pieces that differ.

A page tells by a name which answer it shows. Of the last answers this process keeps a digest of each piece; a page that
shows another one, or the answer of another process, gets all pieces.
"""

from hashlib import blake2b

from django.utils.html import format_html
from django.utils.safestring import SafeString

from conference.caches import Cache

MOST = 24  # answers; readers in one language with the same rights share one

_answers: Cache[str, dict[str, int]] = Cache(MOST)


class Pieces:
    """The pieces of one answer; `shown` is the name of the answer that the page shows, empty where it shows none."""

    def __init__(self, shown: str = "") -> None:
        self._known = _answers.get(shown, {})
        self._digests: dict[str, int] = {}

    def put(self, key: str, html: str) -> None:
        """Notes a piece by the id of its element; `html` is without what differs in each answer, as a token does."""
        self._digests[key] = hash(html)

    def is_shown(self, key: str) -> bool:
        """Returns whether the page shows a noted piece as it is now."""
        return key in self._known and self._known[key] == self._digests[key]

    def digest(self, key: str) -> int:
        return self._digests[key]

    def name(self) -> str:
        """Returns the name of this answer, once all its pieces are noted."""
        name = blake2b(repr(self._digests).encode(), digest_size=12).hexdigest()
        _answers[name] = self._digests
        return name


def in_place(tag: str, key: str) -> SafeString:
    """Returns what stands for a piece that the page keeps as it is."""
    return format_html('<{} id="{}" data-same></{}>', tag, key, tag)
