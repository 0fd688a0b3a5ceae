"""The form of the letterhead, the signatory and the reminders."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.adminsite.concurrent_edits import ConcurrentForm
from conference.languages import LANGUAGES
from programme.models.correspondence import LetterSettings

TRANSLATED = ("signatory", "signatory_function")


class LetterSettingsForm(ConcurrentForm):
    """How letters look on paper, who signs them in each language, and when people are reminded."""

    class Meta:
        model = LetterSettings
        fields = [
            "reference",
            "sender",
            *(f"{name}_{language.suffix}" for language in LANGUAGES for name in TRANSLATED),
            "remind_after_days",
            "sends_reminders",
        ]
        widgets = {"sender": forms.Textarea({"rows": 4})}

    def __init__(self, data, *, instance):
        super().__init__(data, instance=instance, label_suffix="")
        for name in TRANSLATED:
            for language in LANGUAGES:
                field = self.fields[f"{name}_{language.suffix}"]
                field.required = False
                field.label = LetterSettings._meta.get_field(name).verbose_name
                field.widget = forms.TextInput({"lang": language.html, "dir": language.direction})

    def letterhead(self):
        return [self["reference"], self["sender"]]

    def languages(self):
        """Return the fields of each language: [(language, name, function)]."""
        return [(language, *(self[f"{name}_{language.suffix}"] for name in TRANSLATED)) for language in LANGUAGES]


class LetterFileForm(forms.Form):
    """A file to upload."""

    file = forms.FileField(label=_("File"), allow_empty_file=True)
