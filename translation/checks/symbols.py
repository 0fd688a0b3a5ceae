"""Document symbols (A/66/L.1, E/CN.15/2012/20) and numbers of resolutions (64/293): the same in every language."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Fact, Finding

if TYPE_CHECKING:
    from translation.checks.pair import CheckedPair, CheckedText

_SYMBOL = re.compile(
    r"(?<![\w/.])(?:[A-Z]{1,8}(?:/[A-Z0-9][A-Za-z0-9.\-]*(?:\([A-Za-z0-9.\-]+\))?)+|[1-9]\d{0,3}/[1-9]\d{0,3})(?![/\w])",
    re.ASCII,
)


def symbols_in(text: str) -> list[Fact[str]]:
    """Returns the symbols in a text."""
    if "/" not in text:
        return []
    found = []
    for match in _SYMBOL.finditer(text):
        symbol = match[0].rstrip(".-")
        if any(sign.isdigit() for sign in symbol):  # not "ODA/GNI", which each language abbreviates in its own way
            found.append(Fact(symbol, match.start(), match.start() + len(symbol)))
    return found


def check(pair: "CheckedPair") -> Iterator[Finding]:
    """Yields the symbols that only one of the two texts has."""
    here, there = pair.source, pair.target
    lost = _("The symbol %(symbol)s of the source is not in the translation.")
    added = _("The symbol %(symbol)s is not in the source.")
    for symbol, start, end in _not_in(there, here.symbols):
        yield Finding("symbols", lost, in_source=(start, end), detail={"symbol": symbol}, kind="lost")
    for symbol, start, end in _not_in(here, there.symbols):
        yield Finding("symbols", added, in_target=(start, end), detail={"symbol": symbol}, kind="added")


def _not_in(other: "CheckedText", facts: list[Fact[str]]) -> list[Fact[str]]:
    """Returns the facts whose symbol does not occur in the other text, each once."""
    firsts: dict[str, Fact[str]] = {}
    for fact in facts:
        firsts.setdefault(fact.value, fact)
    return [fact for fact in firsts.values() if fact.value not in other.text]
