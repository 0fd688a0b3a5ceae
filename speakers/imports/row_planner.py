"""Comparing a row of a table with the current rows: what its import would do, and what is wrong with it.

A row is found by its key. An empty cell changes nothing, nor does one with the text that an export would write, even if
the rules have changed and would refuse it as a new text.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from conference.files.xlsx_reader import number_of
from conference.languages import official
from conference.models import Conference, User
from conference.refusals import Refusal
from speakers.imports.cell_problems import not_text, without_heading
from speakers.imports.cells import Column, OfDelegation
from speakers.imports.columns import TableKind
from speakers.imports.names import delegations_by_name, key_of
from speakers.imports.parse import Table
from speakers.imports.plan import CellChange, CellProblem, PlannedRow
from speakers.models import Delegation


class RowPlanner(ABC):
    """The current rows of a conference, with which the rows of a file are compared."""

    _rows: dict[str, Any]  # by their keys

    def __init__(
        self, kind: TableKind, conference: Conference, added: Mapping[str, int], user: User | None = None
    ) -> None:
        self._kind, self._conference = kind, conference
        self._parts = [part.planner(conference, user) for part in kind.parts]
        self._key, *self._columns = kind.columns
        self._rows = {self._folded(kind.cells(row)[self._key.heading]): row for row in kind.rows(conference)}
        current = {row.pk: row for row in self._rows.values()} if added else {}
        self._added = {int(number): current[pk] for number, pk in added.items() if pk in current}
        self._is_of_part: dict[str, bool] = {}
        self._seen: dict[str, int] = {}  # the numbers of the rows of the file by their keys

    @property
    def keys(self) -> set[str]:
        """The keys of the rows that are there, and of the new rows of the file."""
        return {*self._rows, *self._seen}

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
        further = {name for name in self._of_parts(texts_of_row) if places.get(name) not in faulty}
        planned.tells_more = bool(further)
        existing = self._kind.cells(row) if row else {}
        for column in self._columns:
            place = places.get(column.heading, "")
            if column.heading in texts_of_row and place not in faulty:
                self._read(planned, column, place, texts_of_row[column.heading], existing.get(column.heading, ""))
        key_place = places.get(self._key.heading, "")
        if key_place not in faulty:
            self._find(planned, row, key_place)
        for part in self._parts if planned.tells_more else ():
            part.plan(planned, {name: text for name, text in texts_of_row.items() if name in further}, places)
        if not planned.problems and not planned.first:
            self._judge(planned, row, places)
        planned.problems.sort(key=lambda problem: number_of(problem.place))
        return planned

    def _of_parts(self, headings: Iterable[str]) -> set[str]:
        """Those of some headings that are columns of other apps; each is looked up once."""
        for heading in headings:
            if heading not in self._is_of_part:
                self._is_of_part[heading] = any(part.column(heading) for part in self._kind.parts)
        return {heading for heading in headings if self._is_of_part[heading]}

    def finish(self, rows: Sequence[PlannedRow]) -> None:
        """Refuse the rows that only add to an earlier one which is refused."""
        for planned in rows:
            if planned.first and planned.first.problems:
                words = _("Row %(number)d, of the same person, cannot be imported.")
                planned.problems.append(CellProblem(words % {"number": planned.first.number}))

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
        except Refusal as refusal:
            if not (isinstance(column, OfDelegation) and self._adds_delegation(planned, column, cell, existing)):
                planned.problems.append(CellProblem(str(refusal), place, column))
            return
        after = self._keys[value] if isinstance(column, OfDelegation) else column.shown(value)
        if value in ("", None) or (planned.row.pk and _same(after, existing)):
            return
        planned.values[column.name] = value
        planned.changes.append(CellChange(column, existing, after))

    def _adds_delegation(self, planned: PlannedRow, column: Column, cell: str, existing: str) -> bool:
        """Plan to add the delegation that a cell names, if that is possible; return whether it is."""
        return False

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


def _same(one: str, other: str) -> bool:
    return one == other or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
