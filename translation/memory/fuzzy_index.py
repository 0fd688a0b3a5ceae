"""The index of the translation memory: which earlier texts are like a text, and which hold given words.

A memory holds the texts of one language under keys of the caller's. It lives in the process and is changed text by
text. A text is compared letter by letter only with the few that have a fitting length and begin enough of their words
alike; in Chinese, which has no spaces, pairs of characters are compared instead.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from conference.on_demand import on_demand
from conference.text_diff import DiffPart, difference
from translation.memory.query import sought_in, spans_in
from translation.texts.tokens import fold

rapidfuzz = on_demand("rapidfuzz")

LEAST_SCORE = 65  # below this a translator of the United Nations is offered nothing
_BITS = 512
_LEAST_SHARED = 0.25  # of the beginnings of words; what is 65 % alike and shares fewer is one in a thousand
_LEAST_SHARED_OF_MANY = 0.35  # of more than so many, where chance evens out; it leaves a third to compare
_MANY = 20
_MOST_COMPARED = 1000  # letter by letter; among 50,000 texts it lost none of the ten best, and 1 in 1,000 of sixty
_FEW = 3  # beginnings, of which one other word would be too many
_PLAIN_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Match:
    """An earlier text that is like the one at hand.

    A score of 100 means the same text, 99 one that differs only in case, accents or spaces.
    """

    key: Any
    text: str
    score: int

    def difference(self, own: str) -> list[DiffPart]:
        """Returns how the text at hand differs from this one, word by word."""
        return difference(self.text, own)


@dataclass(frozen=True)
class MemoryPassage:
    """A text that holds the words sought, and their places: ((start, end), ...)."""

    key: Any
    text: str
    spans: tuple[tuple[int, int], ...]


class Memory:
    """The texts of one language, {key: text}."""

    def __init__(self, language: str, texts: Mapping[Hashable, str] | Sequence[tuple[Hashable, str]] = ()) -> None:
        self.language = language
        self._texts: dict[Hashable, str] = {}
        # {plain form: {key: None}}, the keys in the order in which they came
        self._keys: defaultdict[str, dict[Hashable, None]] = defaultdict(dict)
        # {length: {plain form: signature}}
        self._by_length: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for key, text in dict(texts).items():
            self.put(key, text)

    def __len__(self) -> int:
        return len(self._texts)

    def put(self, key: Hashable, text: str) -> None:
        """Keeps a text in place of what the key had before; an empty text removes it."""
        self.forget(key)
        plain = _plain(text)
        if not plain:
            return
        self._texts[key] = text
        self._keys[plain][key] = None
        self._by_length[len(plain)].setdefault(plain, self._signature(plain))

    def forget(self, key: Hashable) -> None:
        """Removes the text of a key."""
        text = self._texts.pop(key, None)
        if text is None:
            return
        plain = _plain(text)
        del self._keys[plain][key]
        if not self._keys[plain]:
            del self._keys[plain], self._by_length[len(plain)][plain]

    def similar(self, text: str, least: int = LEAST_SCORE, most: int = 5) -> list[Match]:
        """Returns at most `most` texts that score `least` or more, the best first."""
        plain = _plain(text)
        found = rapidfuzz.process.extract(
            plain, self._likely(plain, least), scorer=rapidfuzz.fuzz.ratio, score_cutoff=least, limit=most
        )
        matches = [
            Match(key, self._texts[key], _score(score, self._texts[key], text))
            for like, score, _place in found
            for key in list(self._keys.get(like, ()))
            if key in self._texts
        ]
        return sorted(matches, key=lambda match: -match.score)[:most]

    def concordance(self, query: str, most: int = 50) -> list[MemoryPassage]:
        """Returns the texts that hold all words and phrases of a query, the shortest first."""
        sought = sought_in(query, self.language)
        if not sought:
            return []
        plain_forms = [plain for plain in list(self._keys) if all(each.is_in(plain) for each in sought)]
        found = []
        for plain in sorted(plain_forms, key=len)[:most]:
            for key in list(self._keys.get(plain, ())):
                if key in self._texts:
                    text = self._texts[key]
                    found.append(MemoryPassage(key, text, spans_in(text, sought, self.language)))
        return found[:most]

    def _likely(self, plain: str, least: int) -> list[str]:
        """Returns the plain forms that can reach a score, by their length and by the beginnings that they share."""
        share = least / (200 - least)  # two texts of lengths a < b are at most 2a / (a + b) alike
        lengths = range(int(len(plain) * share), int(len(plain) / share) + 2)
        signature = self._signature(plain)
        if signature.bit_count() <= _FEW:
            return [like for length in lengths for like in list(self._by_length.get(length, ()))]
        return self._sharing(signature, lengths)

    def _sharing(self, signature: int, lengths: Iterable[int]) -> list[str]:
        """Returns the plain forms of some lengths that share enough beginnings; of very many those with the most."""
        count = signature.bit_count()
        part = _LEAST_SHARED_OF_MANY if count > _MANY else _LEAST_SHARED
        least_shared = int(count * part)
        found: list[str] = []
        shares: list[float] = []  # beside `found`; pairs would be objects that the garbage collector follows
        for length in lengths:
            for like, other in list(self._by_length.get(length, {}).items()):
                shared = (signature & other).bit_count()
                if shared >= least_shared and shared >= (total := other.bit_count()) * part:
                    found.append(like)
                    shares.append(shared / (count + total))
        if len(found) <= _MOST_COMPARED:
            return found
        fewest = sorted(shares)[-_MOST_COMPARED]
        return [like for like, share in zip(found, shares, strict=True) if share >= fewest]

    def _signature(self, plain: str) -> int:
        """Returns the beginnings of a text's words as bits; in Chinese the pairs of characters."""
        parts: Iterable[str]
        if self.language == "zh-hans":
            parts = map("".join, pairwise(plain))
        else:
            parts = (word[:5] for word in _PLAIN_WORD.findall(plain))
        bits = 0
        for part in set(parts):
            bits |= 1 << (hash(part) % _BITS)
        return bits


def likeness(text: str, own: str) -> int:
    """Returns the score that a text gets beside the one at hand, as a `Match` has it."""
    return _score(rapidfuzz.fuzz.ratio(_plain(text), _plain(own)), text, own)


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _score(ratio: float, text: str, own: str) -> int:
    if text == own:
        return 100
    return min(int(ratio), 99)
