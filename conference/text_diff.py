"""The difference of two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate


@dataclass(frozen=True)
class DiffPart:
    """A part of a difference; `where` is "same" (in both texts), "theirs" (only in the first) or "own"."""

    where: str
    text: str


_CHINESE = r"\u3400-\u9fff\uf900-\ufaff"
_MARKS = r"\u0300-\u036f\u064b-\u065f\u0670"  # accents and Arabic vowels, which belong to their word
_WORDS = re.compile(rf"[{_CHINESE}]|(?:[^\W{_CHINESE}]|[{_MARKS}])+|\s+|.")
_LONG = 1000  # words; for longer texts speed matters more than the shortest difference


def difference(theirs: str, own: str) -> list[DiffPart]:
    """Compare two texts word by word, in Chinese character by character: [DiffPart]."""
    parts, end = [], 0
    for i1, i2, j1, j2 in changed_places(theirs, own):
        for where, text in (("same", theirs[end:i1]), ("theirs", theirs[i1:i2]), ("own", own[j1:j2])):
            if text:
                parts.append(DiffPart(where, text))
        end = i2
    return [*parts, DiffPart("same", theirs[end:])] if theirs[end:] else parts


def changed_places(theirs: str, own: str) -> list[tuple[int, int, int, int]]:
    """Returns where two texts differ, from left to right, in characters: [(start and end in each of the two)]."""
    first, second = _WORDS.findall(theirs), _WORDS.findall(own)
    here, there = [0, *accumulate(map(len, first))], [0, *accumulate(map(len, second))]
    matcher = SequenceMatcher(None, first, second, autojunk=len(first) + len(second) > _LONG)
    return [
        (here[i1], here[i2], there[j1], there[j2]) for act, i1, i2, j1, j2 in matcher.get_opcodes() if act != "equal"
    ]
