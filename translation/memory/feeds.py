"""The places that the memory has its texts from. A new one is written as a `Feed` and added to `FEEDS`."""

from collections.abc import Iterable, Iterator

from conference.models import User
from translation.memory.known_pairs import Feed, Key, KnownPair
from translation.memory.listed_texts import ListedTexts
from translation.memory.reference_texts import ReferenceTexts

FEEDS: tuple[Feed, ...] = (ListedTexts(), ReferenceTexts())


class Readers:
    """Follows the sources of one language in all feeds."""

    def __init__(self, language: str) -> None:
        self._readers = [(feed.name, feed.reader(language)) for feed in FEEDS]

    def changes(self) -> Iterator[tuple[Key, str]]:
        """Yields (key, source) of what came, changed or went since the last call; see `SourceReader.changes`."""
        for name, reader in self._readers:
            for key, source in reader.changes():
                yield (name, key), source


def pairs_of(keys: Iterable[Key], source_language: str, code: str, user: User) -> Iterator[KnownPair]:
    """Yields the pairs of some texts that have a translation into a language and that the user may read."""
    wanted = set(keys)
    for feed in FEEDS:
        own = {key for name, key in wanted if name == feed.name}
        if own:
            yield from feed.pairs(own, source_language, code, user)
