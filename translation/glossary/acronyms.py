"""Bodies that are known by an acronym: the concepts of the glossary that have one, in all languages.

The search of the pages finds a body by each of its names, whichever stands in the text: UNODC, ONUDC, УНП ООН.
"""

from django.db.models import Q

from conference.caches import constant
from translation.glossary.terms import is_acronym
from translation.models import glossary

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
