"""How words and phrases were translated before: found in the sources of a language, or in the translations into one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import Lock

from conference.caches import Cache
from conference.languages import CODES
from conference.models import User
from translation.memory.feeds import pairs_of
from translation.memory.fuzzy_index import Memory, MemoryPassage
from translation.memory.known_pairs import Key, KnownPair, SourceReader
from translation.memory.listed_texts import ListedTexts
from translation.memory.listed_translations import ListedTranslationsReader
from translation.memory.lookup import sources_in
from translation.memory.reference_texts import ReferenceTexts, ReferenceTextsReader

_LOOKED_AT = 4  # times as many as are shown: some are not for the reader's eyes, or have no translation


@dataclass(frozen=True)
class ConcordanceHit:
    """A text and its translation, one of which holds what is sought; `spans` are its places there.

    `others` more texts read the same in both languages.
    """

    pair: KnownPair
    spans: tuple[tuple[int, int], ...]
    is_in_target: bool = False
    others: int = 0

    @property
    def source(self) -> str:
        """The source as it reads now, which is what was searched."""
        return self.pair.source if self.is_in_target else self.pair.current

    @property
    def words(self) -> str:
        return self.pair.words

    @property
    def searched(self) -> str:
        """The one of the two that holds what is sought."""
        return self.words if self.is_in_target else self.source


class TargetMemory:
    """The translations into one language: of the texts of conferences, and in reference memories."""

    def __init__(self, language: str) -> None:
        self._lock = Lock()
        self._memory = Memory(language)
        self._readers: list[tuple[str, SourceReader]] = [
            (ListedTexts.name, ListedTranslationsReader(language)),
            (ReferenceTexts.name, ReferenceTextsReader(language)),
        ]

    def concordance(self, query: str, most: int) -> list[MemoryPassage]:
        with self._lock:
            for name, reader in self._readers:
                for key, words in reader.changes():
                    self._memory.put((name, key), words)
            return self._memory.concordance(query, most=most)


_memories: Cache[str, TargetMemory] = Cache(len(CODES))
_making = Lock()


def targets_in(language: str) -> TargetMemory:
    """Returns the memory of the translations into a language, which is made when it is first asked for."""
    with _making:
        if language not in _memories:
            _memories[language] = TargetMemory(language)
        return _memories[language]


def concordance(
    query: str, source_language: str, code: str, user: User, *, in_target: bool = False, most: int = 50
) -> list[ConcordanceHit]:
    """Returns the texts that hold what is sought and are translated into a language, the shortest first.

    With `in_target` it is sought in the translations. What the user may not read is left out.
    """
    memory = targets_in(code) if in_target else sources_in(source_language)
    passages = {each.key: each for each in memory.concordance(query, most * _LOOKED_AT)}
    pairs = pairs_of(passages, source_language, code, user)
    return sorted(_hits(pairs, passages, in_target), key=lambda each: (len(each.searched), each.pair.key[1]))[:most]


def _hits(pairs: Iterable[KnownPair], passages: dict[Key, MemoryPassage], in_target: bool) -> Iterable[ConcordanceHit]:
    """Returns the pairs whose searched text still reads as it was searched, what reads the same once."""
    found: dict[tuple[str, str], ConcordanceHit] = {}
    for pair in sorted(pairs, key=lambda pair: (pair.is_of_rehearsal, pair.key[1])):
        hit = ConcordanceHit(pair, passages[pair.key].spans, in_target)
        if hit.searched != passages[pair.key].text:
            continue
        same = hit.source, hit.words
        found[same] = replace(found[same], others=found[same].others + 1) if same in found else hit
    return found.values()
