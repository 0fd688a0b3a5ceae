"""Latin letters for names in Cyrillic and for Latin letters with strokes, as short names in addresses need them."""

import unicodedata

from conference.languages.folding import fold

_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_READ = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya"
_CYRILLIC = dict(zip(_RUSSIAN, _READ.split(" "), strict=True))
_CYRILLIC |= {"і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj"}


def latin(text: str) -> str:
    """The text with Latin letters without accents in place of Cyrillic ones; those of other alphabets stay."""
    return "".join(map(_read, unicodedata.normalize("NFC", text)))


def _read(letter: str) -> str:
    if (read := _CYRILLIC.get(letter.lower())) is not None:
        return read
    return fold(letter) if letter.isalpha() else letter
