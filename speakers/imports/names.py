"""What delegations and States are called in files: by code, or by any of their names in any of the six languages."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from conference.caches import constant
from conference.languages import texts
from conference.languages.folding import fold
from conference.languages.lists import listed
from speakers.models import Delegation, State

_USUAL_NAMES = Path(__file__).parents[1] / "data" / "usual_names.csv"  # read in files, printed nowhere
_INVERTED = re.compile(r"\s*\(.*\)$")  # "Iran (Islamic Republic of)" is called Iran
_ARTICLE = re.compile(r"^(the|el|las?|les?|los|l) ")  # "the Republic of Albania", "La República de Albania"


def key_of(delegation: Delegation) -> str:
    """The key of a delegation in a table: the three-letter code of its State, else its number."""
    return delegation.state.iso3 if delegation.state else str(delegation.pk)


def comparable_name(text: str) -> str:
    """Return a name in the form in which names are compared: without case, accents, marks and the first article."""
    return _ARTICLE.sub("", " ".join(fold(text).split()))


@constant()
def usual_names() -> dict[str, list[str]]:
    """What lists of participants call States beside their names at the United Nations: {code of the State: names}."""
    with _USUAL_NAMES.open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: row["names"].split("|") for row in csv.DictReader(file)}


def names_of_state(state: State) -> set[str]:
    """All names of a State that can be compared: short, formal, former and usual ones, in six languages."""
    rows = [state, *state.former_names.all()]
    names = [name for row in rows for field in ("name", "formal") for name in texts(row, field).values()]
    names += [_INVERTED.sub("", name) for name in names]
    return {comparable_name(name) for name in [*names, *usual_names().get(state.iso3, [])]} - {""}


def states_by_name(states: Iterable[State]) -> dict[str, State]:
    """The States by their names, without names that two of them had."""
    found: dict[str, list[State]] = {}
    for state in states:
        for name in names_of_state(state):
            found.setdefault(name, []).append(state)
    return {name: rows[0] for name, rows in found.items() if len(rows) == 1}


def delegations_by_name(rows: Iterable[Delegation]) -> dict[str, list[Delegation]]:
    """The delegations of a conference by all that a file may call them: key, two-letter code, or a name."""
    rows = list(rows)
    found: dict[str, list[Delegation]] = {}
    for row in rows:
        names = {comparable_name(name) for name in texts(row, "name").values()} - {""}
        for name in names | (names_of_state(row.state) if row.state else set()):
            found.setdefault(name, []).append(row)
    codes = {comparable_name(row.state.iso2): [row] for row in rows if row.state}
    return found | codes | {comparable_name(key_of(row)): [row] for row in rows}


def doubled(rows: Iterable[Delegation]) -> list[list[Delegation]]:
    """The delegations of a conference that share a name; two States may share one of former times."""
    found = {tuple(row.pk for row in some): some for some in delegations_by_name(rows).values() if len(some) > 1}
    return [some for some in found.values() if any(row.state is None for row in some)]


def keys_of(rows: Iterable[Delegation]) -> str:
    """The keys of delegations, for a sentence."""
    return listed(map(key_of, rows))
