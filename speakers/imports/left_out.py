"""The rows of a table that are not imported: why, and as a table to correct and upload again."""

from django.utils.translation import gettext as _

from conference.files.tables import CSV
from conference.languages.lists import in_sentences, labelled
from speakers.imports.cells import REASON
from speakers.imports.export import csv_of, xlsx_of
from speakers.imports.parse import Table
from speakers.imports.plan import CellProblem, PlannedRow, RowOutcome, TablePreview


def reasons_of(planned: PlannedRow) -> list[str]:
    """Return what is wrong with each cell of a row, with its place."""
    if planned.is_left_out:
        return [str(RowOutcome.LEFT_OUT.label)]
    return [_in_its_place(problem) for problem in planned.problems]


def _in_its_place(problem: CellProblem) -> str:
    place = _("Column %(place)s") % {"place": problem.place} if problem.place else ""
    name = problem.column.label if problem.column else ""
    return labelled(in_sentences(filter(None, [place, name])), problem.message) if place or name else problem.message


def left_out_table(format: str, table: Table, found: TablePreview) -> bytes:
    """Return the rows that are not imported in the format of the file: its columns, and the reasons in one more."""
    refused = {planned.number: planned for planned in found.of(RowOutcome.REFUSED, RowOutcome.LEFT_OUT)}
    columns = table.columns
    rows = (
        [*(str(cells.get(place, "")) for place in columns), " ".join(reasons_of(refused[number]))]
        for number, cells in table.rows
        if number in refused
    )
    return (csv_of if format == CSV else xlsx_of)(found.kind, [*columns.values(), REASON], rows)
