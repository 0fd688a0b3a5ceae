"""Checks of a translation against its source. A person can dismiss a warning by name, with a reason."""

from collections.abc import Iterable

from translation.checks import (
    bidi,
    brackets,
    chinese,
    days,
    emphasis,
    footnotes,
    length,
    names,
    numbers,
    quotation,
    spacing,
    symbols,
    terms,
    times,
    untranslated,
)
from translation.checks.blocking import blocking_findings
from translation.checks.consistency import Inconsistency, consistency
from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair, CheckedText, Finders
from translation.glossary.term_matching import TermFinder
from translation.glossary.terms import ConceptTerms
from translation.texts.check_names import LABELS

CHECKS = (
    untranslated.check,
    numbers.check,
    days.check,
    times.check,
    symbols.check,
    names.check,
    terms.check,
    brackets.check,
    quotation.check,
    bidi.check,
    spacing.check,
    chinese.check,
    length.check,
    emphasis.check,
    footnotes.check,
)


class Checker:
    """Checks many texts of two languages against one glossary and one list of names."""

    def __init__(
        self,
        source_language: str,
        target_language: str,
        terms: Iterable[ConceptTerms] = (),
        names: Iterable[ConceptTerms] = (),
    ) -> None:
        self.languages = source_language, target_language
        self._terms, self._names = self._finders(tuple(terms)), self._finders(tuple(names))

    def _finders(self, known: tuple[ConceptTerms, ...]) -> Finders:
        source_language, target_language = self.languages
        return TermFinder(known, source_language), TermFinder(known, target_language)

    def check(self, source: str, target: str) -> list[Finding]:
        """Returns the findings in one translation; none where the text is empty on either side."""
        if not source.strip() or not target.strip():
            return []
        source_language, target_language = self.languages
        read = CheckedText(source, source_language), CheckedText(target, target_language)
        pair = CheckedPair(*read, self._terms, self._names)
        return [finding for check in CHECKS for finding in check(pair)]


def check(
    source: str,
    target: str,
    source_language: str,
    target_language: str,
    terms: Iterable[ConceptTerms] = (),
    names: Iterable[ConceptTerms] = (),
) -> list[Finding]:
    """Returns the findings in one translation; a Checker is quicker for many."""
    return Checker(source_language, target_language, terms, names).check(source, target)


__all__ = ["CHECKS", "LABELS", "Checker", "Finding", "Inconsistency", "blocking_findings", "check", "consistency"]
