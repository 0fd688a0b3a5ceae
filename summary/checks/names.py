"""Names in the original: those that are near a name of the lists and not it, and those that a State no longer has.

A near name is looked for where names are told by a capital: in English, French and Spanish.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from django.utils.translation import gettext_lazy as _

from conference.models import Conference
from speakers.models import FormerName
from translation.checks.finding import Finding
from translation.glossary.terms import ConceptTerms
from translation.texts.registry import text_of

_CAPITAL = re.compile(r"\b[A-ZÀ-ÖØ-Þ][^\W\d_]{5,}\b")
_WORD = re.compile(r"[^\W\d_]+")
_IN_CAPITALS = ("en", "fr", "es")
_NEAR = 0.87  # of the letters of both; "Phillipines" and "Philippines" have 0.91


class NearNames:
    """Words that look like a part of a known name, but are none."""

    def __init__(self, names: Iterable[ConceptTerms], known: Iterable[str], code: str) -> None:
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._known = {word.casefold() for text in known for word in _WORD.findall(text)}
        if code not in _IN_CAPITALS:
            return
        words = {word for name in names for each in name.variants.get(code, ()) for word in _WORD.findall(each.text)}
        self._known |= {word.casefold() for word in words}
        for word in sorted(words):
            if _CAPITAL.fullmatch(word):
                self._by_letter[word[0]].append(word)

    def findings_in(self, text: str) -> Iterator[Finding]:
        message = _("“%(word)s” is in no list of names; “%(name)s” is near.")
        for word in dict.fromkeys(_CAPITAL.findall(text)):
            if word.casefold() in self._known:
                continue
            near = get_close_matches(word, self._by_letter[word[0]], n=1, cutoff=_NEAR)
            if near and not _is_derived(word, near[0]):
                start = text.index(word)
                detail = {"word": word, "name": near[0]}
                yield Finding("names", message, in_target=(start, start + len(word)), detail=detail, kind="near")


def _is_derived(word: str, name: str) -> bool:
    """Whether a word is made of a name by another ending: Colombian, Hungarian."""
    return word[: len(name) - 2] == name[:-2]


class FormerNames:
    """Names that States had before the conference and have no longer."""

    def __init__(self, conference: Conference, code: str) -> None:
        rows = FormerName.objects.filter(valid_until__lt=conference.starts_on).select_related("state")
        self._names: list[tuple[re.Pattern[str], str, str]] = []
        for row in rows:
            today = text_of(row.state, "name", code)
            for field in ("name", "formal"):
                own = text_of(row, field, code)
                if own and today and own not in (today, text_of(row.state, "formal", code)):
                    self._names.append((re.compile(rf"(?<!\w){re.escape(own)}(?!\w)"), own, today))
        # The formal name first, within which the short one stands.
        self._names.sort(key=lambda name: -len(name[1]))

    def findings_in(self, text: str) -> Iterator[Finding]:
        message = _("“%(word)s” is a former name; the list of States has “%(name)s”.")
        told: list[tuple[int, int]] = []
        for pattern, own, today in self._names:
            found = pattern.search(text)
            is_within = found and any(start <= found.start() and found.end() <= end for start, end in told)
            if found and today not in text and not is_within:
                told.append(found.span())
                yield Finding(
                    "names", message, in_target=found.span(), detail={"word": own, "name": today}, kind="former"
                )
