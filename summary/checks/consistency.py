"""Words that the original writes in two ways, and concepts of the glossary for which it uses two terms.

Neither need be wrong. What is told is the way that the document has less often, at its first place.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Finding
from translation.glossary.term_matching import TermFinder
from translation.glossary.terms import is_acronym
from translation.texts.tokens import fold

_WORD = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")
_IZE = re.compile(r"is(e|ed|es|ing|ation|ations|er|ers)$")
_SHORTEST = 5  # letters; shorter ones differ for other reasons
Places = dict[str, list[tuple[int, int, int]]]  # a form: (number of the text, start, end)


def inconsistencies(texts: Sequence[str], code: str, terms: TermFinder) -> Iterator[tuple[int, Finding]]:
    """Yields (number of the text, finding) in the order of the texts."""
    found = [*_spellings(texts, code), *_two_terms(texts, terms)]
    yield from sorted(found, key=lambda each: each[0])


def _spellings(texts: Sequence[str], code: str) -> Iterator[tuple[int, Finding]]:
    message = _("“%(word)s” is written “%(other)s” elsewhere in the document.")
    groups: dict[str, Places] = defaultdict(lambda: defaultdict(list))
    for number, text in enumerate(texts):
        for match in _WORD.finditer(text):
            if len(match[0]) >= _SHORTEST:
                groups[_key(match[0], code)][match[0].casefold()].append((number, *match.span()))
    for places in groups.values():
        yield from _rarer(places, texts, "spelling", message)


def _key(word: str, code: str) -> str:
    """What two ways of writing one word have in common."""
    plain = word.casefold().replace("-", "").replace("‑", "")
    return _IZE.sub(r"iz\1", fold(plain)) if code == "en" else plain  # elsewhere an accent makes another word


def _two_terms(texts: Sequence[str], terms: TermFinder) -> Iterator[tuple[int, Finding]]:
    message = _("“%(word)s” and “%(other)s”, both in this document, are one concept of the glossary.")
    groups: dict[str, Places] = defaultdict(lambda: defaultdict(list))
    for number, text in enumerate(texts):
        for hit in terms.hits(text):
            if not is_acronym(hit.variant.text) and not hit.term.is_name:
                groups[hit.term.concept][hit.variant.text].append((number, hit.start, hit.end))
    for places in groups.values():
        yield from _rarer(places, texts, "term", message)


def _rarer(places: Places, texts: Sequence[str], kind: str, message: str | Promise) -> Iterator[tuple[int, Finding]]:
    """Each form but the most frequent one, at its first place."""
    if len(places) < 2:
        return
    usual, *others = [form for form, __ in Counter({form: len(all_) for form, all_ in places.items()}).most_common()]
    number, start, end = places[usual][0]
    other = texts[number][start:end]
    for form in others:
        number, start, end = places[form][0]
        detail = {"word": texts[number][start:end], "other": other}
        yield number, Finding("consistency", message, in_target=(start, end), detail=detail, kind=kind)
