"""What a person says of a file of reference texts, and of two documents that are aligned."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from conference.languages import CHOICES
from conference.languages.lists import in_sentences
from conference.models import User
from conference.models.import_file import ImportRefused
from translation.models import ReferenceMemory
from translation.texts.permissions import keeps_what_is_shared

SHARED = "shared"  # what the memory is for: all conferences, else the one in which the file was uploaded
_CHOOSE = {"required": gettext_lazy("Choose a file.")}
_BOTH = {"required": gettext_lazy("Choose both documents.")}


class _MemoryForm(forms.ModelForm):
    """The document that a memory is of, and for whom it is."""

    scope = forms.ChoiceField(
        label=pgettext_lazy("a memory", "Holds for"),
        choices=[("conference", gettext_lazy("this conference")), (SHARED, gettext_lazy("all conferences"))],
        initial="conference",
    )

    class Meta:
        model = ReferenceMemory
        fields = ["title", "dated"]


class ReferenceForm(_MemoryForm):
    """A file of reference texts."""

    file = forms.FileField(label=gettext_lazy("File"), error_messages=_CHOOSE)


class AlignmentForm(_MemoryForm):
    """Two documents, of which one translates the other."""

    source = forms.ChoiceField(choices=CHOICES, initial="en")
    target = forms.ChoiceField(choices=CHOICES, initial="fr")
    source_file = forms.FileField(error_messages=_BOTH, allow_empty_file=True)
    target_file = forms.FileField(error_messages=_BOTH, allow_empty_file=True)

    def sides(self) -> list[dict[str, object]]:
        """Returns what the page shows of the two documents."""
        labels = (
            ("source", _("First document"), _("Language of the first document")),
            ("target", _("Second document"), _("Language of the second document")),
        )
        return [
            {"name": name, "label": label, "language_label": language, "value": self[name].value(), "choices": CHOICES}
            for name, label, language in labels
        ]


def options_of(form: _MemoryForm, user: User) -> dict[str, str]:
    """Returns what a form says of a memory, for `ImportFile.options`; ImportRefused says what is wrong with it."""
    if not form.is_valid():
        raise ImportRefused(in_sentences(dict.fromkeys(words for several in form.errors.values() for words in several)))
    said = form.cleaned_data
    options = {"title": said["title"], "dated": said["dated"].isoformat() if said["dated"] else ""}
    if said["scope"] == SHARED:
        if not keeps_what_is_shared(user):
            raise ImportRefused(_("You work on single conferences; choose this conference."))
        options["scope"] = SHARED
    return options
