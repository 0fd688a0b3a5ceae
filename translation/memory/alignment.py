"""Which part of a translation says what a part of its source says, told from the lengths of their sentences.

Sentences are paired as Gale and Church describe it (A Program for Aligning Sentences in Bilingual Corpora, 1993): long
ones are translated by long ones, and one by one is much likelier than two by one. What this leaves in doubt is no pair.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conference.languages.sentences import clauses, sentences
from translation.memory.passages import span_between

# How many sentences are translated by how many, and how likely that is, from the same paper.
_PRIORS = {(1, 1): 0.89, (1, 2): 0.0445, (2, 1): 0.0445, (2, 2): 0.011, (1, 0): 0.005, (0, 1): 0.005}
_PRIORS |= {(1, 3): 0.002, (3, 1): 0.002}  # not in the paper: Arabic makes one sentence of three
_VARIANCE = 6.8  # of the characters of a translation for each character of its source
_MOST_ASTRAY = 2.5  # standard deviations of a length beyond which a pair is in doubt
_SHORT = 40  # characters; of shorter parts the length tells little, and only their number and order speak for them
_FIGURE, _DIGITS = re.compile(r"\d\d+"), re.compile(r"\d+")  # a single digit may be written as a word
# Where Arabic joins what are sentences elsewhere: ", as also". What "and" joins may be less than a sentence.
_JOINED = re.compile(r"(?<=،)\s+(?=كما\s)")
_MOST = 80  # parts of a text that are aligned


@dataclass(frozen=True)
class Bead:
    """Some parts of a source and the parts that translate them, each as (first, after the last)."""

    source: tuple[int, int]
    target: tuple[int, int]
    is_certain: bool


def translation_of(words: str, source: str, target: str, language: str, code: str) -> tuple[str, str] | None:
    """Returns a passage of a source as it is written there, with its translation; None where that is in doubt.

    `source` is a text in a language and `target` its translation into `code`. `words` are those of the passage, as
    `passages.Span` has them: the whole, a sentence or a clause.
    """
    if _is_of(words, source):
        return source.strip(), target.strip()
    for part, there in _certain(sentences(source, language), sentences(target, code), language, code):
        if _is_of(words, part):
            return part, there
        if words in _words_of(part):
            for cut, beside in _cut_finer(part, there, language, code):
                for clause, translated in _certain(cut, beside, language, code):
                    if _is_of(words, clause):
                        return clause, translated
    return None


def _cut_finer(part: str, there: str, language: str, code: str) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yields the ways in which sentences and their translation are cut into smaller parts."""
    yield clauses(part, language), clauses(there, code)
    own, joined = sentences(part, language), _JOINED.split(there) if code == "ar" else ()
    if 1 < len(own) == len(joined):
        yield own, joined


def _certain(source: Sequence[str], target: Sequence[str], language: str, code: str) -> Iterator[tuple[str, str]]:
    """Yields the parts of a source and of its translation that belong together beyond doubt."""
    source, target = _stripped(source), _stripped(target)
    for bead in aligned(source, target):
        if bead.is_certain:
            yield _joined(source[slice(*bead.source)], language), _joined(target[slice(*bead.target)], code)


def _words_of(text: str) -> str:
    span = span_between(text, 0, len(text))
    return span.words if span else ""


def _is_of(words: str, text: str) -> bool:
    """Returns whether a text consists of these words, whatever its marks."""
    return _words_of(text) == words


def _joined(parts: Sequence[str], code: str) -> str:
    return ("" if code == "zh-hans" else " ").join(parts)


def _stripped(parts: Sequence[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip()]


def aligned(source: Sequence[str], target: Sequence[str]) -> list[Bead]:
    """Returns how the parts of a text are translated, in their order; nothing where there are too many."""
    if not source or not target or max(len(source), len(target)) > _MOST:
        return []
    ratio = sum(map(len, target)) / sum(map(len, source))
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    for here in range(len(source) + 1):
        for there in range(len(target) + 1):
            costs = []
            for (own, other), prior in _PRIORS.items():
                before = best.get((here - own, there - other))
                if before is not None:
                    astray = _astray(source[here - own : here], target[there - other : there], ratio)
                    costs.append((before[0] - math.log(prior) - _log_likelihood(astray), (own, other)))
            if costs:
                best[here, there] = min(costs)
    return _judged(source, target, ratio, _path(best, len(source), len(target)))


def _path(best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]], here: int, there: int) -> list[Bead]:
    """Returns the cheapest way through two texts, its beads not judged yet."""
    found = []
    while step := best[here, there][1]:
        found.append(Bead((here - step[0], here), (there - step[1], there), is_certain=False))
        here, there = here - step[0], there - step[1]
    return found[::-1]


def _judged(source: Sequence[str], target: Sequence[str], ratio: float, beads: list[Bead]) -> list[Bead]:
    """Returns beads with their certainty: length and figures agree in them and in the beads beside them."""
    agree = [_agree(source[slice(*bead.source)], target[slice(*bead.target)], ratio) for bead in beads]
    around = [True, *agree, True]
    return [Bead(bead.source, bead.target, all(around[place : place + 3])) for place, bead in enumerate(beads)]


def _agree(source: Sequence[str], target: Sequence[str], ratio: float) -> bool:
    if not source or not target:  # something was left out or put in
        return False
    words = [_western(" ".join(parts)) for parts in (source, target)]
    here, there = (set(_FIGURE.findall(each)) for each in words)
    if (here or there) and not here & there:
        return False
    here, there = (set(_DIGITS.findall(each)) for each in words)
    if here and there and not here & there:
        return False
    is_short = sum(map(len, source)) < _SHORT
    return is_short or abs(_astray(source, target, ratio)) <= _MOST_ASTRAY


def _western(text: str) -> str:
    return "".join(str(int(each)) if each.isdecimal() else each for each in text)


def _astray(source: Sequence[str], target: Sequence[str], ratio: float) -> float:
    """Returns by how many standard deviations the length of a translation is not what its source lets expect."""
    here, there = sum(map(len, source)), sum(map(len, target))
    return (there - here * ratio) / math.sqrt(max(here * ratio, there, 1) * _VARIANCE)


def _log_likelihood(astray: float) -> float:
    return math.log(max(math.erfc(abs(astray) / math.sqrt(2)), 1e-12))
