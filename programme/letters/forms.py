"""The forms of letters: choosing recipients, editing a letter, editing a conference's own templates."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.adminsite.concurrent_edits import ConcurrentForm
from conference.languages import LANGUAGES, texts
from conference.typed_fields import DayField, DayInput
from programme.letters.addresses import Copy
from programme.letters.compose import Extras
from programme.letters.defaults import shipped_texts
from programme.letters.kinds import kinds_to_write
from programme.models.correspondence import LetterFile
from programme.models.letter import Letter, LetterKind, LetterTemplate

LARGEST_OF_A_LETTER = 12 * 1024 * 1024  # bytes of its files
TURNING = range(0x202A, 0x202F)


class LetterWriteForm(forms.Form):
    """The letters to write: their kind, the day by which a reply is requested, and what goes with them."""

    kind = forms.ChoiceField(widget=forms.HiddenInput)
    reply_by = DayField(label=gettext_lazy("Reply asked for by"), required=False, widget=DayInput({"required": True}))
    copies = forms.MultipleChoiceField(
        label=gettext_lazy("Copies to"),
        choices=Copy.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    has_letterhead = forms.BooleanField(label=gettext_lazy("the letter as PDF, with letterhead"), required=False)
    has_programme = forms.BooleanField(label=gettext_lazy("the released programme as PDF"), required=False)
    files = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Files"),
        queryset=LetterFile.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    in_spite = forms.BooleanField(label=gettext_lazy("Write in spite of the missing texts"), required=False)

    def __init__(self, data=None, *, conference, today, kinds=None, **kwargs):
        kinds = kinds_to_write(conference) if kinds is None else kinds
        self._today, self._kinds = today, {kind.key: kind for kind in kinds}
        kind = kwargs.get("initial", {}).get("kind", "")
        super().__init__(data, label_suffix="", auto_id=f"{kind or 'letters'}-%s", **kwargs)
        self.fields["kind"].choices = [(key, each.label) for key, each in self._kinds.items()]
        self.fields["files"].queryset = conference.letter_files.all()

    def clean_files(self):
        """Refuse more than mail servers take: many refuse messages above 20 MB, and a file grows by a third in one."""
        files = self.cleaned_data["files"]
        if sum(row.size for row in files) > LARGEST_OF_A_LETTER:
            most = LARGEST_OF_A_LETTER // 1024 // 1024
            raise ValidationError(
                _("The files of a letter are larger than %(most)d MB together."), params={"most": most}
            )
        return files

    @property
    def extras(self):
        """What goes with the letters, for `compose.write`."""
        cleaned = self.cleaned_data
        return Extras(
            tuple(cleaned["copies"]),
            cleaned["has_letterhead"],
            cleaned["has_programme"],
            tuple(row.pk for row in cleaned["files"]),
        )

    def clean(self):
        cleaned = super().clean()
        kind = self._kinds.get(cleaned.get("kind"))
        if kind and kind.asks_for_a_reply and "reply_by" not in self.errors:
            day = cleaned.get("reply_by")
            if not day:
                self.add_error("reply_by", _("Write by which day a reply is asked for."))
            elif day < self._today:
                self.add_error("reply_by", _("This day is over."))
        return cleaned


class DoubtForm(forms.Form):
    """An address from which a letter came back, and what the mail said."""

    address = forms.EmailField(label=gettext_lazy("Address"))
    reason = forms.CharField(label=gettext_lazy("What the returned mail says"), max_length=300)

    def clean_reason(self):
        return " ".join(self.cleaned_data["reason"].split())


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
    """A conference's own template in six languages; its initial values are the defaults. An own kind has a name."""

    class Meta:
        model = LetterTemplate
        fields = ["name"] + [f"{name}_{language.suffix}" for language in LANGUAGES for name in ("subject", "body")]

    def __init__(self, data, *, instance):
        super().__init__(data, instance=instance, label_suffix="")
        self._shipped = shipped_texts(instance.kind)
        self.is_own = instance.kind == LetterKind.OWN
        if self.is_own:
            self.fields["name"].required = True
        else:
            del self.fields["name"]
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
        if self.is_own:
            self._ask_for_whole_wording(cleaned)
        return cleaned

    def _ask_for_whole_wording(self, cleaned):
        """A kind of one's own has a text in some language, and there a subject too: nothing else would be said."""
        written = 0
        for language in LANGUAGES:
            subject, body = (cleaned.get(f"{name}_{language.suffix}") for name in ("subject", "body"))
            written += bool(body)
            if bool(subject) != bool(body):
                missing = "body" if subject else "subject"
                self.add_error(f"{missing}_{language.suffix}", _("Write both subject and text, or neither."))
        if not written and not self.errors:
            self.add_error(None, _("Write the letter in at least one language."))

    @property
    def is_as_shipped(self):
        """Whether it equals the defaults in all languages; a kind of one's own has none."""
        if self.is_own:
            return False
        said = {name: texts(self.instance, name) for name in ("subject", "body")}
        return said == self._shipped
