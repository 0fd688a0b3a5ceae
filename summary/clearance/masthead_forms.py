"""The two forms of the masthead: its facts, and its texts in the original language."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from conference.adminsite.concurrent_edits import ConcurrentForm
from conference.fields import is_blank, validate_characters
from conference.languages import official
from conference.models import Release
from conference.typed_fields import DayField
from summary.models import Summary
from summary.text.writing import FIELDS, digest
from translation.texts.registry import text_of


class FactsForm(ConcurrentForm):
    """The facts that may come late."""

    has_original_language = False
    was_overtaken = False

    class Meta:
        model = Summary
        fields = ["symbol", "distribution", "dated_on", "most_words", "contents"]
        field_classes = {"dated_on": DayField}
        widgets = {
            "symbol": forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
        }

    def clean_symbol(self):
        symbol = self.cleaned_data["symbol"]
        editions = Release.objects.filter(matter=Release.Matter.SUMMARY, content__symbol__iexact=symbol)
        if symbol and editions.exclude(conference=self.instance.conference_id).exists():
            raise ValidationError(_("Another President’s Summary was issued with this symbol."))
        return symbol

    def _words_for_conflict(self, name):
        self.was_overtaken = True
        return super()._words_for_conflict(name)


class DraftFactsForm(FactsForm):
    """The facts while nothing is written yet, or little: also in which language the original is."""

    has_original_language = True

    class Meta(FactsForm.Meta):
        fields = [*FactsForm.Meta.fields, "original_language"]


def facts_form(summary, data=None):
    kind = DraftFactsForm if summary.stage == Summary.Stage.DRAFT else FactsForm
    return kind(data, instance=summary, label_suffix="")


class OneLine(forms.CharField):
    """A text that may be pasted with line breaks and is one line."""

    def to_python(self, value):
        text = re.sub(r"\s*[\r\n]+\s*", " ", super().to_python(value)).strip()
        return "" if is_blank(text) else text


class TextsForm(forms.Form):
    """Title, note and agenda item in the original language, each with the digest of the text that it rests on."""

    names = FIELDS[Summary]

    def __init__(self, summary, data=None):
        super().__init__(data, label_suffix="")
        self.summary, self.language = summary, official(summary.original_language)
        for name in self.names:
            current = text_of(summary, name, self.language.code)
            self.fields[name] = self._field(summary._meta.get_field(name), current)
            self.fields[f"base_version_{name}"] = forms.CharField(
                widget=forms.HiddenInput, initial=digest(current), required=False
            )
        self.fields["language"] = forms.CharField(widget=forms.HiddenInput, initial=self.language.code, required=False)

    def _field(self, column, current):
        attributes = {"lang": self.language.html, "dir": self.language.direction}
        is_long = column.max_length > 100
        return OneLine(
            label=column.verbose_name,
            help_text=column.help_text,
            required=not column.blank,
            max_length=column.max_length,
            validators=[validate_characters],
            widget=forms.Textarea({**attributes, "rows": 2}) if is_long else forms.TextInput(attributes),
            initial=current,
        )

    def base_version(self, name):
        return self.cleaned_data[f"base_version_{name}"]

    def touched(self):
        """The texts that no longer read as they were loaded."""
        return [name for name in self.names if digest(self.cleaned_data[name]) != self.base_version(name)]

    def data_against(self, current, overtaken):
        """What was sent, resting on the texts that stand now; only what was overtaken is still as it was typed."""
        data = self.data.copy()
        for name in self.names:
            text = text_of(current, name, self.language.code)
            data[f"base_version_{name}"] = digest(text)
            if name not in overtaken:
                data[name] = text
        return data
