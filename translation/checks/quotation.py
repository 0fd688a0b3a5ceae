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


def mended(text: str, language: str) -> str:
    """Returns a text with the quotation marks of its language in place of those of another.

    It stays as it is where the marks cannot be told to open or to close, one after the other.
    """
    usual = _PAIRS[language][0]
    opening, closing = usual[0], usual[1]
    if language == "fr":
        opening, closing = f"{opening}\u00a0", f"\u00a0{closing}"
    pairs = [pair for pair in _PAIRS[language] if pair != "„“" or "„" in text]  # “ closes only what „ has opened
    known, found, depth = "".join(pairs), [], 0
    for match in _MARK.finditer(text):
        if match[0] in known:
            continue
        opens = match[0] in "«„‟‹" or (match[0] in '"“' and not depth)
        if opens == bool(depth) or (match[0] == '"' and _is_a_measure(text, match.start())):
            return text  # one within another, or closed without being opened
        depth = 1 - depth
        found.append((match.start(), opening if opens else closing))
    if depth:
        return text
    for place, mark in reversed(found):
        text = text[:place] + mark + text[place + 1 :]
    return text


def _is_a_measure(text: str, place: int) -> bool:
    """Returns whether a straight mark stands after a digit, as inches and seconds are written."""
    return text[max(0, place - 1) : place].isdigit()
