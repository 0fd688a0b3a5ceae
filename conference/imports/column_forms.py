"""The form in which a person says what each column of a table is."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from conference.files.xlsx_reader import number_of
from conference.imports.matching import ColumnMatcher, ColumnOfFile


class HeadingRowForm(forms.Form):
    """The sheet and the row of it that has the headings, 0 where none has; neither needs to be asked for."""

    sheet = forms.IntegerField(min_value=0, required=False)
    row = forms.IntegerField(min_value=0, required=False)


class MatchingForm(forms.Form):
    """A choice for each column of the file: the field of the product that it is; empty to leave it out."""

    sheet = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    row = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, matcher: ColumnMatcher, columns: list[ColumnOfFile], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._matcher, self.columns = matcher, columns
        choices = matcher.choices()
        for column in columns:
            heading = column.heading[:80] or _("no heading")
            label = _("Column %(place)s: %(heading)s") % {"place": column.place, "heading": heading}
            self.fields[name_of(column.place)] = forms.ChoiceField(choices=choices, required=False, label=label)

    @property
    def rows(self) -> list[tuple[ColumnOfFile, forms.BoundField]]:
        return [(column, self[name_of(column.place)]) for column in self.columns]

    @property
    def matched(self) -> dict[str, str]:
        """{letters: field, "" for left out}"""
        return {column.place: self.cleaned_data.get(name_of(column.place), "") for column in self.columns}

    def clean(self) -> None:
        fields = {place: field for place, field in self.matched.items() if field}
        doubled = self._matcher.doubled(list(fields.values()))
        words = _("“%(field)s” can be in one column only; choose another field here, or leave the column out.")
        for place in sorted((place for place, field in fields.items() if field in doubled), key=number_of):
            self.add_error(name_of(place), words % {"field": self._matcher.fields[fields[place]]})
        if not self.errors and (missing := self._matcher.missing(list(fields.values()))):
            raise forms.ValidationError(missing)


def name_of(place: str) -> str:
    """The name of the choice for a column, by its letters."""
    return f"column-{place}"
