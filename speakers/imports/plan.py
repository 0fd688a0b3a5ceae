"""What the import of a table would do: row by row, what is new or changed, and what is wrong."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from conference.imports.preview import ImportPreview
from conference.languages import official, texts
from conference.languages.lists import listed
from conference.models import Conference
from speakers.imports.cells import Column
from speakers.imports.columns import TableKind
from speakers.models import State


class RowOutcome(models.TextChoices):
    """What the import would do with a row, in the order of the preview."""

    REFUSED = "refused", gettext_lazy("Cannot be imported")
    CHANGED = "changed", pgettext_lazy("rows", "Changed")
    NEW = "new", pgettext_lazy("rows", "New")
    UNCHANGED = "unchanged", pgettext_lazy("rows", "Unchanged")
    JOINED = "joined", pgettext_lazy("rows", "More of a person above")
    LEFT_OUT = "left-out", pgettext_lazy("rows", "Left out by hand")


IMPORTED = (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.JOINED)
RESULT_LABELS = {  # once the file is imported: what its rows are beside the current ones
    RowOutcome.REFUSED: pgettext_lazy("rows", "Left out"),
    RowOutcome.CHANGED: pgettext_lazy("rows", "Different now"),
    RowOutcome.NEW: pgettext_lazy("rows", "Not there now"),
    RowOutcome.UNCHANGED: pgettext_lazy("rows", "As in the file"),
    RowOutcome.JOINED: pgettext_lazy("rows", "Different now"),
    RowOutcome.LEFT_OUT: pgettext_lazy("rows", "Left out by hand"),
}


@dataclass(frozen=True)
class CellChange:
    """A cell that differs from the row: `before` is its current text, `after` that of the file."""

    column: Column
    before: str
    after: str


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with a cell, or with a whole row if there is no column. `place` is the letters of the column."""

    message: str
    place: str = ""
    column: Column | None = None


@dataclass
class PlannedRow:
    """A row of the file and the row of the database for it. `values` is {column: value} to be written there.

    `corrected` has the headings of the cells that a person corrected in the preview. `tells_more` is whether it has
    cells of other apps, and `further` what it adds there. `first` is the earlier row of the file for the same person,
    to whom this one only adds that. `twin` is who is there already and may be the same person.
    """

    number: int
    key: str
    row: models.Model
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[CellChange] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    corrected: Collection[str] = ()
    is_left_out: bool = False
    tells_more: bool = False
    further: list[Any] = field(default_factory=list)
    first: "PlannedRow | None" = None
    twin: models.Model | None = None
    new_delegation: str = ""  # the code of a State that gets its delegation with this row

    @property
    def outcome(self) -> RowOutcome:
        if self.is_left_out:
            return RowOutcome.LEFT_OUT
        if self.problems:
            return RowOutcome.REFUSED
        if self.first:
            return RowOutcome.JOINED if self.further else RowOutcome.UNCHANGED
        if self.row.pk is None:
            return RowOutcome.NEW
        return RowOutcome.CHANGED if self.changes else RowOutcome.UNCHANGED

    @property
    def names(self) -> dict[str, str]:
        """The six texts of its name, from the file or else from the row: {language code: text}."""
        existing = texts(self.row, "name")
        return {code: self.values.get(f"name_{official(code).suffix}") or name for code, name in existing.items()}

    def facts(self) -> tuple[object, ...]:
        """All that the preview shows of the row, and that its import depends on."""
        changes = [(change.column.heading, change.before, change.after) for change in self.changes]
        problems = [[each.message, each.place] for each in self.problems]
        return (
            self.number,
            self.key,
            self.row.pk,
            self.outcome.value,
            self.names,
            changes,
            problems,
            sorted(self.corrected),
            self.first.number if self.first else 0,
            self.twin.pk if self.twin else 0,
        )


@dataclass(frozen=True)
class TablePreview(ImportPreview):
    """What the import of a table would do."""

    outcomes = RowOutcome
    seldom = (RowOutcome.JOINED, RowOutcome.LEFT_OUT)
    kind: TableKind
    conference: Conference
    rows: list[PlannedRow]
    sheet: int = 1
    sheets_aside: Sequence[int] = ()
    keys: Collection[str] = ()  # of the rows that are there, and those that led to them

    @cached_property
    def new_delegations(self) -> list[str]:
        """The codes of the States that get a delegation with the rows that are imported."""
        rows = self.of(RowOutcome.NEW, RowOutcome.CHANGED)
        return sorted({planned.new_delegation for planned in rows} - {""})

    @property
    def warnings(self) -> list[str]:
        """What the page says above the button: sheets that are not read, delegations that are added with the rows."""
        found = []
        if self.sheets_aside:
            words = _("The file has several sheets. Only sheet %(sheet)d is read; left out are: %(others)s.")
            found.append(words % {"sheet": self.sheet, "others": listed(self.sheets_aside)})
        if self.new_delegations:
            names = sorted(map(str, State.objects.filter(iso3__in=self.new_delegations)))
            words = _("States that have no delegation at this conference yet, and get one with this import: %(names)s.")
            found.append(words % {"names": listed(names)})
        return found

    def items_by_outcome(self) -> list[tuple[RowOutcome, PlannedRow]]:
        return [(planned.outcome, planned) for planned in self.rows]

    def parts(self) -> dict[Hashable, object]:
        """Each row of the file is a part, by its number."""
        return {planned.number: planned.facts() for planned in self.rows}
