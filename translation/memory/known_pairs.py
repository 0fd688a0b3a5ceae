"""What the memory is made of: texts with their translations, from whichever place keeps them.

A place that keeps such pairs is a `Feed`, listed in `translation.memory.feeds`. The memory asks each feed for the
sources of a language, which it keeps in the process, and for the translations of those that it has found.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conference.models import User
from translation.models import Translation
from translation.texts.states import FINAL

Key = tuple[str, int]  # the name of a feed, and the key of a text in it
State = Translation.State


@dataclass(frozen=True)
class KnownPair:
    """A text and its translation, as the memory offers them.

    `source` is what was translated; `current` is the source as it reads now, which differs where the translation is
    outdated. `place` is where the pair comes from, in words, and `address` leads there; it is "" where no page shows
    the pair.
    """

    key: Key
    source: str
    words: str
    current: str
    place: str
    address: str
    state: str
    at: datetime
    by: User | None = None
    is_of_rehearsal: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether a person has vouched for the translation: it is translated or revised."""
        return self.state in FINAL

    @property
    def state_name(self) -> str:
        """The state in the language of the reader."""
        return str(State(self.state).label)


class SourceReader(Protocol):
    """Follows the sources of one language in a feed; the memory of a process has one for each feed and language."""

    def changes(self) -> Iterable[tuple[int, str]]:
        """Returns (key, source) of the texts that came or changed since the last call; the source is "" where it went.

        The first call returns all texts. Whatever process made a change, the next call returns it. A call costs one
        query where nothing changed.
        """


class Feed(Protocol):
    """A place that keeps texts with their translations. It has no state of its own."""

    name: str

    def reader(self, language: str) -> SourceReader:
        """Returns a reader of the sources that are written in a language."""

    def pairs(self, keys: Collection[int], source_language: str, code: str, user: User) -> Iterator[KnownPair]:
        """Yields the pairs of some texts that have a translation into a language and that the user may read.

        What is protected, withheld or embargoed for the user is left out. The number of queries does not depend on
        that of the keys.
        """
