"""The reason that is given for an act, and stays with it in the trail or on the edition."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.fields import validate_characters, validate_one_line

LONGEST = 400


class ReasonField(forms.CharField):
    def __init__(self, **kwargs):
        kwargs = {"label": _("Reason"), "max_length": LONGEST, **kwargs}
        super().__init__(validators=[validate_characters, validate_one_line], **kwargs)


class ReasonForm(forms.Form):
    """The reason of an act; whether it needs one, the act itself knows."""

    reason = ReasonField(required=False)


class NeededReasonForm(forms.Form):
    reason = ReasonField()
