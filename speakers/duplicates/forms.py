"""The choices of a merge: of each field in which two speakers differ, whose value stays."""

from collections.abc import Sequence
from typing import Any

from django import forms

from speakers.duplicates.merging import KEPT, OTHER, MergedField
from speakers.models import Delegation


class MergeForm(forms.Form):
    """A choice for each field that both have, and not the same."""

    def __init__(self, asked: Sequence[MergedField], data: Any = None) -> None:
        super().__init__(data)
        self._asked = {f"field-{each.name}": each for each in asked}
        for name, each in self._asked.items():
            choices = [(KEPT, _shown(each, each.kept)), (OTHER, _shown(each, each.other))]
            self.fields[name] = forms.ChoiceField(
                choices=choices, widget=forms.RadioSelect, initial=KEPT, required=False, label=each.label
            )

    @property
    def rows(self) -> list[tuple[MergedField, list[Any]]]:
        """Each field with its two radio buttons."""
        return [(each, list(self[name])) for name, each in self._asked.items()]

    @property
    def choices(self) -> dict[str, str]:
        return {each.name: self.cleaned_data[name] or KEPT for name, each in self._asked.items()}


def _shown(field: MergedField, value: Any) -> str:
    if field.column.choices:
        return str(dict(field.column.flatchoices).get(value, value))
    if field.column.is_relation:
        return str(Delegation.objects.filter(pk=value).first() or value)
    return str(value)
