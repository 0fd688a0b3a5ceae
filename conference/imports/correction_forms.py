"""The form that corrects a row of a table in the preview of its file."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class RowCorrectionForm(forms.Form):
    """The cells of a row of the file as a person corrects them; what is wrong with a text the preview says again."""

    alike = forms.BooleanField(required=False, label=gettext_lazy("In all rows with the same text"))

    def __init__(self, cells: Mapping[str, forms.Field], texts: Mapping[str, str], data: Any, **kwargs: Any) -> None:
        super().__init__(data, initial={name: texts.get(name, "") for name in cells}, **kwargs)
        for name, field in cells.items():
            self.fields[name] = field
            if isinstance(field, forms.ChoiceField):  # a text that is no choice, or one in other words, is not lost
                text, choices = self.initial[name], [*field.widget.choices]
                field.choices = choices if text in dict(choices) else [*choices, (text, text)]
        self.order_fields([*cells, "alike"])

    @property
    def cells(self) -> list[forms.BoundField]:
        return [each for each in self if each.name != "alike"]

    @property
    def changed_texts(self) -> dict[str, str]:
        """{name of a column: text} of the cells that were changed; browsers send other line breaks than files have."""
        texts = {name: _plain(self.cleaned_data[name]) for name in self.changed_data if name != "alike"}
        return {name: text for name, text in texts.items() if text != _plain(self.initial[name])}


def _plain(text: str) -> str:
    return "\n".join(text.splitlines()).strip()
