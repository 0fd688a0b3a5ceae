"""The alphabetical order of each language, as far as lists of names need it.

Latin letters are compared without accents, Russian ё as е, Arabic without vowel marks, with one form of alef and
without the article, Chinese by its pinyin, with Latin words among the others.
"""

import re
import unicodedata

from conference.languages.folding import ALEF_AND_YA
from conference.languages.pinyin import pinyin_key

_ARTICLE = re.compile(r"\b(و?)ال(?=\w)")  # with a plain alef: ألبانيا and ألمانيا begin with a letter of their own

SortKey = tuple[str | tuple[tuple[str, str], ...], str]  # the words, in Chinese as pinyin_key; then the text as it is


def sort_key(text: str, code: str) -> SortKey:
    """The sort key of a name in a language (Django code): word by word, divided at hyphens too."""
    lowered = unicodedata.normalize("NFD", text.casefold().strip())
    if code == "zh-hans":
        return pinyin_key(_bare(lowered)), text
    if code == "ar":
        composed = unicodedata.normalize("NFC", lowered).replace("ـ", "")
        unvowelled = "".join(letter for letter in composed if not unicodedata.combining(letter))
        return _words(_ARTICLE.sub(r"\1", unvowelled).translate(ALEF_AND_YA)), text
    if code == "ru":
        return _words(unicodedata.normalize("NFC", lowered).replace("ё", "е")), text
    if code == "es":
        lowered = lowered.replace("n\u0303", "n\uffff")  # ñ is a letter of its own, after n
    return _words(_bare(lowered)), text


def delegation_key(name: str, code: str) -> SortKey:
    """The sort key of a State or organization: in French, United Nations lists are sorted letter by letter.

    They have Sainte-Lucie before Saint-Kitts-et-Nevis, and Guinée-Bissau before Guinée équatoriale.
    """
    words, text = sort_key(name, code)
    return (words.replace(" ", "") if code == "fr" and isinstance(words, str) else words), text


def _bare(decomposed: str) -> str:
    letters = (letter for letter in decomposed if not unicodedata.combining(letter))
    return "".join(letters).replace("œ", "oe").replace("æ", "ae").replace("ø", "o")


def _words(text: str) -> str:
    """The words without punctuation; an apostrophe does not divide a word."""
    return " ".join(re.sub(r"[^\w\s\uffff-]", "", text).replace("-", " ").split())
