"""The field of a form in which a cell of a table of people is corrected."""

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from conference.languages import official
from speakers.imports.cells import NO, YES, Choice, Column, YesOrNo


def input_of(column: Column) -> forms.Field:
    """The field for a cell of a column."""
    if isinstance(column, YesOrNo):
        choices = [("", "—"), (YES, _("yes")), (NO, _("no"))]
        return forms.ChoiceField(choices=choices, required=False, label=column.label)
    if isinstance(column, Choice):
        values = [(value, label) for value, label in column.field.flatchoices if value]
        return forms.ChoiceField(choices=[("", "—"), *values], required=False, label=column.label)
    widget = forms.Textarea({"rows": 4}) if isinstance(column.field, models.TextField) else forms.TextInput()
    if column.suggests:
        widget.attrs["list"] = column.suggests
    widget.attrs["dir"] = "auto"
    if column.language:
        widget.attrs |= {"lang": official(column.language).html, "dir": official(column.language).direction}
    return forms.CharField(required=False, label=column.label, widget=widget, max_length=20_000)
