"""Direction marks: each isolate and embedding that is opened is closed, in its own paragraph."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair

_PDI, _PDF = "\u2069", "\u202c"
_OPENS = {**dict.fromkeys("\u2066\u2067\u2068", _PDI), **dict.fromkeys("\u202a\u202b\u202d\u202e", _PDF)}
_NAMES = {
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    _PDI: "PDI",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202d": "LRO",
    "\u202e": "RLO",
    _PDF: "PDF",
}
_ANY = re.compile("[" + "".join(_NAMES) + "\n]")


def check(pair: CheckedPair) -> Iterator[Finding]:
    """Yields the direction marks without a counterpart."""
    message = _("The direction mark %(mark)s has no counterpart in its paragraph.")
    for place, mark in _lone(pair.target.text):
        yield Finding("directions", message, in_target=(place, place + 1), detail={"mark": _NAMES[mark]})


def _lone(text: str) -> list[tuple[int, str]]:
    opened: list[tuple[int, str]] = []
    lone: list[tuple[int, str]] = []
    for match in _ANY.finditer(text):
        sign = match[0]
        if sign == "\n":
            lone, opened = lone + opened, []
        elif sign in _OPENS:
            opened.append((match.start(), sign))
        elif opened and _OPENS[opened[-1][1]] == sign:
            opened.pop()
        else:
            lone.append((match.start(), sign))
    return lone + opened
