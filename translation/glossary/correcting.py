"""The rows of a table of terms as a person corrects them in the preview of the file, by the letters of its columns."""

from collections.abc import Mapping
from functools import partial

from django import forms

from conference.imports.corrections import MOST_CELLS, CorrectableTable, Corrections
from conference.languages import official
from conference.languages.lists import with_note
from translation.glossary.importing import ConceptChange, ConceptOutcome
from translation.glossary.tables import CONCEPT, NAME, STATUS, TERM_FIELDS, GlossaryTable
from translation.models import glossary

MOST_CHARACTERS = 20_000  # of a cell; what a term or a definition may have, the preview says


def correctable(table: GlossaryTable, corrections: Corrections, labels: Mapping[str, str]) -> CorrectableTable:
    """Returns the rows of a table to be corrected; `labels` are the names of its fields for people.

    Terms of a language may be in several columns, so a column is named by its letters.
    """
    fields = {place: field for place, field in table.fields.items() if field != NAME}
    names = {place: place for place in fields}
    held = list(fields.values())
    cells = {}
    for place, field in fields.items():
        label = with_note(labels[field], place) if held.count(field) > 1 else labels[field]
        cells[place] = partial(_input, field, label)
    return CorrectableTable(table.rows, names, cells, corrections)


def _input(field: str, label: str) -> forms.Field:
    if field == STATUS:
        choices = [("", "—"), *glossary.Term.Status.choices]
        return forms.ChoiceField(choices=choices, required=False, label=label)
    widget = forms.TextInput() if field == CONCEPT else forms.Textarea({"rows": 2})
    widget.attrs["dir"] = "auto"
    if field in TERM_FIELDS:
        language = official(TERM_FIELDS[field][0])
        widget.attrs |= {"lang": language.html, "dir": language.direction}
    return forms.CharField(required=False, label=label, widget=widget, max_length=MOST_CHARACTERS)


def wrong_columns(table: CorrectableTable, change: ConceptChange) -> list[str] | None:
    """Returns the columns to correct of a row that cannot be imported, None for all other rows.

    Where the fault is in no column, these are the first ones, and all in which the row has a text.
    """
    if change.outcome != ConceptOutcome.REFUSED:
        return None
    if change.term.place in table.names:
        return [change.term.place]
    texts = table.texts(change.term.row)
    return [place for number, place in enumerate(table.names) if number < MOST_CELLS or texts[place]]
