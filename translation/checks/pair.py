"""A source and its translation as the checks read them. What a text states is worked out once, when asked for."""

import re
from dataclasses import dataclass
from functools import cached_property

from conference.documents.emphasis import NOTE
from translation.checks.days import WrittenDay, days_in
from translation.checks.finding import Fact
from translation.checks.numbers import Number, Value, numbers_in
from translation.checks.numbers_in_words import NumbersInWords
from translation.checks.symbols import symbols_in
from translation.checks.times import times_in
from translation.glossary.term_matching import TermFinder
from translation.texts.tokens import Word, words

_DIGIT = re.compile(r"\d")


Finders = tuple[TermFinder, TermFinder]  # for the language of the source, for that of the translation


class CheckedText:
    """A text with what it states: symbols, days, times of day, numbers."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language

    @cached_property
    def has_digits(self) -> bool:
        return _DIGIT.search(self.text) is not None

    @cached_property
    def words(self) -> list[Word]:
        return words(self.text, self.language)

    @cached_property
    def symbols(self) -> list[Fact[str]]:
        return symbols_in(self.text)

    @cached_property
    def days(self) -> list[Fact[WrittenDay]]:
        return days_in(self.text, self.language) if self.has_digits or "月" in self.text else []

    @cached_property
    def times(self) -> list[Fact[int]]:
        return times_in(self.text, self.language) if self.has_digits else []

    @cached_property
    def numbers(self) -> list[Number]:
        return numbers_in(self.text, self.language) if self.has_digits else []

    @cached_property
    def loose_numbers(self) -> list[Number]:
        """The numbers that are not part of a symbol, a day or a time."""
        spans = [(fact.start, fact.end) for facts in (self.symbols, self.days, self.times) for fact in facts]
        spans += [match.span() for match in NOTE.finditer(self.text)]
        return [
            number
            for number in self.numbers
            if not any(start < number.end and number.start < end for start, end in spans)
        ]

    @cached_property
    def _values(self) -> set[Value]:
        return {value for number in self.numbers for value in number.values}

    @cached_property
    def _numbers_in_words(self) -> NumbersInWords:
        return NumbersInWords(self.text, self.language)

    def has_number(self, value: Value) -> bool:
        """Returns whether the text has a number in digits."""
        return value in self._values

    def tells_number(self, value: Value) -> bool:
        """Returns whether the text has a number in digits or in words."""
        return value in self._values or (not isinstance(value, str) and self._numbers_in_words.has(value))


@dataclass(frozen=True)
class CheckedPair:
    """A source, its translation, and the finders of terms and of names in each of the two languages."""

    source: CheckedText
    target: CheckedText
    terms: Finders
    names: Finders
