"""What a person confirms is what is done.

A page on which an act is confirmed describes all that it shows as a `Shown`, and its form carries the token of that.
The act describes the same again under its locks, from the data with which it then works, and refuses with `Conflict`
where the two differ. The page that comes back, with status 409, marks what is new since the person looked.
"""

import json
from collections.abc import Hashable, Mapping
from functools import cached_property
from hashlib import blake2b
from hmac import compare_digest

from django.utils.translation import gettext as _

from conference.refusals import Conflict

MOST_PARTS = 2000  # above that, a token says that something has changed, but no longer what
_WHOLE, _MARK = 16, 4  # bytes of the digest of the whole, and of each part


def changed_since() -> str:
    """Return the message of a conflict where the page marks what is new."""
    return _("Something has changed since you looked. Nothing was done: check what is new, then confirm again.")


class Shown:
    """All that a page shows before an act is confirmed: {key of a part: its facts}.

    Keys and facts are plain data (texts, numbers, None, tuples, lists and dicts of them; moments and days too).
    """

    def __init__(self, parts: Mapping[Hashable, object]) -> None:
        found, self._marks = blake2b(digest_size=_WHOLE), {}
        for key, facts in parts.items():
            described = json.dumps([key, facts], default=str).encode()
            found.update(described)
            self._marks[key] = blake2b(described, digest_size=_MARK).hexdigest()
        self._whole = found.hexdigest()

    @cached_property
    def token(self) -> str:
        """What the form carries: a digest of the whole, and the mark of each part."""
        return f"{self._whole}:{''.join(self._marks.values())}" if len(self._marks) <= MOST_PARTS else self._whole

    def confirm(self, seen: str | None, conflict: Conflict) -> None:
        """Raise the conflict unless the token `seen` is of exactly this; None is for a command, which shows no page."""
        if seen is not None and not compare_digest(seen.encode(errors="replace"), self.token.encode()):
            raise conflict

    def confirm_part(self, seen: str | None, conflict: Conflict) -> None:
        """Raise the conflict unless all of this was shown under the token `seen`, which may be of more."""
        if seen is not None and (":" not in seen or self.new_since(seen)):
            self.confirm(seen, conflict)

    def new_since(self, seen: str) -> frozenset[Hashable]:
        """Return the keys of the parts that are new or different since the page with the token `seen`."""
        __, listed, marks = seen.partition(":")
        if not listed:
            return frozenset()
        known = {marks[place : place + 2 * _MARK] for place in range(0, len(marks), 2 * _MARK)}
        return frozenset(key for key, mark in self._marks.items() if mark not in known)
