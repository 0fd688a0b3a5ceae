"""The form by which a reader asks to be told of changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.posted import INCOMPLETE
from conference.web_push import are_keys, is_push_service
from programme.models.push import LONGEST_ENDPOINT

ALL, SOME = "all", "some"


class SubscriptionForm(forms.Form):
    """An address, and the whole programme or chosen sessions."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"})
    )
    part = forms.ChoiceField(
        label=pgettext_lazy("changes of the programme", "Tell me of"),
        choices=[(ALL, _("all changes of the programme")), (SOME, _("changes of these sessions"))],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    sessions = forms.MultipleChoiceField(label=_("Sessions"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, sessions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sessions"].choices = sessions  # type: ignore[attr-defined]  # of this kind of field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("part") == SOME and not cleaned.get("sessions") and "sessions" not in self.errors:
            self.add_error("sessions", _("Choose at least one session."))
        return cleaned

    @property
    def chosen(self) -> list[str]:
        """The sessions that were chosen; none for the whole programme."""
        return self.cleaned_data["sessions"] if self.cleaned_data["part"] == SOME else []


class PushForm(forms.Form):
    """A browser as it subscribes itself: where its push service takes messages, and its keys. Sent by a script."""

    endpoint = forms.CharField(max_length=LONGEST_ENDPOINT)
    key = forms.CharField(max_length=100)
    secret = forms.CharField(max_length=40)
    sessions = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, sessions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sessions"].choices = sessions  # type: ignore[attr-defined]  # of this kind of field

    def clean_endpoint(self) -> str:
        endpoint: str = self.cleaned_data["endpoint"]
        if not is_push_service(endpoint):
            raise forms.ValidationError(_("Notices cannot be sent to this browser."))
        return endpoint

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"key", "secret"} <= set(cleaned) and not are_keys(cleaned["key"], cleaned["secret"]):
            self.add_error("key", INCOMPLETE)
        return cleaned
