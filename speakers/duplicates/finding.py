"""Finding rows that may be one: speakers by name or e-mail address, rooms and delegations by name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from conference.languages import texts
from conference.languages.folding import fold
from conference.models import Conference
from speakers.models import KeptApart, Speaker

Row = TypeVar("Row", bound=Model)
MOST_ALIKE = 20  # of one name or address: more are a mailbox that many share, or a placeholder


@dataclass(frozen=True)
class Pair:
    """Two speakers who may be one person, and why."""

    one: Speaker
    other: Speaker
    reasons: tuple[str, ...]


def names_of(row: Model) -> set[str]:
    """The names of a row in the form in which they are compared: without case and accents, in any order of words."""
    return {" ".join(sorted(fold(name).split())) for name in texts(row, "name").values() if name} - {""}


def by_name(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows that share a name in any language, each group once."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for name in names_of(row):
            found[name].append(row)
    groups = {tuple(row.pk for row in some): some for some in found.values() if len(some) > 1}
    return list(groups.values())


def pairs_of(conference: Conference) -> list[Pair]:
    """The speakers who may be one person, without those who are noted as two, and those under protection."""
    rows = list(_open(conference))
    reasons: dict[tuple[int, int], dict[str, None]] = {}
    for words, groups in ((_("Same name"), by_name(rows)), (_("Same e-mail address"), _by_address(rows))):
        for some in groups:
            for one, other in combinations(sorted(row.pk for row in some[:MOST_ALIKE]), 2):
                reasons.setdefault((one, other), {})[words] = None
    apart = set(KeptApart.objects.filter(one__conference=conference).values_list("one", "other"))
    found = {row.pk: row for row in rows}
    return [
        Pair(found[one], found[other], tuple(why)) for (one, other), why in reasons.items() if (one, other) not in apart
    ]


def alike(speaker: Speaker) -> list[Speaker]:
    """The other speakers of the conference who may be the same person."""
    if speaker.protected:
        return []
    names, address = names_of(speaker), speaker.email.casefold()
    apart = {pk for pair in KeptApart.objects.filter(one=speaker).values_list("other") for pk in pair}
    apart |= {pk for pair in KeptApart.objects.filter(other=speaker).values_list("one") for pk in pair}
    return [
        row
        for row in _open(speaker.conference)
        if row.pk != speaker.pk
        and row.pk not in apart
        and (names & names_of(row) or (address and row.email.casefold() == address))
    ][:MOST_ALIKE]


def _open(conference: Conference) -> QuerySet[Speaker]:
    rows = Speaker.objects.filter(conference=conference, protected=False)
    return rows.select_related("delegation__state").order_by("pk")


def _by_address(rows: Iterable[Speaker]) -> list[list[Speaker]]:
    found: dict[str, list[Speaker]] = defaultdict(list)
    for row in rows:
        if row.email:
            found[row.email.casefold()].append(row)
    return [some for some in found.values() if len(some) > 1]
