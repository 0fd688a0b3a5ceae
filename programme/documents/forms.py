from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from conference import languages
from conference.models import Conference, Document

MOST = 24  # files at once: four documents in six languages
_TOO_MANY = ngettext_lazy("Upload at most %(most)d file at once.", "Upload at most %(most)d files at once.", "most")


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """One file or several, as a list."""

    widget = SeveralFilesInput

    def clean(self, data: object, initial: object = None) -> list:  # type: ignore[type-arg]
        files = [super(SeveralFiles, self).clean(each, initial) for each in data] if isinstance(data, list) else []
        if not files:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST:
            raise ValidationError(_TOO_MANY % {"most": MOST})
        return files


class UploadForm(forms.Form):
    """Files of documents, and what their names do not tell."""

    files = SeveralFiles(label=_("Files"))
    document = forms.ModelChoiceField(
        Document.objects.none(),
        required=False,
        label=_("Document"),
        empty_label=_("as the name of each file tells"),
        help_text=_("Choose one where all the files are its language versions."),
    )
    type = forms.ChoiceField(
        choices=Document.Type.choices, initial=Document.Type.OTHER, label=_("Type of the new documents")
    )
    language = forms.ChoiceField(
        choices=languages.CHOICES, label=pgettext_lazy("of files", "Language where the name of a file tells none")
    )

    def __init__(self, *args: object, conference: Conference, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["document"].queryset = conference.documents.all()  # type: ignore[attr-defined]
        self.fields["language"].initial = conference.original_language
