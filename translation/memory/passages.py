"""The passages of which known texts consist, and where a new text has them: whole texts, sentences and clauses.

A passage is known by its words alone, so that one is found inside a longer sentence, before another mark, in other case
and between quotation marks. All that is asked of the index is looked up, never compared one by one, so that what it
costs grows with the new text and hardly with what is known.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from conference.languages.sentences import clauses, sentences
from translation.texts.tokens import WORD, folded

FEWEST = 4  # words of a passage that is sought anywhere; shorter ones only as a whole clause
FEWEST_CHARACTERS = 8  # the same in Chinese
_PREFIX = 3  # words by which it is known that some passage may begin here
_MARKS = ".,;:!?…。；，：！？،؛؟"
_CLOSING = "\"'”’“»›)]）】》」』"
_OPENING = "\"'“„‘«»‹([（【《「『¿¡"


@dataclass(frozen=True)
class Span:
    """A part of a text, from its first word to its last with the mark after it; `words` are those words, folded."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Known:
    """A part of a new text that is a passage of known texts, by their keys, the oldest first."""

    span: Span
    keys: tuple[Any, ...]


def spans_of(text: str, language: str) -> list[Span]:
    """Returns the passages of a text: the whole, its sentences and its clauses, each once, the longest first."""
    whole = span_between(text, 0, len(text))
    found = {(whole.start, whole.end): whole} if whole else {}
    for parts in (sentences(text, language), clauses(text, language)):
        start = 0
        for part in parts:
            span = span_between(text, start, start + len(part))
            if span:
                found.setdefault((span.start, span.end), span)
            start += len(part)
    return list(found.values())


def span_between(text: str, start: int, end: int) -> Span | None:
    """Returns the span of the words between two places of a text; None where there are none."""
    words = list(WORD.finditer(text, start, end))
    if not words:
        return None
    last = words[-1].end()
    while last < end and text[last] in _MARKS + _CLOSING:
        last += 1
    first = words[0].start()
    while first > start and text[first - 1] in _OPENING:
        first -= 1
    return Span(first, last, " ".join(folded(word[0]) for word in words))


class PassageIndex:
    """The passages of the texts of one language, by the keys of their texts."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.fewest = FEWEST_CHARACTERS if language == "zh-hans" else FEWEST
        # {words of a passage: {key of a text that has it: None}}, the keys in the order in which they came
        self._keys: defaultdict[str, dict[Hashable, None]] = defaultdict(dict)
        self._passages: dict[Hashable, tuple[str, ...]] = {}
        # {first words: {number of words of the passages that begin so: how many passages}}
        self._lengths: defaultdict[str, Counter[int]] = defaultdict(Counter)

    def put(self, key: Hashable, text: str) -> None:
        """Keeps the passages of a text in place of what the key had before; an empty text removes them."""
        self.forget(key)
        found = tuple(dict.fromkeys(span.words for span in spans_of(text, self.language) if " " in span.words))
        if found:
            self._passages[key] = found
        for words in found:
            if not self._keys[words]:
                self._lengths[_beginning(words.split(" "))][words.count(" ") + 1] += 1
            self._keys[words][key] = None

    def forget(self, key: Hashable) -> None:
        """Removes the passages of a text."""
        for words in self._passages.pop(key, ()):
            del self._keys[words][key]
            if not self._keys[words]:
                del self._keys[words]
                self._forget_length(_beginning(words.split(" ")), words.count(" ") + 1)

    def _forget_length(self, beginning: str, length: int) -> None:
        self._lengths[beginning][length] -= 1
        if not self._lengths[beginning][length]:
            del self._lengths[beginning][length]
        if not self._lengths[beginning]:
            del self._lengths[beginning]

    def find(self, text: str) -> list[Known]:
        """Returns all known passages in a text, also those inside each other, the longest first."""
        found = [known for known in self._everywhere(text) if known]
        return sorted(found, key=lambda known: -len(known.span.words))

    def _everywhere(self, text: str) -> Iterator[Known]:
        words = list(WORD.finditer(text))
        plain = [folded(word[0]) for word in words]
        whole = {(span.start, span.end) for span in spans_of(text, self.language)}
        for place in range(len(plain)):
            for size in (_PREFIX, _PREFIX - 1):
                lengths = self._lengths.get(" ".join(plain[place : place + size]), ())
                for length in list(lengths):
                    passage = " ".join(plain[place : place + length])
                    if place + length > len(plain) or passage not in self._keys or (size < _PREFIX and length > size):
                        continue
                    span = _span(text, words[place].start(), words[place + length - 1].end(), passage)
                    if length >= self.fewest or (span.start, span.end) in whole:
                        yield Known(span, tuple(self._keys[passage]))


def _beginning(words: list[str]) -> str:
    return " ".join(words[:_PREFIX])


def _span(text: str, start: int, end: int, words: str) -> Span:
    """Returns the span of some words in a text, with the mark after them and the quotation marks that belong to it."""
    last = end
    while last < len(text) and text[last] in _MARKS + _CLOSING:
        last += 1
    first = start
    while first > 0 and text[first - 1] in _OPENING:
        first -= 1
    return Span(first, last, words)
