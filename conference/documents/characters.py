"""The characters of a text: which of them a document may hold, and in which direction each is read (bidi)."""

import re
import unicodedata
from itertools import groupby

# What neither XML 1.0 nor HTML may hold. The forms refuse it, so it can come from imported or old data only.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{_NONCHARACTERS}]")
_BREAKS = re.compile(r"\s*[\n\r\x85\u2028\u2029]\s*")
_STRONG = {"L": False, "R": True, "AL": True}
_LIKE_THE_ONE_BEFORE = ("EN", "AN", "NSM")  # digits, and the marks that sit on a letter
_CLOSING = {"(": ")", "[": "]"}


def fit(text):
    """The text with a replacement character (U+FFFD) for each one that no document may hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def one_line(text):
    """The text with a space for each line break."""
    return _BREAKS.sub(" ", text)


def bidi_runs(text, direction):
    """Divide a text into runs of one direction: [(run, whether it is read from right to left)].

    `direction` is that of the paragraph, "ltr" or "rtl". Digits follow the letters before them, a closing bracket the
    one that opened it, and what is between letters of one direction goes with them; all else takes the direction of the
    paragraph. This simplifies the Unicode bidirectional algorithm (UAX #9), whose result Word needs in its file.
    """
    sides = _sides(text, base=direction == "rtl")
    together = groupby(zip(text, sides, strict=True), key=lambda pair: pair[1])
    return [("".join(letter for letter, _side in group), side) for side, group in together]


def _sides(text, base):
    sides = _sides_of_letters(text, base)
    ends = [place for place, side in enumerate(sides) if side is not None]
    for start, end in zip([-1, *ends], [*ends, len(sides)], strict=True):
        before, after = (sides[place] if 0 <= place < len(sides) else base for place in (start, end))
        sides[start + 1 : end] = [before if before == after else base] * (end - start - 1)
    return _with_brackets_in_pairs(text, sides)


def _sides_of_letters(text, base):
    """For each character whether it is read from right to left; None for what is neither letter nor digit."""
    sides, before = [], base
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in _STRONG:
            before = _STRONG[kind]
        elif letter in _CLOSING:
            before = base
        sides.append(before if kind in _STRONG or kind in _LIKE_THE_ONE_BEFORE else None)
    return sides


def _with_brackets_in_pairs(text, sides):
    open_brackets = []
    for place, letter in enumerate(text):
        if letter in _CLOSING:
            open_brackets.append((_CLOSING[letter], sides[place]))
        elif open_brackets and letter == open_brackets[-1][0]:
            sides[place] = open_brackets.pop()[1]
    return sides
