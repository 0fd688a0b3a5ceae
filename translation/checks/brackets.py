"""Brackets: each that opens is closed by its own kind."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair

_CLOSED_BY = {
    "(": ")",
    "[": "]",
    "{": "}",
    "（": "）",
    "［": "］",
    "【": "】",
    "《": "》",
    "「": "」",
    "『": "』",
    "〈": "〉",
}
_CLOSING = {closing: opening for opening, closing in _CLOSED_BY.items()}
_ANY = re.compile("[" + re.escape("".join([*_CLOSED_BY, *_CLOSING])) + "]")
_NUMBER_OF_A_PART = re.compile(r"(?:^|[\s(،,;:])[^\W_]{1,4}$")  # "a)", "ii)", "12)": French and Spanish open none


def check(pair: CheckedPair) -> Iterator[Finding]:
    """Yields a finding for each bracket without a counterpart, where the source has none such."""
    if _lone(pair.source.text):
        return  # the source's own fault, or its way
    message = _("The bracket “%(bracket)s” has no counterpart.")
    for place, bracket in _lone(pair.target.text):
        yield Finding("brackets", message, in_target=(place, place + 1), detail={"bracket": bracket})


def _lone(text: str) -> list[tuple[int, str]]:
    """Returns the brackets without a counterpart: [(place, bracket)]."""
    opened, lone = [], []
    for match in _ANY.finditer(text):
        sign, place = match[0], match.start()
        if sign in _CLOSED_BY:
            opened.append((place, sign))
        elif opened and opened[-1][1] == _CLOSING[sign]:
            opened.pop()
        elif sign != ")" or not _NUMBER_OF_A_PART.search(text[max(0, place - 6) : place]):
            lone.append((place, sign))
    return sorted(lone + opened)
