"""The order of protocol: the place that a function has in it, as a suggestion that the secretariat may overrule.

The numbers are bands, the lower first; two persons of one band stand in alphabetical order, as States of equal level
do. There is no table of the United Nations for all functions: `data/precedence.json` knows the usual ones by how they
begin in the six languages, as regular expressions; those of the Organization, and those of a State's delegation.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from conference.languages.collation import SortKey


class Placed(Protocol):
    """A person with a place in the order of protocol, and a name by which lists are sorted."""

    @property
    def place_in_protocol(self) -> int | None: ...

    def key_in(self, code: str, original: str) -> SortKey: ...


Person = TypeVar("Person", bound=Placed)

FIRST, LAST = 1, 99
PRINCIPALS = 50  # whoever has a lower number stands before all delegations

_BANDS = {
    whose: [(int(number), re.compile("|".join(beginnings), re.IGNORECASE)) for number, beginnings in bands.items()]
    for whose, bands in json.loads(
        (Path(__file__).parent / "data" / "precedence.json").read_text(encoding="utf-8")
    ).items()
}


def suggested(function: Mapping[str, str], kind: str | None) -> int | None:
    """Return the place of a function, given in any language; None where it has none.

    Of several bands the first counts: a "Minister for Foreign Affairs" is no other "Minister". `kind` is the kind of
    the delegation, None for a person without one.
    """
    bands = [*_BANDS["organization"], *(_BANDS["state"] if kind == "states" else ())]
    words = [text.replace("'", "’") for text in function.values() if text]
    found = {number for text in words for number, beginning in bands if beginning.match(text)}
    return min(found, default=None)


def by_protocol(people: Iterable[Person], code: str, original: str) -> list[Person]:
    """Return people by their places; of one place, and without any, in the alphabetical order of a language."""
    return sorted(people, key=lambda person: (person.place_in_protocol or LAST + 1, person.key_in(code, original)))
