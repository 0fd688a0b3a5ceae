"""Folding: one form for all spellings of a word, so that a search finds it however it is written.

Case, accents, strokes and hooks, vowel marks, forms of alef, full-width letters and the figures of Arabic make no
difference; œ is oe, ß is ss, ё is е, and the ʻ of ʻAkilisi is nothing. What is neither letter nor figure becomes a
space. Each character is folded by itself, so that every place in the folded text can be led back to its place in the
text that people read. `collation` sorts by the same form.
"""

import unicodedata
from array import array

ALEF_AND_YA = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ء": ""})

_ALIKE = {"œ": "oe", "æ": "ae", "ð": "d", "þ": "th", "ı": "i", "ə": "a", "ŋ": "n", "ـ": ""}
_MODIFIERS = "\u02b0", "\u02ff"  # such as ʻ, ʼ, ʿ and ʾ, which stand for sounds that few readers type
_ALIKE |= {"ی": "ي", "ک": "ك"}  # as Persian keyboards write them


class _Folded(dict[int, str]):
    """{code point: its folded form}, filled as characters occur."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold())
    return "".join(_fold_letter(letter) for letter in parts)


def _fold_letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf"):  # accents, vowel marks, marks of direction and joiners
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    if _MODIFIERS[0] <= letter <= _MODIFIERS[1]:
        return ""
    if kind[0] in "LN" or kind == "Mc":
        return (_ALIKE[letter] if letter in _ALIKE else _plain(letter)).translate(ALEF_AND_YA)
    return " "


def _plain(letter: str) -> str:
    """Return the letter without what is drawn through it or hangs on it, which is no accent to Unicode: ø, ł, đ, қ."""
    script, found, __ = unicodedata.name(letter, "").partition(" WITH ")
    if not found or not script.startswith(("LATIN SMALL LETTER", "CYRILLIC SMALL LETTER")):
        return letter
    try:
        return unicodedata.lookup(script)
    except KeyError:
        return letter


_FOLDED = _Folded()


def fold(text: str) -> str:
    return text.translate(_FOLDED)


def fold_with_places(text: str) -> "tuple[str, array[int]]":
    """The folded text, and for each of its characters the place in the text that it comes from."""
    pieces, places = [], array("L")
    for place, character in enumerate(text):
        piece = _FOLDED[ord(character)]
        pieces.append(piece)
        places.extend([place] * len(piece))
    return "".join(pieces), places
