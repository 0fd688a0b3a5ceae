"""What is wrong with cells whatever their column: no text, or no heading above them."""

from django.utils.translation import gettext as _

from conference.files.tables import NOT_TEXT
from speakers.imports.parse import Table
from speakers.imports.plan import CellProblem


def not_text(table: Table, cells: dict[str, str]) -> list[CellProblem]:
    return [
        CellProblem(str(NOT_TEXT[type(cell)]), place, table.columns.get(place))
        for place, cell in cells.items()
        if type(cell) in NOT_TEXT
    ]


def without_heading(table: Table, cells: dict[str, str]) -> list[CellProblem]:
    return [
        CellProblem(_("This column has no heading."), place)
        for place, cell in cells.items()
        if place not in table.columns and type(cell) not in NOT_TEXT
    ]
