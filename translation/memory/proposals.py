"""A proposal for a whole text, composed of the translations of what is known in it; what is unknown stays marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translation.memory.known_pairs import KnownPair
from translation.memory.passages import Span
from translation.texts.tokens import WORD

UNKNOWN = "[…]"  # stands in a proposal for what the memory does not know

# The mark at the end of a passage, as each language writes it; a passage may end another way where it is used.
_MARKS = {
    "en": {".": ".", ",": ",", ";": ";", ":": ":"},
    "es": {".": ".", ",": ",", ";": ";", ":": ":"},
    "fr": {".": ".", ",": ",", ";": "\u00a0;", ":": "\u00a0:"},
    "ru": {".": ".", ",": ",", ";": ";", ":": ":"},
    "ar": {".": ".", ",": "،", ";": "؛", ":": ":"},
    "zh-hans": {".": "。", ",": "，", ";": "；", ":": "："},
}
_PLAIN = {mark: plain for marks in _MARKS.values() for plain, written in marks.items() for mark in (written.strip(),)}
_OTHER_ENDS = "?!؟？！…»”’)"


@dataclass(frozen=True)
class KnownPassage:
    """A passage of the text at hand that the memory knows: where it stands, and how it was translated.

    `source` is the passage as it stands in the text at hand. A score of 100 means that the same was translated, 99
    that it differs in marks, case or accents.
    """

    span: Span
    source: str
    words: str
    score: int
    pair: KnownPair

    @property
    def rank(self) -> tuple[bool, int, bool, int]:
        """The order among the translations of one passage; the best is the greatest."""
        return self.pair.is_sure, self.score, not self.pair.is_of_rehearsal, -self.pair.key[1]


@dataclass(frozen=True)
class ProposalPart:
    """A part of a text: a known passage, or words in between of which nothing is known."""

    text: str
    passage: KnownPassage | None = None
    number: int = 0


@dataclass(frozen=True)
class ComposedTranslation:
    """What the memory knows of a text: the text in its parts, and a translation composed of their translations."""

    parts: tuple[ProposalPart, ...]
    words: str
    share: int  # of the words of the text that are known, in per cent; 100 only for all

    @property
    def is_whole(self) -> bool:
        return self.share == 100

    @property
    def is_sure(self) -> bool:
        """Whether a person has vouched for each translation in it."""
        return all(passage.pair.is_sure for passage in self.passages)

    @property
    def passages(self) -> list[KnownPassage]:
        return [part.passage for part in self.parts if part.passage]


def composed(source: str, known: Iterable[KnownPassage], code: str) -> ComposedTranslation | None:
    """Returns a proposal for a text from the known passages in it, of which some may overlap; None without any."""
    chosen = _chosen(sorted(known, key=lambda passage: (passage.span.end, passage.rank)))
    if not chosen:
        return None
    parts = _parts(source, chosen)
    unknown = sum(_words_in(part.text) for part in parts if not part.passage)
    share = 100 - -(-100 * unknown // max(_words_in(source), 1))
    glue = "" if code == "zh-hans" else " "
    words = [
        _fitted(part.passage, code) if part.passage else UNKNOWN
        for part in parts
        if part.passage or _words_in(part.text)
    ]
    return ComposedTranslation(tuple(parts), glue.join(words), share)


def _words_in(text: str) -> int:
    return sum(1 for __ in WORD.finditer(text))


def _chosen(known: Sequence[KnownPassage]) -> list[KnownPassage]:
    """Returns the passages that cover most words without overlapping, in as few pieces as can be; in their order."""
    best: list[tuple[tuple[int, int], list[KnownPassage]]] = [((0, 0), [])]
    ends = [0]
    for passage in known:
        before = next(place for place in range(len(ends) - 1, -1, -1) if ends[place] <= passage.span.start)
        (covered, pieces), taken = best[before]
        value = covered + passage.span.words.count(" ") + 1, pieces - 1
        # Of passages with the same end and value the later one has the higher rank.
        better = value >= best[-1][0]
        best.append((value, [*taken, passage]) if better else best[-1])
        ends.append(passage.span.end)
    return best[-1][1]


def _parts(source: str, chosen: Sequence[KnownPassage]) -> list[ProposalPart]:
    parts, end = [], 0
    for number, passage in enumerate(chosen, start=1):
        if passage.span.start > end:
            parts.append(ProposalPart(source[end : passage.span.start]))
        parts.append(ProposalPart(source[passage.span.start : passage.span.end], passage, number))
        end = passage.span.end
    return [*parts, ProposalPart(source[end:])] if end < len(source) else parts


def _fitted(passage: KnownPassage, code: str) -> str:
    """Returns the translation of a passage with the mark at its end that the text at hand has there."""
    words = passage.words.rstrip()
    own, wanted = (_PLAIN.get(text[-1:], "") for text in (words, passage.source))
    if own == wanted or (not own and words[-1:] in _OTHER_ENDS):
        return words
    bare = words[:-1].rstrip() if own else words
    return bare + (_MARKS[code][wanted] if wanted else "")
