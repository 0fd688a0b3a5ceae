"""The forms of letters: choosing recipients, editing a letter, editing a conference's own templates."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.adminsite.concurrent_edits import ConcurrentForm
from conference.languages import LANGUAGES, texts
from conference.typed_fields import DayField, DayInput
from programme.letters.defaults import shipped_texts
from programme.models.letter import Letter, LetterKind, LetterTemplate

TURNING = range(0x202A, 0x202F)


class LetterWriteForm(forms.Form):
    """The kind of letters to write, and for invitations the day by which a reply is requested."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in (LetterKind.INVITATION, LetterKind.CONFIRMATION)]
    )
    reply_by = DayField(label=gettext_lazy("Reply asked for by"), required=False, widget=DayInput({"required": True}))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self._today = today

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == LetterKind.INVITATION and "reply_by" not in self.errors:
            day = cleaned.get("reply_by")
            if not day:
                self.add_error("reply_by", _("Write by which day a reply is asked for."))
            elif day < self._today:
                self.add_error("reply_by", _("This day is over."))
        return cleaned


class LetterForm(ConcurrentForm):
    """The subject and text of a letter in the outbox."""

    class Meta:
        model = Letter
        fields = ["subject", "body"]
        widgets = {"subject": forms.TextInput, "body": forms.Textarea(attrs={"rows": 24})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        language = self.instance.official_language
        for name in ("subject", "body"):
            self.fields[name].widget.attrs |= {"lang": language.html, "dir": language.direction}
            self.fields[name].widget.attrs.pop("maxlength", None)  # a browser would cut what is too long

    def clean_subject(self):
        """Refuse bidi controls: they would reorder what a mail program shows beside the subject."""
        subject = self.cleaned_data["subject"]
        for place, sign in enumerate(subject, start=1):
            if ord(sign) in TURNING:
                raise ValidationError(
                    _("The text has a control character (U+%(code)04X) at place %(place)d; remove it."),
                    params={"code": ord(sign), "place": place},
                )
        return subject

    def clean_body(self):
        return self.cleaned_data["body"].replace("\r\n", "\n")


class LetterTemplateForm(ConcurrentForm):
    """A conference's own template in six languages; its initial values are the defaults."""

    class Meta:
        model = LetterTemplate
        fields = [f"{name}_{language.suffix}" for language in LANGUAGES for name in ("subject", "body")]

    def __init__(self, data, *, instance):
        super().__init__(data, instance=instance, label_suffix="")
        self._shipped = shipped_texts(instance.kind)
        for name in ("subject", "body"):
            for language in LANGUAGES:
                field = self.fields[f"{name}_{language.suffix}"]
                field.required = False
                field.label = LetterTemplate._meta.get_field(name).verbose_name
                rows = {"rows": 1} if name == "subject" else {"rows": 16}
                field.widget = forms.Textarea({"lang": language.html, "dir": language.direction, **rows})
                if not instance.pk:
                    self.initial[f"{name}_{language.suffix}"] = self._shipped[name][language.code]

    def languages(self):
        """Return the fields of each language: [(language, subject, body)]."""
        return [
            (language, self[f"subject_{language.suffix}"], self[f"body_{language.suffix}"]) for language in LANGUAGES
        ]

    def clean(self):
        cleaned = super().clean()
        for name, text in cleaned.items():
            if isinstance(text, str):
                cleaned[name] = text.replace("\r\n", "\n").strip()
        return cleaned

    @property
    def is_as_shipped(self):
        """Whether it equals the defaults in all languages."""
        said = {name: texts(self.instance, name) for name in ("subject", "body")}
        return said == self._shipped
