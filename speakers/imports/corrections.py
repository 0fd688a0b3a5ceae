"""Rows of a list that a person corrects in its preview; they are kept with the file, and nothing of them is imported
before the preview is confirmed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conference.models import ImportFile
from speakers.imports.cells import Column
from speakers.imports.columns import TableKind
from speakers.imports.forms import RowCorrectionForm
from speakers.imports.parse import Corrections, Table
from speakers.imports.plan import PlannedRow

MOST_CELLS = 8  # of a row whose fault is in no cell


def corrections_of(import_file: ImportFile) -> Corrections:
    """The corrections of a file: {row: {heading of a column: text}, None for a row that is left out}."""
    return {int(number): texts for number, texts in import_file.options.get("corrections", {}).items()}


def correct(import_file: ImportFile, corrections: Corrections) -> None:
    """Keep the corrections of some rows in place of their former ones; without a text, a row is read as in the file."""
    kept: dict[str, Any] = dict(import_file.options.get("corrections", {}))
    for number, texts in corrections.items():
        kept.pop(str(number), None)
        if texts is None or texts:
            kept[str(number)] = None if texts is None else dict(texts)
    import_file.options = {**import_file.options, "corrections": kept}
    import_file.save(update_fields=["options"])


def texts_in_cells(table: Table, number: int) -> dict[str, str]:
    """The texts of a row by the headings of its columns, as the file has them, or corrected."""
    cells = next((cells for row, cells in table.rows if row == number), {})
    found = {column.heading: str(cells.get(place, "")) for place, column in table.columns.items()}
    return found | dict(table.corrections.get(number) or {})


def columns_to_correct(table: Table, planned: PlannedRow) -> list[Column]:
    """The columns of a row in which something is wrong; all of them where it is said of the row."""
    wrong = [
        column
        for problem in planned.problems
        if (column := table.columns.get(problem.place) or problem.column) is not None
    ]
    columns = wrong or list(table.columns.values())[:MOST_CELLS]
    return list({column.heading: column for column in columns}.values())


def correction_form(table: Table, number: int, columns: Iterable[Column], data: Any = None) -> RowCorrectionForm:
    return RowCorrectionForm(list(columns), texts_in_cells(table, number), data, auto_id=f"row-{number}-%s")


def sent_columns(kind: TableKind, data: Mapping[str, str]) -> list[Column]:
    """The columns of which a form has sent a text."""
    return [column for heading, column in kind.fields.items() if heading in data]


def rows_alike(table: Table, number: int, headings: Iterable[str]) -> list[int]:
    """The other rows that have the same texts as a row in some columns of the file, and that nobody has corrected."""
    wanted = texts_in_cells(table, number)
    places = {place: wanted[column.heading] for place, column in table.columns.items() if column.heading in headings}
    return [
        row
        for row, cells in table.rows
        if row != number
        and row not in table.corrections
        and places
        and all(str(cells.get(place, "")) == text for place, text in places.items())
    ]


@dataclass(frozen=True)
class RowCorrection:
    """What the preview offers for a row: a form, None if nothing is wrong with it, and the way back to the file."""

    form: RowCorrectionForm | None
    is_alike: bool
    address: str


class RowCorrections:
    """The corrections of the rows of a table that a page shows; `address_of` gives the address of each."""

    def __init__(self, table: Table, address_of: Callable[[int], str]) -> None:
        self._table, self._address_of = table, address_of

    @cached_property
    def _counts(self) -> Counter[tuple[str, str]]:
        """How often each text is in each column of the file."""
        return Counter((place, str(cell)) for __, cells in self._table.rows for place, cell in cells.items())

    @cached_property
    def _cells(self) -> dict[int, dict[str, str]]:
        return dict(self._table.rows)

    def of(self, planned: PlannedRow) -> RowCorrection | None:
        if not (planned.problems or planned.corrected or planned.is_left_out):
            return None
        form = None
        if planned.problems:
            form = correction_form(self._table, planned.number, columns_to_correct(self._table, planned))
        return RowCorrection(form, self._is_alike(planned, form), self._address_of(planned.number))

    def _is_alike(self, planned: PlannedRow, form: RowCorrectionForm | None) -> bool:
        """Whether the one cell that is wrong has the same text in another row."""
        cells = self._cells[planned.number]
        places = {problem.place for problem in planned.problems if problem.place in cells}
        return (
            form is not None and len(places) == 1 and all(self._counts[each, str(cells[each])] > 1 for each in places)
        )
