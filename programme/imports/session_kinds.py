"""Maps another system's session type or track to a kind of session, by the words that they and our exports use."""

import re
from collections.abc import Iterator

from django.utils.translation import override

from conference.caches import constant
from conference.languages import CODES
from programme.models import Session
from programme.templatetags.edition import label

Kind = Session.Kind
_MOST_PANELS = 99

# Whole words of a type or track, in English, French, Spanish and German; the first kind with a match is used.
_WORDS = {
    Kind.OPENING: ("opening", "ouverture", "apertura", "eröffnung"),
    Kind.CLOSING: ("closing", "clôture", "clausura", "abschluss"),
    Kind.BREAK: (
        "break",
        "lunch",
        "coffee",
        "pause",
        "déjeuner",
        "descanso",
        "almuerzo",
        "mittagspause",
        "kaffeepause",
    ),
    Kind.SIDE_EVENT: ("side-event", "side-events"),
    Kind.PANEL: ("panel", "panels", "podium", "podiumsdiskussion", "table-ronde"),
}
_WORD = re.compile(r"[\w-]+")


def kind_of(type: str, track: str) -> Session.Kind:
    """Return the kind of a session; a meeting if neither type nor track matches."""
    for words in (type, track):
        if kind := _own_names().get(words.strip().casefold()):
            return kind
        found = set(_WORD.findall(words.casefold()))
        for kind, names in _WORDS.items():
            if found & set(names):
                return kind
    return Kind.MEETING


def number_of(subtitle: str) -> int | None:
    """Return the panel's number from the subtitle of our own exports; None for any other subtitle."""
    return _numbers().get(subtitle.strip())


@constant()
def _own_names() -> dict[str, Session.Kind]:
    return {str(kind.label).casefold(): kind for kind in Kind for _code in _in_each_language()}


@constant()
def _numbers() -> dict[str, int]:
    return {
        label({"kind": Kind.PANEL, "number": number}): number
        for _code in _in_each_language()
        for number in range(1, _MOST_PANELS + 1)
    }


def _in_each_language() -> Iterator[str]:
    for code in CODES:
        with override(code):
            yield code
