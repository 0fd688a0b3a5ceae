"""What is wrong with cells whatever their column: no text, or no heading above them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.files.xlsx_reader import Fault, Formula, Moment
from speakers.imports.parse import Table
from speakers.imports.plan import CellProblem

_NOT_TEXT = {
    Formula: gettext_lazy("This is a formula. Write its result, or an apostrophe before it where it is text."),
    Moment: gettext_lazy("Excel took this for a date. Make the cell text and write it again."),
    Fault: gettext_lazy("This cell shows an error and no text."),
}


def not_text(table: Table, cells: dict[str, str]) -> list[CellProblem]:
    return [
        CellProblem(str(_NOT_TEXT[type(cell)]), place, table.columns.get(place))
        for place, cell in cells.items()
        if type(cell) in _NOT_TEXT
    ]


def without_heading(table: Table, cells: dict[str, str]) -> list[CellProblem]:
    return [
        CellProblem(_("This column has no heading."), place)
        for place, cell in cells.items()
        if place not in table.columns and type(cell) not in _NOT_TEXT
    ]
