"""A search query as patterns for normalized text (`conference/languages/folding.py`).

A word finds the words that begin with it, capitals such as UN only themselves; a number only itself, with its
thousands apart or not. In Arabic the article and the particles that are
written with a word make no difference, neither in the query nor in the text. Chinese is found anywhere, and a run of
several words also where they are apart. Words that marks join, as in A/66/L.1, must be adjacent. A body is found by all
of its names, in each language, whether its acronym was typed or its name.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from conference.languages.folding import fold

LONGEST = 200  # characters
MOST_WORDS = 12

_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W{_CHINESE}]"
_START, _END = rf"(?<!{_LETTER})", rf"(?!{_LETTER})"
_THOUSANDS = re.compile(r"(?<=\d)[\s,.'’\u066c](?=\d{3}(?!\d))")
_RUNS = re.compile(rf"[{_CHINESE}]+|[^{_CHINESE}]+")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’]", re.IGNORECASE)  # French l’, d’, qu’
_RUSSIAN = re.compile("[\u0430-\u044f]")
_ARABIC = re.compile("[\u0621-\u064a]")
_PARTICLES = "(?:[وف]?(?:لل|[بكل]?(?:ال)?))"
_ARTICLE_ASKED = re.compile("[وف]?(?:لل|[بكل]?ال)(.{3,})")
_PARTICLE_ASKED = re.compile("[وفبكل](.{4,})")


@dataclass(frozen=True)
class SearchTerm:
    """One condition on a text: it has the pattern, or else all of the parts.

    `needles` are strings, one of which is in every text that matches: checking for them first is much quicker.
    """

    pattern: re.Pattern
    needles: tuple
    parts: tuple = ()

    def is_in(self, folded: str) -> bool:
        return self._is_whole_in(folded) or (bool(self.parts) and all(part.is_in(folded) for part in self.parts))

    def _is_whole_in(self, folded: str) -> bool:
        return any(needle in folded for needle in self.needles) and self.pattern.search(folded) is not None

    def spans(self, folded: str) -> list[tuple[int, int]]:
        """Return where the term is in a normalized text, or else where its parts are: [(start, end)]."""
        found = [match.span() for match in self.pattern.finditer(folded)]
        return found or [span for part in self.parts for span in part.spans(folded)]


@dataclass(frozen=True)
class SearchQuery:
    """A parsed query. `text` is what the search field shows again."""

    text: str = ""
    terms: tuple = ()
    is_too_long: bool = False

    @classmethod
    def of(cls, text: str, bodies: Iterable[tuple[str, ...]] = ()) -> Self:
        """Parse what was typed; each of `bodies` is found by all of its names, whichever of them was typed."""
        is_too_long = len(text.strip()) > LONGEST
        text = _readable(text.strip()[:LONGEST])
        terms = tuple({term.pattern: term for term in _all_terms(text, bodies)}.values())
        return cls(text, terms[:MOST_WORDS], is_too_long or len(terms) > MOST_WORDS)


def _readable(text: str) -> str:
    """Return a text without invisible characters, such as those that control the direction of writing."""
    kinds = {"Cc": " ", "Cf": "", "Cs": "", "Cn": ""}
    return "".join(kinds.get(unicodedata.category(letter), letter) for letter in text).strip()


def _all_terms(text: str, bodies: Iterable[tuple[str, ...]]) -> Iterator[SearchTerm]:
    """Yield the terms of a text, those of the longest names of bodies first."""
    chunks = _THOUSANDS.sub("", text).split()
    typed = [tuple(fold(_ELISION.sub("", chunk)).split()) for chunk in chunks]
    names = [(tuple(fold(name).split()), several) for several in bodies for name in several]
    for name, several in sorted(names, key=lambda pair: -len(pair[0])):
        found = next((place for place in _places(typed, name) if _is_meant(name, chunks[place])), None)
        if found is not None:
            length = next(end for end in range(1, len(typed) + 1) if sum(typed[found : found + end], ()) == name)
            del chunks[found : found + length], typed[found : found + length]
            yield _body(several)
    yield from _terms(chunks)


def _places(typed: list[tuple[str, ...]], name: tuple[str, ...]) -> Iterator[int]:
    """Yield where whole chunks of what was typed are a name."""
    for start in range(len(typed)):
        words: tuple[str, ...] = ()
        for chunk in typed[start:]:
            words += chunk
            if words == name:
                yield start
            if len(words) >= len(name):
                break


def _is_meant(name: tuple[str, ...], chunk: str) -> bool:
    """Whether what was typed is meant as a name: an acronym of two letters only in capitals, since "un" is a word."""
    return len("".join(name)) > 2 or chunk.isupper()


def _body(names: tuple[str, ...]) -> SearchTerm:
    folded = [fold(name).split() for name in names]
    patterns = "|".join(_name(words) for words in sorted(folded, key=len, reverse=True) if words)
    needles = tuple({max(map(_stem, words), key=len) for words in folded if words})
    return SearchTerm(re.compile(f"{_START}(?:{patterns}){_END}"), needles)


def _name(words: list[str]) -> str:
    """Return the pattern of a name, which Russian declines and Arabic joins with particles."""
    declined = (re.escape(_stem(word)) + (f"{_LETTER}{{0,4}}" if _stem(word) != word else "") for word in words)
    return (_PARTICLES if _ARABIC.search(words[0]) else "") + " +".join(declined)


def _stem(word: str) -> str:
    return word[: -2 if len(word) > 6 else -1] if len(word) > 3 and _RUSSIAN.search(word) else word


def _terms(chunks: list[str]) -> Iterator[SearchTerm]:
    for chunk in chunks:
        if _is_acronym(chunk):
            yield _whole(fold(chunk))
            continue
        for run in _RUNS.findall(fold(_ELISION.sub("", chunk))):
            words = run.split()
            if len(words) > 1:
                yield _phrase(words)
            elif words:
                yield _chinese(words[0]) if "\u3400" <= words[0][0] <= "\ufaff" else _word(words[0])


def _chinese(run: str) -> SearchTerm:
    pairs = [run[place : place + 2] for place in range(0, len(run), 2)] if len(run) >= 4 and not len(run) % 2 else ()
    return SearchTerm(re.compile(re.escape(run)), (run,), tuple(_chinese(pair) for pair in pairs))


def _word(word: str) -> SearchTerm:
    if _ARABIC.search(word):
        stems = _stems(word)
        return SearchTerm(re.compile(f"{_START}{_PARTICLES}(?:{_either(stems)}){_LETTER}*"), stems)
    if word.isdigit():
        return _number(word)
    singulars = _singulars(word)
    pattern = f"{_START}(?:{re.escape(word)}{_LETTER}*|(?:{_either(singulars)}){_END})" if singulars else None
    return SearchTerm(re.compile(pattern or f"{_START}{re.escape(word)}{_LETTER}*"), (word, *singulars))


def _number(digits: str) -> SearchTerm:
    """Return a term for a number, whose thousands may stand apart: 200000 is 200,000 and 200 000."""
    first = len(digits) % 3
    groups = [*filter(None, [digits[:first]]), *(digits[place : place + 3] for place in range(first, len(digits), 3))]
    apart = " ?".join(groups) if len(digits) > 3 else digits
    return SearchTerm(re.compile(_START + apart + _END), (digits[-3:],))


def _is_acronym(chunk: str) -> bool:
    """Whether capitals are so few that they can only be meant as they are: UN, and not the beginning of "under"."""
    return chunk.isupper() and re.fullmatch(f"{_LETTER}{{2,3}}", chunk) is not None


def _whole(word: str) -> SearchTerm:
    return SearchTerm(re.compile(_START + re.escape(word) + _END), (word,))


def _stems(word: str) -> tuple[str, ...]:
    """Return an Arabic word as it is in the query, and without a prefixed article or particle."""
    found = _ARTICLE_ASKED.fullmatch(word) or _PARTICLE_ASKED.fullmatch(word)
    return (word, found[1]) if found else (word,)


def _singulars(word: str) -> tuple[str, ...]:
    """Return possible singulars of a plural in -s or -es; they match whole words only (states, not statements)."""
    if not word.isascii() or len(word) < 5 or not word.endswith("s") or word.endswith("ss"):
        return ()
    return (word[:-1], word[:-2]) if word.endswith("es") and len(word) > 5 else (word[:-1],)


def _phrase(words: list[str]) -> SearchTerm:
    """Return a term for adjacent words, of which the last may be incomplete."""
    joined = " +".join(re.escape(word) for word in words)
    particles = _PARTICLES if _ARABIC.search(words[0]) else ""
    end = _END if words[-1].isdigit() else f"{_LETTER}*"
    return SearchTerm(re.compile(f"{_START}{particles}{joined}{end}"), (max(words, key=len),))


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in words)
