"""The words of a text in each official language, and the keys by which they are found again.

A key ignores what a reader ignores: case, accents, Arabic vowels and lengthening strokes, and the commonest endings. It
is no dictionary form; it is enough that the forms of one word mostly share a key. Each Chinese character is a word.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from conference.caches import constant

CHINESE = r"\u3007\u3400-\u9fff\uf900-\ufaff"
_MARKS = r"\u0300-\u036f\u064b-\u065f\u0670"
WORD = re.compile(rf"[{CHINESE}]|(?:[^\W_{CHINESE}]|[{_MARKS}])+")
_DROPPED = re.compile(rf"[{_MARKS}\u0640]")
_ARABIC_LETTERS = str.maketrans("أإآٱىة", "اااايه")

# What is written onto an Arabic word: the article, "and", "in", "to", "like", alone and together. At its end stand
# the endings of the plural, of the accusative and of the dual, and whose it is: "his victims".
_ARABIC_PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "ولل", "و", "ف", "ب", "ل", "ك", "وب", "ول")
_ENDINGS = {
    "ar": re.compile("(?<=...)(?:ات|ون|ين|ها|هم|ه|ي|ا)$"),  # of a term and of a text
    "fr": re.compile("(?<=..)e*[sx]?$"),
    "es": re.compile("(?<=..)[aeo]s?$"),
    # "-ие", "-ий" are endings of adjectives only: "Нигерия" must keep its и, to be another word than "Нигер".
    "ru": re.compile(
        "(?<=...)(?:ями|ами|ях|ах|ееи|еею|еи|ея|ею|ого|его|ому|ему|ыми|ими|ям|ам|ую|юю|ая|яя|ое|ее|ые|(?:(?<=[кгхшщжч])|(?<=нн))и[еи]"
        "|ых|их|ыи|ои|ым|им|ом|ем|ов|ев|ью|а|я|о|е|ы|и|у|ю|ь)?(?:с[яь])?$",
    ),
}


# Of a word of a text alone, so that a term with fewer endings is found in it: "حلقتي نقاش" has the term "حلقة نقاش".
_ARABIC_DUAL = re.compile("(?<=...)(?:ان|و)$")  # and the plural before another word
_ARABIC_OWNERS = re.compile("(?<=...)(?:هما|كم|نا)$")
_ARABIC_FEMININE = re.compile("(?<=...)ت$")  # the "ة" of the end, which is written "ت" before an ending

# Words that say nothing by themselves and change with what they stand before: "traite des", "traite d’êtres humains".
_LITTLE = {
    "en": frozenset("the a an".split()),
    "fr": frozenset("le la les l un une de du des d".split()),
    "es": frozenset("el la los las lo un una de del".split()),
}


class Word(NamedTuple):
    """A word of a text: the keys by which it may be found, the likeliest first, and its place in the text."""

    keys: tuple[str, ...]
    start: int
    end: int


def words(text: str, language: str) -> list[Word]:
    """Returns the words of a text in order, without articles."""
    return [
        Word(found, match.start(), match.end()) for match in WORD.finditer(text) if (found := keys(match[0], language))
    ]


def fold(text: str) -> str:
    """Returns a text without case, accents, vowel signs and lengthening strokes."""
    if text.isascii():
        return text.lower()
    return _DROPPED.sub("", unicodedata.normalize("NFKD", text).casefold()).translate(_ARABIC_LETTERS)


folded = constant(100_000)(fold)


def folded_line(text: str) -> str:
    """Returns a text folded, with single spaces: the form in which two texts count as the same."""
    return " ".join(fold(text).split())


@constant(200_000)
def keys(word: str, language: str) -> tuple[str, ...]:
    """Returns the keys of a word: one; in Arabic one for each beginning that may be a prefix; none for an article."""
    plain = folded(word)
    if plain in _LITTLE.get(language, ()):
        return ()
    if language != "ar":
        return (_without_ending(plain, language),)
    bare = [plain[len(p) :] for p in _ARABIC_PREFIXES if plain.startswith(p) and len(plain) - len(p) >= 3]
    return tuple(dict.fromkeys(key for form in [plain, *bare] for key in _arabic_keys(form)))


def _arabic_keys(form: str) -> Iterator[str]:
    """Yields the keys of an Arabic word without prefix: without its ending, and without what the ending stands on."""
    key = _without_ending(form, "ar")
    yield key
    for shorter in (_ARABIC_DUAL.sub("", form), _ARABIC_OWNERS.sub("", form), key):
        if shorter != form:
            yield from (shorter, _without_ending(shorter, "ar"), _ARABIC_FEMININE.sub("", shorter))


def _key_of_term(word: str, language: str) -> str:
    """Returns the one key of a word of a term: in Arabic without the article, which a text may have or lack."""
    plain = folded(word)
    if language == "ar" and plain.startswith("ال") and len(plain) > 4:
        plain = plain[2:]
    return _without_ending(plain, language)


def _without_ending(plain: str, language: str) -> str:
    if language == "en":
        return _without_english_ending(plain)
    ending = _ENDINGS.get(language)
    if language == "fr" and len(plain) > 4 and plain.endswith("aux"):
        return plain[:-2] + "l"
    return ending.sub("", plain, count=1) if ending else plain


def _without_english_ending(plain: str) -> str:
    if len(plain) < 4 or not plain.endswith("s") or plain.endswith(("ss", "us", "is")):
        return plain
    if plain.endswith("ies") and len(plain) > 4:
        return plain[:-3] + "y"
    if plain.endswith(("xes", "ches", "shes", "sses", "zes")):
        return plain[:-2]
    return plain[:-1]


def term_keys(text: str, language: str) -> tuple[str, ...]:
    """Returns the keys of a term's words in order; a text that holds them in this order holds the term."""
    return tuple(_key_of_term(match[0], language) for match in WORD.finditer(text) if keys(match[0], language))
