"""The forms with which a statement is uploaded: from a delegation's own page, and by staff for any delegation."""

from django import forms
from django.utils.translation import get_language, gettext_lazy

from conference.languages import CHOICES
from conference.languages.lists import labelled, listed
from floor.models.record import Statement
from floor.record.views import delegation_choices
from programme.models import Session
from speakers.models import Delegation


class TextChoice(forms.ModelChoiceField):
    """The texts on file, each by one of its statements: "Panel 1: English, French"."""

    def label_from_instance(self, statement):
        return self.labels[statement.pk]

    def offer(self, statements):
        """Offer the texts of these current statements, the latest first."""
        texts = {}
        for statement in statements:
            texts.setdefault(statement.text_key, []).append(statement)
        self.labels = {
            versions[0].pk: labelled(versions[0].session, listed(each.get_language_display() for each in versions))
            for versions in texts.values()
        }
        self.queryset = Statement.objects.filter(pk__in=self.labels).select_related("session").order_by("-pk")


class StatementForm(forms.Form):
    """A file with what is said of it. The content of the file is checked when it is uploaded."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF or Word (.docx), at most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx"}),
        allow_empty_file=True,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=CHOICES)
    version = forms.ChoiceField(
        label=gettext_lazy("Original or translation"),
        choices=Statement.Version.choices,
        initial=Statement.Version.ORIGINAL,
        required=False,
    )
    readers = forms.ChoiceField(
        label=gettext_lazy("Who may read it before it is delivered"),
        choices=Statement.Readers.choices,
        initial=Statement.Readers.AT_ONCE,
        required=False,
    )
    mark = forms.ChoiceField(label=gettext_lazy("Mark"), choices=Statement.Mark.choices)

    use_required_attribute = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["language"].initial = get_language()

    def clean_version(self):
        return self.cleaned_data["version"] or Statement.Version.ORIGINAL

    def clean_readers(self):
        return self.cleaned_data["readers"] or Statement.Readers.NOBODY


class OwnStatementForm(StatementForm):
    """The same from a delegation's own page, for one of the panels; also another version of a text on file."""

    session = forms.ModelChoiceField(Session.objects.none(), label=gettext_lazy("Panel"), to_field_name="slug")
    text = TextChoice(
        Statement.objects.none(),
        label=gettext_lazy("The file belongs to"),
        empty_label=gettext_lazy("a new statement"),
        help_text=gettext_lazy("In a language that is on file already, the file replaces the former one."),
        required=False,
    )

    field_order = ["session", "text", "file", "language", "version", "readers", "mark"]

    def __init__(self, *args, sessions, statements, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions
        if len(sessions) == 1:
            self.fields["session"].empty_label = None
        if statements:
            self.fields["text"].offer(statements)
        else:
            del self.fields["text"]


class StaffStatementForm(StatementForm):
    """The same from the record, for any delegation."""

    delegation = forms.ModelChoiceField(Delegation.objects.none(), label=gettext_lazy("Delegation"))
    text = TextChoice(
        Statement.objects.none(),
        label=gettext_lazy("The file belongs to"),
        empty_label=gettext_lazy("a new statement"),
        required=False,
    )

    field_order = ["delegation", "text", "file", "language", "version", "readers", "mark"]

    def __init__(self, *args, conference, statements, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["delegation"].queryset = conference.delegations.all()
        self.fields["delegation"].choices = [("", "–"), *delegation_choices(conference)]
        if statements:
            self.fields["text"].offer(statements)
        else:
            del self.fields["text"]
