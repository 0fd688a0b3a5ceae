"""Checks of a translation against its source: warnings with a reason, which a named person can dismiss."""

from django.utils.translation import gettext_lazy as _

from translation.checks import (
    bidi,
    brackets,
    chinese,
    days,
    emphasis,
    length,
    names,
    numbers,
    quotation,
    spacing,
    symbols,
    terms,
    times,
)
from translation.checks.blocking import blocking_findings
from translation.checks.consistency import Inconsistency, consistency
from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair, CheckedText
from translation.glossary.term_matching import TermFinder

CHECKS = (
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
)
# What `Finding.check` may be, in the words of the desk.
LABELS = {
    "numbers": _("Numbers"),
    "dates": _("Dates"),
    "times": _("Times of day"),
    "symbols": _("Document symbols"),
    "names": _("Names"),
    "terms": _("Glossary terms"),
    "brackets": _("Brackets"),
    "quotation": _("Quotation marks"),
    "directions": _("Direction marks"),
    "spacing": _("Spaces"),
    "french_spacing": _("French spacing"),
    "chinese_punctuation": _("Chinese punctuation"),
    "length": _("Length"),
    "emphasis": _("Emphasis"),
    "blocking": _("Blocking problems"),
}


class Checker:
    """Checks many pairs of two languages against one glossary and one list of names."""

    def __init__(self, source_language, target_language, terms=(), names=()):
        self.languages = source_language, target_language
        self._terms, self._names = (
            tuple(TermFinder(known, code) for code in self.languages) for known in (tuple(terms), tuple(names))
        )

    def check(self, source, target):
        """The findings in one translation; a text that is missing on either side has none."""
        if not source.strip() or not target.strip():
            return []
        readings = (CheckedText(text, code) for text, code in zip((source, target), self.languages, strict=True))
        pair = CheckedPair(*readings, self._terms, self._names)
        return [finding for check in CHECKS for finding in check(pair)]


def check(source, target, source_language, target_language, terms=(), names=()):
    """The findings in one translation; terms and names are `ConceptTerms`s. For many texts make a Checker."""
    return Checker(source_language, target_language, terms, names).check(source, target)


__all__ = ["CHECKS", "LABELS", "Checker", "Finding", "Inconsistency", "blocking_findings", "check", "consistency"]
