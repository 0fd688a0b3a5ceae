"""Spaces: none double, none at the ends, none before a comma; in French non-breaking ones before double marks."""

import re
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair

_NO_BREAK = "\u00a0\u202f"
_TWICE = re.compile(r"(?<=\S)[ \t\u00a0\u2009\u202f]{2,}(?=\S)")
_AT_AN_END = re.compile(r"\A\s+|\s+\Z")
_BEFORE = re.compile(r"(?<=[^\s.…])[ \t\u00a0\u202f]+(?=[,.،](?:\s|$)|[:;!?؛؟](?:\s|$))")
_BEFORE_IN_FRENCH = re.compile(r"(?<=[^\s.…])[ \t\u00a0\u202f]+(?=[,.](?:\s|$))")
# What stands before a double mark in French and is no non-breaking space; not in 10:15, nor in an address.
_FRENCH = re.compile(
    rf"(?:(?P<plain> )|(?<=[^\s{_NO_BREAK}(\[«?!.…]))(?P<mark>[;:!?»%](?![^\s{_NO_BREAK}»).,\]!?]))"
    rf"|(?P<opening>«)(?![{_NO_BREAK}])"
)
_FRENCH_OPENING = re.compile(rf"«(?![{_NO_BREAK}])[ \t]*")


def check(pair: CheckedPair) -> Iterator[Finding]:
    """Yields the findings of spaces in a translation."""
    text = pair.target.text
    twice = _("There are two spaces, one after the other.")
    yield from _first("spacing", "twice", twice, _TWICE.search(text))
    yield from _first("spacing", "ends", _("The text begins or ends with a space."), _AT_AN_END.search(text))
    is_french = pair.target.language == "fr"
    before = _("There is a space before a punctuation mark.")
    yield from _first("spacing", "before", before, (_BEFORE_IN_FRENCH if is_french else _BEFORE).search(text))
    if is_french:
        yield from _french(text)


def _first(check: str, kind: str, message: str | Promise, match: re.Match[str] | None) -> Iterator[Finding]:
    if match:
        yield Finding(check, message, in_target=match.span(), kind=kind)


def _french(text: str) -> Iterator[Finding]:
    before = _("In French a non-breaking space stands before “%(mark)s”.")
    after = _("In French a non-breaking space stands after “%(mark)s”.")
    told = set()
    for match in _FRENCH.finditer(text):
        mark = match["mark"] or match["opening"]
        if mark not in told:
            told.add(mark)
            message = after if match["opening"] else before
            yield Finding("french_spacing", message, in_target=match.span(), detail={"mark": mark})


def mended(text: str, language: str) -> str:
    """Returns a text without spaces that are double, at its ends, or before a comma or another mark."""
    text = _TWICE.sub(_one, _AT_AN_END.sub("", text))
    return (_BEFORE_IN_FRENCH if language == "fr" else _BEFORE).sub("", text)


def _one(match: re.Match[str]) -> str:
    """Returns one space in place of several, the one that does not break where one of them does not."""
    return next((sign for sign in match[0] if sign in _NO_BREAK), " ")


def mended_french(text: str) -> str:
    """Returns a French text with non-breaking spaces before its double marks and inside its quotation marks."""
    return _FRENCH_OPENING.sub("«\u00a0", _FRENCH.sub(_non_breaking, text))


def _non_breaking(match: re.Match[str]) -> str:
    return f"\u00a0{match['mark']}" if match["mark"] else match[0]
