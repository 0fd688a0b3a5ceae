"""Rows of a table that a person corrects in its preview; they are kept with the file, and nothing of them is imported
before the preview is confirmed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms

from conference.files.tables import NumberedRow
from conference.imports.correction_forms import RowCorrectionForm
from conference.models import ImportFile

MOST_CELLS = 8  # of a row whose fault is in no cell
Corrections = Mapping[int, Mapping[str, str] | None]  # {row: {name of a column: text}, None for a row left out}


def corrections_of(import_file: ImportFile) -> Corrections:
    """Return the corrections of a file: {row: {name of a column: text}, None for a row that is left out}."""
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


@dataclass(frozen=True)
class CorrectableTable:
    """The table of a file whose rows may be corrected.

    `names` is {letters: name} of its columns, as their corrections are kept; `cells` has all names that may be
    written, each with what makes its field of a form.
    """

    rows: Sequence[NumberedRow]
    names: Mapping[str, str]
    cells: Mapping[str, Callable[[], forms.Field]]
    corrections: Corrections

    @cached_property
    def cells_by_row(self) -> dict[int, dict[str, str]]:
        return dict(self.rows)

    def texts(self, number: int) -> dict[str, str]:
        """Return the texts of a row by the names of its columns, as the file has them, or corrected."""
        cells = self.cells_by_row.get(number, {})
        found = {name: str(cells.get(place, "")) for place, name in self.names.items()}
        return found | dict(self.corrections.get(number) or {})

    def form(self, number: int, names: Iterable[str], data: Any = None) -> RowCorrectionForm:
        """Return the form of some cells of a row."""
        cells = {name: self.cells[name]() for name in names}
        return RowCorrectionForm(cells, self.texts(number), data, auto_id=f"row-{number}-%s")

    def sent_form(self, number: int, data: Mapping[str, str]) -> RowCorrectionForm:
        """Return the form of the cells of which a text was sent."""
        return self.form(number, [name for name in self.cells if name in data], data)

    def rows_alike(self, number: int, names: Iterable[str]) -> list[int]:
        """Return the other rows with the same texts in some columns of the file, that nobody has corrected."""
        wanted, names = self.texts(number), set(names)
        places = {place: wanted[name] for place, name in self.names.items() if name in names}
        return [
            row
            for row, cells in self.rows
            if row != number
            and row not in self.corrections
            and places
            and all(str(cells.get(place, "")) == text for place, text in places.items())
        ]


@dataclass(frozen=True)
class RowCorrection:
    """What the preview offers for a row: a form, None if nothing is wrong with it, and the way back to the file."""

    number: int
    form: RowCorrectionForm | None
    is_alike: bool
    has_way_back: bool
    address: str


class RowCorrections:
    """The corrections of the rows that a page shows; `address_of` gives the address of each."""

    def __init__(self, table: CorrectableTable, address_of: Callable[[int], str]) -> None:
        self._table, self._address_of = table, address_of

    @cached_property
    def _counts(self) -> Counter[tuple[str, str]]:
        """How often each text is in each column of the file."""
        return Counter((place, str(cell)) for __, cells in self._table.rows for place, cell in cells.items())

    def of(self, number: int, wrong: Sequence[str] | None) -> RowCorrection | None:
        """Return the correction of a row.

        `wrong` are the names of the columns in which something is wrong, none where it is said of the row; None if
        nothing is.
        """
        has_way_back = number in self._table.corrections
        if wrong is None and not has_way_back:
            return None
        form = None
        if wrong is not None:
            names = list(dict.fromkeys(wrong or list(self._table.names.values())[:MOST_CELLS]))
            form = self._table.form(number, names)
        return RowCorrection(number, form, self._is_alike(number, wrong), has_way_back, self._address_of(number))

    def _is_alike(self, number: int, wrong: Sequence[str] | None) -> bool:
        """Whether the one cell that is wrong has the same text in another row."""
        cells, wrong_names = self._table.cells_by_row[number], set(wrong or ())
        places = [place for place, name in self._table.names.items() if name in wrong_names and place in cells]
        return len(wrong_names) == len(places) == 1 and self._counts[places[0], str(cells[places[0]])] > 1
