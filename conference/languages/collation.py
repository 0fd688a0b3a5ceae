"""The alphabetical order of each language, as far as lists of names need it.

Names are compared in the form in which a search finds them (`folding`): without accents, strokes and vowel marks,
Russian ё as е. Arabic is sorted without the article, Chinese by the syllables of its pinyin, with Latin words among
the others.
"""

import re
import unicodedata

from conference.languages.folding import fold
from conference.languages.pinyin import pinyin_key

_ARTICLE = re.compile(r"\b(و?)ال(?=\w)")  # with a plain alef: ألبانيا and ألمانيا begin with a letter of their own
_OWN_LETTERS = {"es": "ñ", "ru": "й"}  # each follows in its alphabet the letter to which it is folded
_LAST = "\uffff"
_GENERATIONS = {"II", "III", "IV", "JR", "SR"}

SortKey = tuple[str | tuple[tuple[str, str], ...], str]  # the words, in Chinese as pinyin_key; then the text as it is


def sort_key(text: str, code: str) -> SortKey:
    """The sort key of a name in a language (Django code): word by word, divided at hyphens too."""
    composed = unicodedata.normalize("NFC", text.casefold().strip())
    if code == "zh-hans":
        return pinyin_key(fold(composed)), text
    if code == "ar":
        unvowelled = "".join(letter for letter in composed if letter != "ـ" and not unicodedata.combining(letter))
        return fold(_words(_ARTICLE.sub(r"\1", unvowelled))), text
    return _folded(_words(composed), code), text


def person_key(names: dict[str, str], sort_names: dict[str, str], code: str, original: str) -> SortKey:
    """The sort key of a person of whom lists show the name in the language, else in the original one, else any.

    It is the name for sorting; where there is none, the family name stands first if the name itself tells it.
    """
    shown = next((each for each in (code, original, *names) if names.get(each)), code)
    text = sort_names.get(code) or sort_names.get(shown) or _family_first(names.get(shown, ""), shown)
    return sort_key(text, code)


def delegation_key(name: str, code: str) -> SortKey:
    """The sort key of a State or organization: in French, United Nations lists are sorted letter by letter.

    They have Sainte-Lucie before Saint-Kitts-et-Nevis, and Guinée-Bissau before Guinée équatoriale.
    """
    words, text = sort_key(name, code)
    return (words.replace(" ", "") if code == "fr" and isinstance(words, str) else words), text


def _family_first(name: str, code: str) -> str:
    """The name with its family name first, as capitals tell it ("Juan PÉREZ") or the dot in a foreign Chinese name."""
    if code == "zh-hans":
        given, dot, last = name.rpartition("·")
        return f"{last} {given}" if dot else name
    words = name.split()
    family = [word for word in words if _is_in_capitals(word)]
    if not family or len(family) == len(words):
        return name
    return " ".join([*family, *(word for word in words if word not in family)])


def _is_in_capitals(word: str) -> bool:
    """Whether a word of a name is written in capitals, as family names are; initials and "III" are no family name."""
    return word.isupper() and "." not in word and sum(map(str.isalpha, word)) > 1 and word not in _GENERATIONS


def _folded(words: str, code: str) -> str:
    """The folded words, with the letters that are no others' variants in their own place: ñ after n, й after и."""
    own = _OWN_LETTERS.get(code)
    return f"{fold(own)}{_LAST}".join(map(fold, words.split(own))) if own else fold(words)


def _words(text: str) -> str:
    """The words without punctuation; an apostrophe does not divide a word."""
    return " ".join(re.sub(r"[^\w\s-]", "", text).replace("-", " ").split())
