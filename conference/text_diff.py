"""The difference of two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


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
    first, second = _WORDS.findall(theirs), _WORDS.findall(own)
    parts = []
    matcher = SequenceMatcher(None, first, second, autojunk=len(first) + len(second) > _LONG)
    for act, i1, i2, j1, j2 in matcher.get_opcodes():
        if act == "equal":
            parts.append(DiffPart("same", "".join(first[i1:i2])))
            continue
        if i1 < i2:
            parts.append(DiffPart("theirs", "".join(first[i1:i2])))
        if j1 < j2:
            parts.append(DiffPart("own", "".join(second[j1:j2])))
    return parts
