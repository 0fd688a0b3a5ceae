"""Earlier texts that are like the one at hand, with their translations.

Each process keeps the sources of each language in a `Memory`, made when it is first asked for and kept in step with
the feeds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from threading import Lock

from conference.caches import Cache
from conference.languages import CODES
from conference.text_diff import DiffPart, difference
from translation.memory.feeds import Readers
from translation.memory.fuzzy_index import LEAST_SCORE, Match, Memory, MemoryPassage, likeness
from translation.memory.known_pairs import Key, KnownPair
from translation.memory.listed_texts import ListedTexts
from translation.memory.passages import Known, PassageIndex
from translation.models import Text

CANDIDATES = 60  # sources that are looked at for translations; most of a conference may have none yet
OFFERED = 9  # as many as there are keys that use one
UNSURE = 15  # what a translation that nobody vouches for is put behind, in per cent


@dataclass(frozen=True)
class Offer:
    """An earlier text that is like the one at hand, with its translation; `others` more texts have the same one."""

    pair: KnownPair
    score: int
    parts: tuple[DiffPart, ...] = ()
    others: int = 0

    @property
    def source(self) -> str:
        return self.pair.source

    @property
    def words(self) -> str:
        return self.pair.words

    @property
    def is_sure(self) -> bool:
        """Whether a person has vouched for the translation: it is translated or revised."""
        return self.pair.is_sure

    @property
    def rank(self) -> tuple[int, bool, int]:
        """The order of offers: by score, less a deduction for drafts; rehearsals after real conferences."""
        return self.score - (0 if self.is_sure else UNSURE), not self.pair.is_of_rehearsal, -self.pair.key[1]


class SourceMemory:
    """The sources of one language, kept in step with the feeds."""

    def __init__(self, language: str) -> None:
        self.lock = Lock()
        self._memory = Memory(language)
        self._passages = PassageIndex(language)
        self._readers = Readers(language)

    def look_up(self, text: str, most: int) -> tuple[list[Match], list[Known]]:
        """Returns the texts that are like a text, at most so many, and the passages of it that some texts have."""
        with self.lock:
            self._refresh()
            return self._memory.similar(text, most=most), self._passages.find(text)

    def look_up_each(self, texts: Iterable[str], most: int) -> Iterator[tuple[list[Match], list[Known]]]:
        """Yields the same for each of several texts; in between others are answered."""
        with self.lock:
            self._refresh()
        for text in texts:
            with self.lock:
                found = self._memory.similar(text, most=most), self._passages.find(text)
            yield found

    def concordance(self, query: str, most: int) -> list[MemoryPassage]:
        with self.lock:
            self._refresh()
            return self._memory.concordance(query, most=most)

    def _refresh(self) -> None:
        for key, source in self._readers.changes():
            self._memory.put(key, source)
            self._passages.put(key, source)


_memories: Cache[str, SourceMemory] = Cache(len(CODES))
_making = Lock()


def sources_in(language: str) -> SourceMemory:
    """Returns the memory of the sources of a language, which is made when it is first asked for."""
    with _making:
        if language not in _memories:
            _memories[language] = SourceMemory(language)
        return _memories[language]


def offers(source: str, matches: Mapping[Key, Match], pairs: Iterable[KnownPair], most: int = OFFERED) -> list[Offer]:
    """Returns the pairs of earlier texts that are like a source, the best first; `matches` tell which those are."""
    found = []
    for pair in pairs:
        match = matches.get(pair.key)
        if match is None:
            continue
        score = match.score if pair.source == match.text else likeness(pair.source, source)
        if score >= LEAST_SCORE:
            found.append(Offer(pair, score))
    return [_compared(offer, source) for offer in _best(found)[:most]]


def key_of(text: Text) -> Key:
    """Returns the key that a listed text has in the memory."""
    return ListedTexts.name, text.pk


def _best(found: list[Offer]) -> list[Offer]:
    """Returns the best offers, each translation once; those of rehearsals only where no real text reads the same."""
    real = {" ".join(offer.source.split()).casefold() for offer in found if not offer.pair.is_of_rehearsal}
    kept: dict[str, Offer] = {}
    for offer in sorted(found, key=lambda offer: offer.rank, reverse=True):
        if offer.pair.is_of_rehearsal and " ".join(offer.source.split()).casefold() in real:
            continue
        if offer.words in kept:
            kept[offer.words] = replace(kept[offer.words], others=kept[offer.words].others + 1)
        else:
            kept[offer.words] = offer
    return sorted(kept.values(), key=lambda offer: offer.rank, reverse=True)


def _compared(offer: Offer, source: str) -> Offer:
    return replace(offer, parts=tuple(difference(offer.source, source)))
