"""What is sought in the concordance, and where a text holds it.

A query has words, which are also found as the beginning of longer ones, and phrases in quotation marks, which are found
as they stand: whole words in this order. Case, accents, Arabic vowel signs and the forms of its letters do not count.
In Arabic, what is written onto a word (the article, "and", "in") may precede; Chinese has no spaces between words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from translation.texts.tokens import CHINESE, WORD, fold, folded

_PHRASE = re.compile(r'"([^"]+)"|“([^”]+)”|«([^»]+)»|„([^“”]+)[“”]|「([^」]+)」|『([^』]+)』')
_PART = re.compile(rf"[{CHINESE}]+|[^\W{CHINESE}]+")
_PART_OF_PHRASE = re.compile(rf"[{CHINESE}]|[^\W{CHINESE}]+")
_IS_CHINESE = re.compile(f"[{CHINESE}]")
_BETWEEN = r"[\s'’ʼ\-\u2010-\u2013\u00ad]+"
_WRITTEN_ON = "(?:[وف]?(?:ال|[بك]ال|لل|[بلك])?)"  # to the beginning of an Arabic word
_SUBSTRING = frozenset(("ar", "zh-hans"))  # where a word may have something written on to its beginning


class Sought(NamedTuple):
    """A word or a phrase of a query: its parts, all of which a text has that holds it, and what finds it in one."""

    parts: tuple[str, ...]
    pattern: re.Pattern[str]
    is_phrase: bool

    def is_in(self, plain: str) -> bool:
        """Returns whether a folded text holds it."""
        return all(part in plain for part in self.parts) and self.pattern.search(plain) is not None


def sought_in(query: str, language: str) -> list[Sought]:
    """Returns the words and phrases of a query in a language; adjacent Chinese characters are sought together."""
    phrases = [next(filter(None, groups)) for groups in _PHRASE.findall(query)]
    found = [_phrase(parts, language) for each in phrases if (parts := _PART_OF_PHRASE.findall(fold(each)))]
    return found + [_word(part, language) for part in _PART.findall(fold(_PHRASE.sub(" ", query)))]


def _word(part: str, language: str) -> Sought:
    is_inside = language in _SUBSTRING or _IS_CHINESE.match(part)
    return Sought((part,), re.compile(("" if is_inside else r"(?<!\w)") + re.escape(part)), is_phrase=False)


def _phrase(parts: Sequence[str], language: str) -> Sought:
    pattern = "" if _IS_CHINESE.match(parts[0]) else r"(?<!\w)" + (_WRITTEN_ON if language == "ar" else "")
    for place, part in enumerate(parts):
        if place:
            pattern += r"\s*" if _IS_CHINESE.match(part) or _IS_CHINESE.match(parts[place - 1]) else _BETWEEN
        pattern += re.escape(part)
    pattern += "" if _IS_CHINESE.match(parts[-1]) else r"(?!\w)"
    return Sought(tuple(parts), re.compile(pattern), is_phrase=True)


def spans_in(text: str, sought: Sequence[Sought], language: str) -> tuple[tuple[int, int], ...]:
    """Returns the places of what is sought in a text as it is written; a word is marked whole."""
    exact = [each for each in sought if each.is_phrase or language == "zh-hans"]
    spans = set(_exact_spans(text, exact)) if exact else set()
    words = [each.pattern for each in sought if not each.is_phrase]
    if words:
        spans |= {word.span() for word in WORD.finditer(text) if any(each.search(folded(word[0])) for each in words)}
    return tuple(sorted(spans))


def _exact_spans(text: str, sought: Sequence[Sought]) -> Iterator[tuple[int, int]]:
    letters = [(letter, place) for place, each in enumerate(text) for letter in fold(each)]
    plain = "".join(letter for letter, _place in letters)
    for each in sought:
        for match in each.pattern.finditer(plain):
            end = letters[match.end()][1] if match.end() < len(letters) else len(text)
            start = letters[match.start()][1]
            yield start, start + len(text[start:end].rstrip())
