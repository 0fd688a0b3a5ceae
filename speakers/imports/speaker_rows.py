"""Rows of a table of speakers: their short names, and protection."""

from functools import cached_property
from itertools import chain, count
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.languages import CODES, columns, official, texts
from conference.languages.lists import listed
from conference.models.former_name import former_names
from conference.refusals import Refusal
from speakers import protection
from speakers.filling import FILLED, filled
from speakers.imports.cells import Column
from speakers.imports.names import comparable_name, states_by_name
from speakers.imports.plan import CellChange, CellProblem, PlannedRow
from speakers.imports.row_planner import RowPlanner
from speakers.models import Speaker, State
from speakers.short_names import slug_of_names


class SpeakersPlanner(RowPlanner):
    """Compares rows of speakers. With `adds_delegations`, a State that has no delegation here yet gets one."""

    def __init__(self, *args: Any, adds_delegations: bool = False) -> None:
        super().__init__(*args)
        self._may_add_delegations = adds_delegations

    @cached_property
    def _states_without_delegation(self) -> dict[str, str]:
        """The codes of States by all that a file may call them."""
        states = list(State.objects.prefetch_related("former_names"))
        found = {name: state.iso3 for name, state in states_by_name(states).items()}
        found |= {comparable_name(code): state.iso3 for state in states for code in (state.iso2, state.iso3)}
        there = set(self._keys.values())
        return {name: iso3 for name, iso3 in found.items() if iso3 not in there}

    def _adds_delegation(self, planned: PlannedRow, column: Column, cell: str, existing: str) -> bool:
        iso3 = self._states_without_delegation.get(comparable_name(cell)) if self._may_add_delegations else None
        if iso3:
            planned.new_delegation = iso3
            planned.changes.append(CellChange(column, existing, iso3))
        return bool(iso3)

    def _find(self, planned: PlannedRow, row: Any, place: str) -> None:
        """Find the speaker of a row: an earlier row may be of the same person, and this one tells another role."""
        first = self._first_of(planned) if planned.tells_more else None
        if first is None:
            super()._find(planned, row, place)
            self._firsts |= {name: planned for name in self._names_of(planned) if name not in self._firsts}
        elif contradicted := self._contradicted(planned, first):
            words = _("Row %(number)d has the same name, but not the same here: %(columns)s.")
            said = {"number": first.number, "columns": listed(contradicted)}
            planned.problems.append(CellProblem(words % said, place, self._key))
        else:
            planned.row, planned.key, planned.first = first.row, first.key, first
            planned.values, planned.changes, planned.new_delegation = {}, [], ""

    @cached_property
    def _firsts(self) -> dict[str, PlannedRow]:
        """The first row of the file of each person, by key and names."""
        return {}

    def _names_of(self, planned: PlannedRow) -> list[str]:
        key = [f"key {self._folded(planned.key)}"] if planned.key else []
        return key + [name for text in planned.names.values() if text and (name := comparable_name(text))]

    def _first_of(self, planned: PlannedRow) -> PlannedRow | None:
        return next((self._firsts[name] for name in self._names_of(planned) if name in self._firsts), None)

    def _contradicted(self, planned: PlannedRow, first: PlannedRow) -> list[str]:
        """The names of the columns of a row that say something else than the first row of that person."""
        return [
            change.column.label
            for change in planned.changes
            if change.column.name in planned.values
            and change.column.field.name != "name"  # by which they were found
            and first.values.get(change.column.name, getattr(first.row, change.column.name))
            != planned.values[change.column.name]
        ]

    @cached_property
    def _former_names(self) -> set[str]:
        return set(former_names("speaker", self._conference.pk).values_list("slug", flat=True))

    def _folded(self, key: str) -> str:
        return key.casefold()

    @property
    def keys(self) -> set[str]:
        return super().keys | self._former_names

    def _make_key(self, planned: PlannedRow, place: str) -> None:
        """Give a new speaker the short name of the file, else one made of the name."""
        planned.values.setdefault("status", Speaker.Status.PROPOSED)
        try:
            if planned.values.get("protected"):
                slug = self._neutral_slug(planned)
            else:
                slug = self._key.read(planned.key, {}) if planned.key else self._slug_of_name(planned)
        except Refusal as refusal:
            planned.problems.append(CellProblem(str(refusal), place, self._key))
            return
        planned.key = slug
        if slug in self._former_names:
            words = _("Addresses with this short name were public and lead to something else. Choose another.")
            planned.problems.append(CellProblem(words, place, self._key))
        if slug:
            planned.values["slug"] = slug

    def _neutral_slug(self, planned: PlannedRow) -> str:
        """The neutral short name of the file; empty if it has none, and one is drawn when the row is written."""
        if planned.key and not protection.is_neutral(planned.key):
            raise Refusal(_("The address of a protected speaker must not tell the name.") + f" {_LEAVE_EMPTY}")
        if planned.key:
            return self._key.read(planned.key, {})
        for slug, row in self._rows.items():
            if row.protected and set(filter(None, texts(row, "name").values())) & set(planned.names.values()):
                raise _exists_already(slug)
        return ""

    def _slug_of_name(self, planned: PlannedRow) -> str:
        """A short name of the letters of the name, else a numbered one; names that are there already are refused."""
        given = {code: planned.values.get(f"name_{official(code).suffix}", "") for code in CODES}
        names, slug = [name for name in given.values() if name], slug_of_names(given)
        if twin := self._rows.get(self._folded(slug)) or self._twin_of(planned):
            planned.twin = twin
            raise _exists_already(twin.slug)
        return slug or (self._numbered_slug(planned, names) if names else "")

    def _numbered_slug(self, planned: PlannedRow, names: list[str]) -> str:
        for name in filter(None, map(comparable_name, names)):
            if name in self._numbered:
                raise Refusal(_("Row %(number)d has the same name.") % {"number": self._numbered[name]})
        self._numbered.update({comparable_name(name): planned.number for name in names})
        numbered = (f"speaker-{number}" for number in count(2))
        return next(slug for slug in chain(["speaker"], numbered) if slug not in self._rows and slug not in self._seen)

    def _twin_of(self, planned: PlannedRow) -> Speaker | None:
        """The speaker with one of the names of a new row, or with its e-mail address and a word of the name."""
        names = {name for text in planned.names.values() if text and (name := comparable_name(text))}
        if found := next((self._by_name[name] for name in names if name in self._by_name), None):
            return found
        words = {word for name in names for word in name.split()}
        some = self._by_address.get(planned.values.get("email", "").casefold(), [])
        return next((row for row in some if words & _words_of(row)), None)

    @cached_property
    def _by_name(self) -> dict[str, Speaker]:
        rows = [row for row in self._rows.values() if not row.protected]
        return {comparable_name(name): row for row in rows for name in texts(row, "name").values() if name}

    @cached_property
    def _by_address(self) -> dict[str, list[Speaker]]:
        found: dict[str, list[Speaker]] = {}
        for row in self._rows.values():
            if row.email and not row.protected:
                found.setdefault(row.email.casefold(), []).append(row)
        return found

    @cached_property
    def _numbered(self) -> dict[str, int]:
        """The numbers of the rows of the file whose short name is a number, by their names."""
        return {}

    def _judge(self, planned: PlannedRow, row: Any, places: dict[str, str]) -> None:
        super()._judge(planned, row, places)
        self._fill(planned)
        if row and "protected" in planned.values:
            self._add_problem(
                planned, "protected", places, _("Protection is given and lifted on the speaker’s own page.")
            )
        if not (row.protected if row else planned.values.get("protected")):
            return
        for name in protection.CONSENTS:
            if planned.values.get(name):
                words = _("A protected speaker has no photograph and gives no consent.")
                self._add_problem(planned, name, places, words)
        original = official(self._conference.original_language)
        if row is None and not planned.values.get(f"displayed_name_{original.suffix}"):
            words = _("A protected speaker needs a displayed name in the original language.")
            self._add_problem(planned, f"displayed_name_{original.exchange}", places, words)

    def _fill(self, planned: PlannedRow) -> None:
        """Plan what a new name or courtesy title is in the languages in which it is the same."""
        by_column = {column.name: column for column in self._columns if column.name in _FILLED}
        if not planned.values.keys() & by_column.keys():
            return
        before = {name: getattr(planned.row, name) for name in by_column} if planned.row.pk else {}
        now = {**before, **{name: planned.values[name] for name in by_column.keys() & planned.values.keys()}}
        for name, text in filled(now, before, self._conference.original_language).items():
            planned.values[name] = text
            planned.changes.append(CellChange(by_column[name], before.get(name) or "", text))


_FILLED = frozenset(column for field in FILLED for column in columns(field))
_LEAVE_EMPTY = gettext_lazy("Leave it empty, and one is made.")


def _words_of(speaker: Speaker) -> set[str]:
    return {word for name in texts(speaker, "name").values() if name for word in comparable_name(name).split()}


def _exists_already(slug: str) -> Refusal:
    words = _("“%(key)s” is there already. Write it here to change that speaker, else another short name.")
    return Refusal(words % {"key": slug})
