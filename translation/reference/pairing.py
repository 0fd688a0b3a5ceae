"""Two documents, of which one translates the other, cut into pieces and paired: paragraphs first, then their sentences.

A pair that their lengths or figures leave in doubt is marked so; it is offered only once a person has confirmed it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from conference.languages.sentences import clauses, sentences
from translation.memory.alignment import Bead, aligned

_SHORT = 40  # characters; of shorter texts the length tells little
_MOST_ASTRAY = 1.55  # times that a translation may be longer or shorter than its source lets expect
WINDOW = 60  # paragraphs that are compared at once, of which the first half is kept: the rest may go on behind them
_COMMA = re.compile(r"(?<=[,，،、])(?:\s+|(?<=[，、]))")


class Ends(StrEnum):
    """What ends behind a piece."""

    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    PART = "part"


class PairState(StrEnum):
    """What is known of a pair."""

    SURE = "sure"  # as lengths and figures tell
    DOUBTFUL = "doubtful"
    CONFIRMED = "confirmed"  # by a person
    LEFT_OUT = "left-out"  # by a person


Piece = tuple[str, str]  # its text with the space behind it, and what ends there
Pair = tuple[int, int, str]  # after how many pieces of the source and of the target it ends, and its state


@dataclass(frozen=True)
class Side:
    """A document: its language and its pieces, which never change."""

    language: str
    pieces: tuple[Piece, ...]

    def text(self, start: int, end: int) -> str:
        """Returns some of its pieces as one text."""
        between = "" if self.language == "zh-hans" else " "
        found = ""
        for text, ends in self.pieces[start:end]:
            found += text.rstrip() + between if ends == Ends.PARAGRAPH else text
        return found.strip()


def side_of(paragraphs: Sequence[str], language: str) -> Side:
    """Returns the paragraphs of a document, which have words, in pieces."""
    return Side(language, tuple(piece for words in paragraphs for piece in _pieces(words, language)))


def _pieces(paragraph: str, language: str) -> Iterator[Piece]:
    whole = sentences(paragraph.strip(), language)
    for number, sentence in enumerate(whole, 1):
        parts = [part for clause in clauses(sentence, language) for part in _at_commas(clause)]
        for part in parts[:-1]:
            yield part, Ends.PART
        yield parts[-1], Ends.PARAGRAPH if number == len(whole) else Ends.SENTENCE


def _at_commas(clause: str) -> list[str]:
    places = [0, *(match.end() for match in _COMMA.finditer(clause)), len(clause)]
    return [clause[start:end] for start, end in pairwise(places) if start < end]


def pairs_of(source: Side, target: Side) -> list[Pair]:
    """Returns the pairs of two documents in their order; each piece is in one."""
    units = _units(source, Ends.PARAGRAPH), _units(target, Ends.PARAGRAPH)
    texts = [[side.text(*unit) for unit in found] for side, found in zip((source, target), units, strict=True)]
    pairs: list[Pair] = []
    for bead in _in_windows(*texts):
        here, there = _span(units[0], bead.source), _span(units[1], bead.target)
        pairs += _sentence_pairs(source, target, here, there, is_certain=bead.is_certain)
    return _doubted(pairs, source, target, ratio=_length(texts[1]) / max(1, _length(texts[0])))


def _length(texts: Sequence[str]) -> int:
    return sum(map(len, texts))


def _doubted(pairs: Sequence[Pair], source: Side, target: Side, *, ratio: float) -> list[Pair]:
    """Returns pairs, with those in doubt whose lengths, or those beside them, disagree with the documents’ ratio."""
    agree, here, there = [True], 0, 0
    for end, other, __ in pairs:
        length, translated = len(source.text(here, end)), len(target.text(there, other))
        fits = length * ratio / _MOST_ASTRAY <= translated <= length * ratio * _MOST_ASTRAY
        agree.append(fits or max(length, translated) < _SHORT)
        here, there = end, other
    agree.append(True)
    return [
        (end, other, state if all(agree[place : place + 3]) else PairState.DOUBTFUL)
        for place, (end, other, state) in enumerate(pairs)
    ]


def _in_windows(source: Sequence[str], target: Sequence[str]) -> Iterator[Bead]:
    """Yields how paragraphs belong together, however many there are."""
    here = there = 0
    while here < len(source) or there < len(target):
        beads = aligned(source[here : here + WINDOW], target[there : there + WINDOW])
        is_last = here + WINDOW >= len(source) and there + WINDOW >= len(target)
        if not beads:  # one of the two has ended
            yield Bead((here, len(source)), (there, len(target)), is_certain=False)
            return
        kept = beads if is_last else _first_half(beads)
        for bead in kept:
            yield Bead(_moved(bead.source, here), _moved(bead.target, there), bead.is_certain)
        here, there = here + kept[-1].source[1], there + kept[-1].target[1]


def _first_half(beads: list[Bead]) -> list[Bead]:
    """Returns the first half of the beads of a window, to a certain one where there is one."""
    half = max(1, len(beads) // 2)
    return next((beads[:number] for number in range(half, half // 2, -1) if beads[number - 1].is_certain), beads[:half])


def _sentence_pairs(
    source: Side, target: Side, here: tuple[int, int], there: tuple[int, int], *, is_certain: bool
) -> Iterator[Pair]:
    units = _units(source, Ends.SENTENCE, here), _units(target, Ends.SENTENCE, there)
    beads = aligned([source.text(*unit) for unit in units[0]], [target.text(*unit) for unit in units[1]])
    if not beads:  # nothing on one side, or more than can be compared
        if here[0] < here[1] or there[0] < there[1]:
            yield here[1], there[1], PairState.DOUBTFUL
        return
    for bead in beads:
        state = PairState.SURE if bead.is_certain and is_certain else PairState.DOUBTFUL
        yield _span(units[0], bead.source, here)[1], _span(units[1], bead.target, there)[1], state


def _units(side: Side, ends: Ends, within: tuple[int, int] | None = None) -> list[tuple[int, int]]:
    """Returns the paragraphs or sentences of a document, or of some of its pieces, as (first piece, after the last)."""
    start, end = within or (0, len(side.pieces))
    kinds = (Ends.PARAGRAPH,) if ends == Ends.PARAGRAPH else (Ends.PARAGRAPH, Ends.SENTENCE)
    found = []
    for place in range(start, end):
        if side.pieces[place][1] in kinds:
            found.append((start, place + 1))
            start = place + 1
    return found


def _span(units: Sequence[tuple[int, int]], bead: tuple[int, int], within: tuple[int, int] = (0, 0)) -> tuple[int, int]:
    """Returns the pieces of some units that follow each other; between two of them where there is none."""
    first, after = bead
    start = units[first][0] if first < len(units) else (units[-1][1] if units else within[1])
    return start, units[after - 1][1] if after > first else start


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by
