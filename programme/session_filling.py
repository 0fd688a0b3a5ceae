"""Texts of a session that the conference has already in six languages: kinds of its own, and names of organizers."""

from collections.abc import Mapping

from django.db.models import QuerySet

from conference.languages import CODES, columns, official, texts
from conference.languages.folding import fold
from conference.models import Conference
from programme.models import Session
from speakers.imports.names import comparable_name, delegations_by_name

_SEPARATORS = {"ar": "؛ ", "zh-hans": "；"}
_ANY_SEPARATOR = str.maketrans({"؛": ";", "；": ";"})


def filled_of_session(
    now: Mapping[str, str | None], conference: Conference, others: QuerySet[Session]
) -> dict[str, str]:
    """Return the columns that fill themselves: {column: text}, of those that are empty `now`."""
    original = conference.original_language
    found = {}
    for field, known in (("own_kind", _kind_of(others)), ("organized_by", _names_in(conference))):
        source = now.get(f"{field}_{official(original).suffix}") or ""
        six = known(source, original) if source and set(columns(field)) <= now.keys() else {}
        for code, text in six.items():
            column = f"{field}_{official(code).suffix}"
            if text and not now.get(column):
                found[column] = text
    return found


def _kind_of(others: QuerySet[Session]):
    """Return what finds the texts of a kind of one's own in the other sessions that have it."""

    def known(source: str, original: str) -> dict[str, str]:
        for row in others.exclude(**{f"own_kind_{official(original).suffix}": ""}):
            six = texts(row, "own_kind")
            if fold(six[original]) == fold(source):
                return six
        return {}

    return known


def _names_in(conference: Conference):
    """Return what finds the names of organizers in six languages; nothing where one of them is not known."""

    def known(source: str, original: str) -> dict[str, str]:
        rows = conference.delegations.select_related("state").prefetch_related("state__former_names")
        delegations = delegations_by_name(rows)
        organizers = {
            comparable_name(name): row
            for row in conference.organizers.all()
            for name in texts(row, "name").values()
            if name
        }
        found = []
        for name in source.translate(_ANY_SEPARATOR).split(";"):
            key = comparable_name(name)
            of_that_name = delegations.get(key, ())
            row = of_that_name[0] if len(of_that_name) == 1 else organizers.get(key)
            if row is None:
                return {}
            found.append(texts(row, "name"))
        whole = (code for code in CODES if all(six[code] for six in found))
        return {code: _SEPARATORS.get(code, "; ").join(six[code] for six in found) for code in whole}

    return known
