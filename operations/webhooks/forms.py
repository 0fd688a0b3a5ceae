"""The form of a webhook: where it is sent, and of what it tells."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from conference.models import WebhookKind
from conference.refusals import Refusal
from conference.webhooks.addresses import target_of


class WebhookForm(forms.Form):
    """An https address in no private network, and at least one kind of event."""

    address = forms.CharField(label=_("Address"), max_length=500, widget=forms.TextInput)
    kinds = forms.MultipleChoiceField(
        label=_("Tell of"),
        choices=[(kind.value, kind.label) for kind in WebhookKind if kind != WebhookKind.TEST],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of event.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["address"].widget.attrs |= {"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}

    def clean_address(self):
        try:
            target_of(self.cleaned_data["address"])
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from None
        return self.cleaned_data["address"]
