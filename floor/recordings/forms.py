"""The forms by which recordings are kept. Moments are in the zone of the conference, which the views set."""

import re
from datetime import timedelta

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from conference.languages import CHOICES, CODES
from conference.models import FIRST_YEAR, LAST_YEAR
from conference.typed_fields import MomentField
from floor.durations import as_clock
from floor.models import Intervention, Recording
from floor.models.recording import LONGEST

CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")


class ClockField(forms.Field):
    """A place in a recording, or its length, as players show it: h:mm:ss, or mm:ss. Its value is a span."""

    widget = forms.TextInput(attrs={"dir": "ltr", "size": 8, "placeholder": "0:00:00", "autocomplete": "off"})
    default_validators = [MaxValueValidator(LONGEST, gettext_lazy("A recording is at most 24 hours long."))]

    def to_python(self, value):
        if value in self.empty_values:
            return None
        found = CLOCK.fullmatch(value.strip())
        if not found:
            raise forms.ValidationError(_("Write hours, minutes and seconds, such as 1:02:30."))
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)

    def prepare_value(self, value):
        return as_clock(value) if isinstance(value, timedelta) else value


class MomentToTheSecond(MomentField):
    """A moment to the second."""

    widget = forms.DateTimeInput({"type": "datetime-local", "step": "1"}, "%Y-%m-%dT%H:%M:%S")

    def to_python(self, value):
        moment = super().to_python(value)
        if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            words = _("Write a year from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise forms.ValidationError(words)
        return moment


class AddressField(forms.URLField):
    """The address of a page or file at a site of recordings."""

    widget = forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://"})

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", max_length=500, **kwargs)


class RecordingForm(forms.ModelForm):
    """A recording, of which all but the second 0 is written here."""

    length = ClockField(
        label=pgettext_lazy("of a recording", "Length"),
        required=False,
        help_text=gettext_lazy("Where it is known: hours, minutes and seconds."),
    )
    captions = forms.MultipleChoiceField(
        label=gettext_lazy("Captions"), choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    address = AddressField(label=gettext_lazy("Address"))
    captions_address = AddressField(label=gettext_lazy("Address of the live captions"), required=False)
    shown_from = MomentToTheSecond(label=gettext_lazy("Shown from"))

    class Meta:
        model = Recording
        fields = ["kind", "channel", "part", "address", "length", "captions", "captions_address", "shown_from"]
        labels = {
            "kind": gettext_lazy("Kind"),
            "channel": gettext_lazy("Channel"),
            "part": pgettext_lazy("of a recording", "Part"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_captions(self):
        return [code for code in CODES if code in self.cleaned_data["captions"]]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == Recording.Kind.LIVE and cleaned.get("length"):
            self.add_error("length", _("What is live has neither a length nor a second 0."))
        if cleaned.get("kind") == Recording.Kind.LIVE and (self.instance.zero or self._has_anchors()):
            self.add_error("kind", _("The second 0 of this recording is set; what is live has none."))
        return cleaned

    def _has_anchors(self):
        return bool(self.instance.pk) and self.instance.anchors.exists()


class OfPartForm(forms.Form):
    """What can be said of all channels of a part at once, since they are usually of one length."""

    all_channels = forms.BooleanField(
        label=gettext_lazy("The same for all channels of this part"), required=False, initial=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class ZeroForm(OfPartForm):
    """The moment that is second 0."""

    zero = MomentToTheSecond(
        label=gettext_lazy("Second 0 is at"),
        required=False,
        help_text=gettext_lazy("Left empty, the interventions that were found tell it."),
    )

    field_order = ["zero", "all_channels"]


class AnchorForm(OfPartForm):
    """An intervention that was found in the recording."""

    intervention = forms.ModelChoiceField(Intervention.objects.none(), label=gettext_lazy("This intervention"))
    second = ClockField(label=gettext_lazy("begins in the recording at"))

    field_order = ["intervention", "second", "all_channels"]

    def __init__(self, *args, rows, choices, **kwargs):
        """`rows` are the interventions, `choices` what is shown of them: [(key, words)]."""
        super().__init__(*args, **kwargs)
        self.fields["intervention"].queryset = rows
        self.fields["intervention"].choices = [("", "–"), *choices]
