"""Quotation marks: those of the language, balanced, and not forgotten."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair

# The pairs that texts of the United Nations use in each language, the usual one first.
_PAIRS = {
    "ar": ("«»", "“”", "””"),
    "zh-hans": ("“”", "‘’", "《》", "〈〉", "「」"),
    "en": ("“”", "‘’", '""'),
    "fr": ("«»", "“”"),
    "ru": ("«»", "„“"),
    "es": ("“”", "«»", "‘’", '""'),
}
_MARK = re.compile('[«»“”„‟"‹›]')
_QUOTED = re.compile('[«“”„"《「‘]')


def check(pair: CheckedPair) -> Iterator[Finding]:
    """Yields the findings of quotation marks: of another language, unbalanced, or missing."""
    foreign = list(_of_another_language(pair))
    yield from foreign or _unbalanced(pair)
    if _MARK.search(pair.source.text) and not _QUOTED.search(pair.target.text):
        message = _("The source has quotation marks; the translation has none.")
        yield Finding("quotation", message, kind="none")


def _of_another_language(pair: CheckedPair) -> Iterator[Finding]:
    pairs = _PAIRS[pair.target.language]
    known = "".join(pairs)
    message = _("The quotation mark %(mark)s is not one of this language; use %(pair)s.")
    told = set()
    for match in _MARK.finditer(pair.target.text):
        if match[0] not in known and match[0] not in told:
            told.add(match[0])
            detail = {"mark": match[0], "pair": pairs[0]}
            yield Finding("quotation", message, in_target=match.span(), detail=detail, kind="foreign")


def _unbalanced(pair: CheckedPair) -> Iterator[Finding]:
    if any(_is_unbalanced(pair.source.text, each) for each in _PAIRS[pair.source.language]):
        return
    message = _("A quotation mark %(mark)s is opened and not closed, or closed and not opened.")
    for each in _PAIRS[pair.target.language]:
        if _is_unbalanced(pair.target.text, each):
            place = pair.target.text.rfind(each[0]) if each[0] in pair.target.text else pair.target.text.find(each[1])
            yield Finding("quotation", message, in_target=(place, place + 1), detail={"mark": each}, kind="unbalanced")


def _is_unbalanced(text: str, pair: str) -> bool:
    """Returns whether the two marks of a pair do not occur equally often.

    Single ones are apostrophes too, so they are not counted; those of Chinese titles count as brackets.
    """
    if pair in ("‘’", "””", "《》", "〈〉", "「」"):
        return False
    if pair == '""':
        return text.count('"') % 2 == 1
    if pair == "“”" and "„" in text:
        return False
    return text.count(pair[0]) != text.count(pair[1])
