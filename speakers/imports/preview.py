"""The preview of a table: what the import of each row would do. Nothing is written here.

A row is found by its key. An empty cell changes nothing, nor does one with the text that an export would write, even if
the rules have changed and would refuse it as a new text.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property
from itertools import chain, count
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.files.xlsx_reader import number_of
from conference.languages import LANGUAGES, official, texts
from conference.languages.transliteration import latin
from conference.models import Conference
from conference.models.former_name import former_names
from speakers import protection
from speakers.imports.cell_problems import not_text, without_heading
from speakers.imports.columns import Column, OfDelegation, TableKind
from speakers.imports.names import comparable_name, delegations_by_name, key_of, keys_of, states_by_name
from speakers.imports.parse import Table
from speakers.imports.plan import CellChange, CellProblem, PlannedRow, TablePreview
from speakers.models import Delegation, Speaker, State
from translation.texts.writing import TextRefused


def preview_table(
    table: Table, kind: TableKind, conference: Conference, added: Mapping[str, int] | None = None
) -> TablePreview:
    """Compare a table with the current rows of a conference.

    `added` is {number of a row of the file: primary key} for rows that the file has already added: one without a key
    is compared with what it became.
    """
    planner = (_DelegationsPlanner if kind.model is Delegation else _SpeakersPlanner)(kind, conference, added or {})
    return TablePreview(kind, conference, [planner.plan(table, number, cells) for number, cells in table.rows])


class _Planner(ABC):
    """The current rows of a conference, with which the rows of a file are compared."""

    _rows: dict[str, Any]  # by their keys

    def __init__(self, kind: TableKind, conference: Conference, added: Mapping[str, int]) -> None:
        self._kind, self._conference = kind, conference
        self._key, *self._columns = kind.columns
        self._rows = {self._folded(kind.cells(row)[self._key.heading]): row for row in kind.rows(conference)}
        current = {row.pk: row for row in self._rows.values()} if added else {}
        self._added = {int(number): current[pk] for number, pk in added.items() if pk in current}
        self._seen: dict[str, int] = {}  # the numbers of the rows of the file by their keys

    @abstractmethod
    def _folded(self, key: str) -> str:
        """A key in the form in which keys are compared."""

    @abstractmethod
    def _make_key(self, planned: PlannedRow, place: str) -> None:
        """Give a new row its key, or add a problem."""

    def plan(self, table: Table, number: int, cells: dict[str, str]) -> PlannedRow:
        if table.is_left_out(number):
            return self._left_out(number, table.texts(number, cells))
        originals = table.originals(number, cells)
        problems = [*not_text(table, originals), *without_heading(table, originals)]
        places, texts_of_row = table.places, table.texts(number, cells)
        wanted = texts_of_row.get(self._key.heading, "").strip()
        row = self._rows.get(self._folded(wanted)) if wanted else None
        if row is None and (row := self._added.get(number)):
            wanted = self._kind.cells(row)[self._key.heading]
        planned = PlannedRow(number, wanted, row or self._kind.model(conference=self._conference), problems=problems)
        planned.corrected = tuple(table.corrections.get(number) or ())
        faulty = {problem.place for problem in problems}
        existing = self._kind.cells(row) if row else {}
        for column in self._columns:
            place = places.get(column.heading, "")
            if column.heading in texts_of_row and place not in faulty:
                self._read(planned, column, place, texts_of_row[column.heading], existing.get(column.heading, ""))
        key_place = places.get(self._key.heading, "")
        if key_place not in faulty:
            self._find(planned, row, key_place)
        if not planned.problems:
            self._judge(planned, row, places)
        planned.problems.sort(key=lambda problem: number_of(problem.place))
        return planned

    def _left_out(self, number: int, texts: dict[str, str]) -> PlannedRow:
        """A row of which nothing is read but its names, for the list."""
        names = {each.name: texts[each.heading] for each in self._columns if each.heading in texts}
        planned = PlannedRow(number, "", self._kind.model(conference=self._conference), is_left_out=True)
        planned.values = {column: name for column, name in names.items() if column.startswith("name_")}
        return planned

    def _read(self, planned: PlannedRow, column: Column, place: str, cell: str, existing: str) -> None:
        """Plan to write what a cell says, if it differs from the current text."""
        if planned.row.pk and _same(cell, existing):
            return
        try:
            value = column.read(cell, self._delegations)
        except TextRefused as refusal:
            planned.problems.append(CellProblem(str(refusal), place, column))
            return
        after = self._keys[value] if isinstance(column, OfDelegation) else column.shown(value)
        if value in ("", None) or (planned.row.pk and _same(after, existing)):
            return
        planned.values[column.name] = value
        planned.changes.append(CellChange(column, existing, after))

    @cached_property
    def _delegations(self) -> dict[str, list[Delegation]]:
        rows = Delegation.objects.filter(conference=self._conference).select_related("state")
        return delegations_by_name(rows.prefetch_related("state__former_names"))

    @cached_property
    def _keys(self) -> dict[int, str]:
        return {row.pk: key_of(row) for rows in self._delegations.values() for row in rows}

    def _find(self, planned: PlannedRow, row: Any, place: str) -> None:
        """Check that no two rows of the file have the same key, and give a new row its key."""
        if row is None:
            self._make_key(planned, place)
        key = self._folded(planned.key)
        if key and key in self._seen:
            words = _("Row %(number)d has the same key.")
            planned.problems.append(CellProblem(words % {"number": self._seen[key]}, place, self._key))
        elif key:
            self._seen[key] = planned.number

    def _judge(self, planned: PlannedRow, row: Any, places: dict[str, str]) -> None:
        """Add the problems of a row as a whole."""
        original = official(self._conference.original_language)
        if row is None and not planned.values.get(f"name_{original.suffix}"):
            column = next(each for each in self._columns if each.heading == f"name_{original.exchange}")
            words = _("This text is needed in the original language.")
            planned.problems.append(CellProblem(words, places.get(column.heading, ""), column))

    def _add_problem(self, planned: PlannedRow, heading: str, places: dict[str, str], message: str) -> None:
        column = next(each for each in self._kind.columns if each.heading == heading)
        planned.problems.append(CellProblem(message, places.get(heading, ""), column))


class _SpeakersPlanner(_Planner):
    @cached_property
    def _former_names(self) -> set[str]:
        return set(former_names("speaker", self._conference.pk).values_list("slug", flat=True))

    def _folded(self, key: str) -> str:
        return key.casefold()

    def _make_key(self, planned: PlannedRow, place: str) -> None:
        """Give a new speaker the short name of the file, else one made of the name."""
        planned.values.setdefault("status", Speaker.Status.INVITED)
        try:
            if planned.values.get("protected"):
                slug = self._neutral_slug(planned)
            else:
                slug = self._key.read(planned.key, {}) if planned.key else self._slug_of_name(planned)
        except TextRefused as refusal:
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
            raise TextRefused(_("The address of a protected speaker must not tell the name.") + f" {_LEAVE_EMPTY}")
        if planned.key:
            return self._key.read(planned.key, {})
        for slug, row in self._rows.items():
            if row.protected and set(filter(None, texts(row, "name").values())) & set(planned.names.values()):
                raise _exists_already(slug)
        return ""

    def _slug_of_name(self, planned: PlannedRow) -> str:
        """A short name of the letters of the name, else a numbered one; names that are there already are refused."""
        suffixes = [official("en").suffix, *(language.suffix for language in LANGUAGES)]
        names = [name for suffix in suffixes if (name := planned.values.get(f"name_{suffix}", ""))]
        slug = next(filter(None, (slugify(latin(name))[:60].strip("-") for name in names)), "")
        if self._folded(slug) in self._rows:
            raise _exists_already(slug)
        return slug or (self._numbered_slug(planned, names) if names else "")

    def _numbered_slug(self, planned: PlannedRow, names: list[str]) -> str:
        for name in filter(None, map(comparable_name, names)):
            if slug := self._slugs_by_name.get(name):
                raise _exists_already(slug)
            if name in self._numbered:
                raise TextRefused(_("Row %(number)d has the same name.") % {"number": self._numbered[name]})
        self._numbered.update({comparable_name(name): planned.number for name in names})
        numbered = (f"speaker-{number}" for number in count(2))
        return next(slug for slug in chain(["speaker"], numbered) if slug not in self._rows and slug not in self._seen)

    @cached_property
    def _slugs_by_name(self) -> dict[str, str]:
        rows = self._rows.items()
        return {comparable_name(name): slug for slug, row in rows for name in texts(row, "name").values() if name}

    @cached_property
    def _numbered(self) -> dict[str, int]:
        """The numbers of the rows of the file whose short name is a number, by their names."""
        return {}

    def _judge(self, planned: PlannedRow, row: Any, places: dict[str, str]) -> None:
        super()._judge(planned, row, places)
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


_LEAVE_EMPTY = gettext_lazy("Leave it empty, and one is made.")


def _exists_already(slug: str) -> TextRefused:
    words = _("“%(key)s” is there already. Write it here to change that speaker, else another short name.")
    return TextRefused(words % {"key": slug})


class _DelegationsPlanner(_Planner):
    @cached_property
    def _states(self) -> dict[str, State]:
        return {state.iso3: state for state in State.objects.prefetch_related("former_names")}

    @cached_property
    def _states_by_name(self) -> dict[str, State]:
        return states_by_name(self._states.values())

    @cached_property
    def _iso3(self) -> dict[str, str]:
        return {state.iso2: iso3 for iso3, state in self._states.items()}

    @cached_property
    def _named(self) -> dict[str, int]:
        """The numbers of the rows of the file that add a delegation, by its names."""
        return {}

    def _folded(self, key: str) -> str:
        """The key of a delegation; a State and a delegation of this conference are known by all their names too."""
        key = key.upper()
        if key in self._iso3 or key in self._states or key.isdecimal():
            return self._iso3.get(key, key)
        if state := self._states_by_name.get(comparable_name(key)):
            return state.iso3
        known = self._delegations.get(comparable_name(key), ())
        return key_of(known[0]) if len(known) == 1 else key

    def _make_key(self, planned: PlannedRow, place: str) -> None:
        """Give a new delegation the State of its key or of its name, and the names that it had on the first day."""
        written, planned.key = planned.key, self._folded(planned.key)
        if not planned.key:
            self._find_by_name(planned)
        elif state := self._states.get(planned.key):
            self._give_state(planned, state)
        else:
            words = _("“%(key)s” is neither the code of a State nor the number of a delegation of this conference.")
            if len(written) > _LONGEST_CODE and not written.isdecimal():
                words = _("“%(key)s” is neither a State nor a delegation of this conference, by any of its names.")
            planned.problems.append(CellProblem(words % {"key": written[:60]}, place, self._key))

    def _give_state(self, planned: PlannedRow, state: State) -> None:
        planned.key = state.iso3
        planned.values["state_id"] = state.pk
        planned.values.setdefault("kind", Delegation.Kind.STATES)
        for code, name in state.names_on(self._conference.starts_on).items():
            planned.values.setdefault(f"name_{official(code).suffix}", name)

    def _find_by_name(self, planned: PlannedRow) -> None:
        """Refuse a name that a delegation or an earlier row has; give a State that is called so its delegation."""
        names = [
            (column, comparable_name(planned.values[column.name]))
            for column in self._columns
            if column.field.name == "name" and planned.values.get(column.name)
        ]
        for column, name in names:
            if known := self._delegations.get(name):
                words = _("The delegation “%(key)s” has this name. Write that key to change it.")
                planned.problems.append(CellProblem(words % {"key": keys_of(known)}, column=column))
                return
            if name in self._named:
                words = _("Row %(number)d has the same name.")
                planned.problems.append(CellProblem(words % {"number": self._named[name]}, column=column))
                return
        state = next((found for _column, name in names if (found := self._states_by_name.get(name))), None)
        if state and planned.values.get("kind", Delegation.Kind.STATES) == Delegation.Kind.STATES:
            self._give_state(planned, state)
        self._named.update({name: planned.number for _column, name in names})

    def _judge(self, planned: PlannedRow, row: Any, places: dict[str, str]) -> None:
        super()._judge(planned, row, places)
        kind = planned.values.get("kind") or (row.kind if row else "")
        if not kind:
            self._add_problem(planned, "kind", places, _("A new delegation needs a kind."))
        elif kind != Delegation.Kind.STATES and ("state_id" in planned.values or (row and row.state_id)):
            words = _("The delegation of a State is of the kind “Member States and observers”.")
            self._add_problem(planned, "kind", places, words)


_LONGEST_CODE = 3


def _same(one: str, other: str) -> bool:
    return one == other or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
