"""Rows of a table of delegations: their States, and names that are there already."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from conference.languages import official
from speakers.imports.names import comparable_name, key_of, keys_of, states_by_name
from speakers.imports.plan import CellProblem, PlannedRow
from speakers.imports.row_planner import RowPlanner
from speakers.models import Delegation, State

_LONGEST_CODE = 3


class DelegationsPlanner(RowPlanner):
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
