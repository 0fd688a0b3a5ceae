"""The form that corrects a row of a file in its preview."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.languages import official
from speakers.imports.cells import NO, YES, Choice, Column, Key, OfDelegation, YesOrNo


class RowCorrectionForm(forms.Form):
    """The cells of a row of the file as a person corrects them; what is wrong with a text the preview says again."""

    alike = forms.BooleanField(required=False, label=gettext_lazy("In all rows with the same text"))

    def __init__(self, columns: Sequence[Column], texts: Mapping[str, str], data: Any, **kwargs: Any) -> None:
        initial = {column.heading: texts.get(column.heading, "") for column in columns}
        super().__init__(data, initial=initial, **kwargs)
        for column in columns:
            self.fields[column.heading] = _input(column)
        self.order_fields([*(column.heading for column in columns), "alike"])

    @property
    def cells(self) -> list[forms.BoundField]:
        return [each for each in self if each.name != "alike"]

    @property
    def changed_texts(self) -> dict[str, str]:
        """{heading of a column: text} of the cells that were changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "alike"}


def _input(column: Column) -> forms.Field:
    if isinstance(column, YesOrNo):
        choices = [("", "—"), (YES, _("yes")), (NO, _("no"))]
        return forms.ChoiceField(choices=choices, required=False, label=column.label)
    if isinstance(column, Choice):
        values = [(value, label) for value, label in column.field.flatchoices if value]
        return forms.ChoiceField(choices=[("", "—"), *values], required=False, label=column.label)
    widget = forms.Textarea({"rows": 4}) if isinstance(column.field, models.TextField) else forms.TextInput()
    if isinstance(column, OfDelegation | Key):
        widget.attrs["list"] = "delegations"
    widget.attrs["dir"] = "auto"
    if column.language:
        widget.attrs |= {"lang": official(column.language).html, "dir": official(column.language).direction}
    return forms.CharField(required=False, label=column.label, widget=widget, max_length=20_000)
