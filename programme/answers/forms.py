"""The form of a speaker's page: each field with what it showed, so that only what was changed is proposed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from conference.fields import Prose, validate_characters
from conference.languages import CHOICES, CODES, official
from conference.languages.lists import labelled
from conference.posted import Words
from speakers.answers.proposing import SentValue
from speakers.answers.values import ACCEPTED, DECLINED, NO, YES, Field, current_value, fields_of, needs_of
from speakers.models import Proposal, Speaker
from speakers.models.proposals import LONGEST_NEED
from speakers.photographs import re_encoded, validate_photograph

LONGEST_WORD = 2000
PARTICIPATION = [
    (ACCEPTED, gettext_lazy("I will take part")),
    (DECLINED, gettext_lazy("I cannot take part")),
]
CONSENT = [(YES, pgettext_lazy("a consent", "Yes")), (NO, pgettext_lazy("a consent", "No"))]
LABELS = {
    Field.MESSAGE: gettext_lazy("A word to the secretariat"),
    Field.PRONUNCIATION: gettext_lazy("How is your name said?"),
    Field.NAME: gettext_lazy("Name as it should be printed"),
    Field.DISPLAYED_NAME: gettext_lazy("Name that the public reads"),
    Field.CONSENTS_TO_PHOTOGRAPH: gettext_lazy("May your photograph be published?"),
    Field.CONSENTS_TO_RECORDING: gettext_lazy("May you be recorded?"),
    Field.CONSENTS_TO_INDEXING: gettext_lazy("May search engines find you?"),
    Field.ACCESSIBILITY: gettext_lazy("Accessibility"),
    Field.INTERPRETATION: gettext_lazy("Interpretation"),
    Field.DIET: gettext_lazy("Diet"),
}


def lines_of(text):
    """A text as it is kept, whatever ends a browser gives to its lines."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


class LanguageForm(forms.Form):
    """In which language the texts are written; anything else means the language of the page."""

    texts = forms.ChoiceField(choices=CHOICES)

    @classmethod
    def read(cls, data, otherwise):
        form = cls(data)
        return form.cleaned_data["texts"] if form.is_valid() else otherwise


class AnswerForm(forms.Form):
    """All that a speaker may answer, with the texts in one language."""

    def __init__(self, speaker, code, data=None, files=None):
        super().__init__(data, files, auto_id="answer-%s", label_suffix="")
        self.speaker, self.code, self.asked = speaker, code, fields_of(speaker)
        self.needs = needs_of(speaker)
        self.waiting = {(each.field, each.language): each for each in speaker.proposals.waiting()}
        for field in self.asked:
            self.fields[field] = self._field(field)
            if field != Field.PHOTOGRAPH:  # a form without a file says nothing of the one that is there
                self.fields[f"shown-{field}"] = Words()
                self.initial[field] = self.initial[f"shown-{field}"] = self._shown(field)

    def _language(self, field):
        return self.code if field in Proposal.TRANSLATED else ""

    def _shown(self, field):
        waiting = self.waiting.get((field, self._language(field)))
        return waiting.value if waiting else current_value(self.speaker, field, self._language(field), self.needs)

    def _field(self, field):
        label = LABELS.get(field) or capfirst(field.label)
        if field == Field.PARTICIPATION:
            return forms.ChoiceField(choices=PARTICIPATION, widget=forms.RadioSelect, required=False, label=label)
        if field in Proposal.CONSENTS:
            return forms.ChoiceField(choices=CONSENT, widget=forms.RadioSelect, required=False, label=label)
        if field == Field.PHOTOGRAPH:
            chooser = forms.FileInput({"accept": "image/jpeg,image/png,image/webp"})
            return forms.FileField(required=False, label=label, widget=chooser)
        if field == Field.MESSAGE or field in Proposal.NEEDS:
            most = LONGEST_WORD if field == Field.MESSAGE else LONGEST_NEED
            area = forms.Textarea({"rows": 3})
            return forms.CharField(
                max_length=most, validators=[validate_characters], widget=area, required=False, label=label
            )
        return self._text(field, label)

    def _text(self, field, label):
        """A text of the speaker, by the rules of its column."""
        in_language = field in Proposal.TRANSLATED
        column = Speaker._meta.get_field(f"{field}_{official(self.code).suffix}" if in_language else field)
        attributes = {"lang": official(self.code).html, "dir": official(self.code).direction} if in_language else {}
        widget = forms.Textarea({"rows": 8, **attributes}) if isinstance(column, Prose) else forms.TextInput(attributes)
        return forms.CharField(
            max_length=column.max_length, validators=column.validators, widget=widget, required=False, label=label
        )

    def clean_photograph(self):
        """Re-encode the photograph; the uploaded file itself is never stored."""
        photograph = self.cleaned_data["photograph"]
        if not photograph or "photograph" not in self.changed_data:  # the one that is there was not sent again
            return None
        validate_photograph(photograph)
        return re_encoded(photograph)

    def clean(self):
        cleaned = super().clean()
        for field in (Field.NAME, Field.DISPLAYED_NAME):
            if field in cleaned and cleaned[f"shown-{field}"] and not cleaned[field]:
                self.add_error(field, ValidationError(_("Please write a name.")))
        return cleaned

    def sent_values(self):
        """What was sent, with what the page had shown."""
        for field in self.asked:
            value = self.cleaned_data[field]
            if field == Field.PHOTOGRAPH:
                yield SentValue(field, "", photograph=value)
            else:
                shown = lines_of(self.cleaned_data[f"shown-{field}"])
                yield SentValue(field, lines_of(value), shown, self._language(field))

    def own(self, *fields):
        """The bound fields of these that are asked."""
        return [self[field] for field in fields if field in self.asked]

    @property
    def texts(self):
        return self.own(Field.COURTESY_TITLE, Field.NAME, Field.DISPLAYED_NAME, Field.FUNCTION, Field.AFFILIATION)

    @property
    def consents(self):
        return self.own(*Proposal.CONSENTS)

    @property
    def needs_fields(self):
        return self.own(*Proposal.NEEDS)

    @property
    def needs_have_problems(self):
        return any(name in self.errors for name in Proposal.NEEDS)

    @property
    def hidden(self):
        return [self[name] for name in self.fields if name.startswith("shown-")]

    @property
    def problems(self):
        """Each problem with the name of its field, for a script that shows them in one line."""
        found = [(name, sentence) for name, errors in self.errors.items() for sentence in errors]
        return [labelled(self.fields[name].label, sentence) for name, sentence in found]


def code_in(data, otherwise):
    """The language of the texts that a request names, an official one in any case."""
    code = LanguageForm.read(data, otherwise)
    return code if code in CODES else otherwise
