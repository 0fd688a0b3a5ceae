"""How two texts differ, word by word, so that people see it who wrote at once or must follow a change."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Part:
    """A part of a difference: in both texts (`same`), in the one that stands (`theirs`), in one's own (`own`)."""

    where: str
    text: str


_CHINESE = r"\u3400-\u9fff\uf900-\ufaff"
_MARKS = r"\u0300-\u036f\u064b-\u065f\u0670"  # accents and Arabic vowels, which are part of their word
_WORDS = re.compile(rf"[{_CHINESE}]|(?:[^\W{_CHINESE}]|[{_MARKS}])+|\s+|.")
_LONG = 1000  # words from which on speed counts more than the shortest difference


def difference(theirs, own):
    """How two texts differ, word by word, in Chinese character by character: [Part]."""
    first, second = _WORDS.findall(theirs), _WORDS.findall(own)
    parts = []
    matcher = SequenceMatcher(None, first, second, autojunk=len(first) + len(second) > _LONG)
    for act, i1, i2, j1, j2 in matcher.get_opcodes():
        if act == "equal":
            parts.append(Part("same", "".join(first[i1:i2])))
            continue
        if i1 < i2:
            parts.append(Part("theirs", "".join(first[i1:i2])))
        if j1 < j2:
            parts.append(Part("own", "".join(second[j1:j2])))
    return parts
