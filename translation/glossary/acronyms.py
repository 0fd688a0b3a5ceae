"""Bodies that are known by an acronym: the concepts of the glossary that have one, in all languages.

The search of the pages finds a body by each of its names, whichever stands in the text: UNODC, ONUDC, УНП ООН.
"""

import re

from django.db.models import Q

from conference.caches import constant
from translation.models import glossary

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)?")

Names = tuple[str, ...]


def bodies_of(conference: str) -> tuple[Names, ...]:
    """Returns the names of each body with an acronym, of the shared glossary and of a conference's own."""
    holds = Q(concept__conference=None) | Q(concept__conference__slug=conference)
    rows = glossary.Term.objects.filter(holds).exclude(status=glossary.Term.Status.AVOID)
    return _with_an_acronym(tuple(rows.order_by("concept", "pk").values_list("concept", "text")))


@constant(most=8)
def _with_an_acronym(terms: tuple[tuple[int, str], ...]) -> tuple[Names, ...]:
    names: dict[int, list[str]] = {}
    for concept, text in terms:
        names.setdefault(concept, []).append(text)
    return tuple(tuple(dict.fromkeys(each)) for each in names.values() if any(map(is_acronym, each)))


def is_acronym(text: str) -> bool:
    """Whether a name is one word with several capitals, such as UNODC or UN-Women."""
    return sum(map(str.isupper, text)) > 1 and _WORD.fullmatch(text) is not None
