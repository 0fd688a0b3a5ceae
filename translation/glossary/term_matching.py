"""Finding the terms in a text and their places, so that they can be marked and checked."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from translation.glossary.terms import AVOID, ConceptTerms, TermVariant, is_acronym
from translation.texts.tokens import Word, term_keys, words

Sought = tuple[tuple[str, ...], ConceptTerms, TermVariant]  # the keys of its words, the concept, the term


class TermHit(NamedTuple):
    """A term of a concept between two places of a text."""

    term: ConceptTerms
    variant: TermVariant
    start: int
    end: int


class TermFinder:
    """Finds terms in texts of one language; one finder serves many texts."""

    def __init__(self, terms: Iterable[ConceptTerms], language: str) -> None:
        self.language = language
        self.terms = tuple(terms)

    @cached_property
    def _by_first_word(self) -> dict[str, list[Sought]]:
        """{key of the first word: [(keys, concept, term)]}, the longest terms first."""
        variants: dict[str, list[Sought]] = {}
        for term in self.terms:
            for variant in term.variants.get(self.language, ()):
                sought = term_keys(variant.text, self.language)
                if sought:
                    variants.setdefault(sought[0], []).append((sought, term, variant))
        for entries in variants.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[2].status == AVOID))
        return variants

    @cached_property
    def statuses(self) -> set[str]:
        """The statuses that the terms of this language have."""
        return {variant.status for term in self.terms for variant in term.variants.get(self.language, ())}

    def hits(self, text: str, spread: Sequence[Word] | None = None) -> list[TermHit]:
        """Returns the terms in a text from left to right: of overlapping ones the first, of those the longest.

        `spread` are the words of the text, if they are known already.
        """
        if not self._by_first_word:
            return []
        found, free = [], 0
        spread = words(text, self.language) if spread is None else spread
        for place in self._beginnings(spread):
            entry = next(self._all_at(spread, place, text), None) if place >= free else None
            if entry:
                sought, term, variant = entry
                free = place + len(sought)
                found.append(TermHit(term, variant, spread[place].start, spread[free - 1].end))
        return found

    def all_hits(self, text: str, spread: Sequence[Word] | None = None) -> list[TermHit]:
        """Returns every term in a text, also where one is part of another: "South Sudan" and "Sudan"."""
        spread = words(text, self.language) if spread is None else spread
        return [
            TermHit(term, variant, spread[place].start, spread[place + len(sought) - 1].end)
            for place in self._beginnings(spread)
            for sought, term, variant in self._all_at(spread, place, text)
        ]

    def _beginnings(self, spread: Sequence[Word]) -> list[int]:
        """Returns the places of words that begin a term."""
        firsts = self._by_first_word.keys()
        return [place for place, word in enumerate(spread) if not firsts.isdisjoint(word.keys)]

    def _all_at(self, spread: Sequence[Word], place: int, text: str) -> Iterator[Sought]:
        for key in spread[place].keys:
            for entry in self._by_first_word.get(key, ()):
                if self._matches(entry[0], spread, place) and not _is_another_word(entry, text, spread[place]):
                    yield entry

    def _matches(self, sought: tuple[str, ...], spread: Sequence[Word], place: int) -> bool:
        if place + len(sought) > len(spread):
            return False
        return all(key in spread[place + offset].keys for offset, key in enumerate(sought))


def _is_another_word(entry: Sought, text: str, word: Word) -> bool:
    """Returns whether a word only looks like a term: "turkey" is not a State, "who" and "Who" are no acronyms.

    Of a name of several words the first may be a common one: "en la sala de conferencias 2". Arabic and Chinese have
    no case.
    """
    sought, term, variant = entry
    if len(sought) != 1:
        return False
    if is_acronym(variant.text):
        return not text[word.start : word.end].isupper()
    return term.is_name and text[word.start].islower()
