"""The forms by which a delegation asks for the floor from its phone."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.languages import CHOICES
from floor.forms import KINDS, ChangeForm, SpokenForm
from floor.models import OTHER, Intervention

NOT_STATED = ("", gettext_lazy("not stated"))


class OwnForm(SpokenForm):
    """What a delegation says of who speaks for it."""

    level = forms.ChoiceField(choices=[NOT_STATED, *Intervention.Level.choices], required=False)
    speaker_gender = forms.ChoiceField(choices=[NOT_STATED, *Intervention.Gender.choices], required=False)
    language = forms.ChoiceField(
        choices=[NOT_STATED, *CHOICES, (OTHER, gettext_lazy("another, with interpretation that we provide"))],
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("other_language") and not cleaned.get("language"):
            cleaned["language"] = OTHER
        if cleaned.get("language") != OTHER:
            cleaned["other_language"] = ""
        elif not cleaned.get("other_language") and "other_language" not in self.errors:
            self.add_error("other_language", _("Say which language, so that interpretation can be arranged."))
        return cleaned


class RequestForm(OwnForm):
    """A request for the floor; its key is made with the page: a double tap is one request."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=KINDS, widget=forms.HiddenInput)


class OwnChangeForm(OwnForm, ChangeForm):
    """What a request of the delegation that waits shall say."""
