"""The forms of the console beside the slip: messages to the room, suspension, speaking times by kind."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from conference.fields import Line
from conference.languages import LANGUAGES, columns
from conference.typed_fields import HourField
from floor.models import SpeakingTime
from floor.models.message import LONGEST

READY = {
    "seats": _("Please take your seats; the meeting is about to begin."),
    "phones": _("Please silence your mobile phones."),
    "time": _("Delegations are kindly asked to keep to the speaking time."),
    "microphones": _("Please switch off your microphone after you have spoken."),
    "statements": _("Statements that cannot be delivered may be submitted in writing; they will be posted."),
    "interpretation": _("Interpretation is interrupted. Please wait a moment."),
    "leave": _("Please leave the room calmly by the nearest exit."),
}
HALF_A_DAY = timedelta(hours=12)


class MessageForm(forms.Form):
    """A ready message by its key, or a written one in up to six languages."""

    ready = forms.ChoiceField(choices=[(key, key) for key in READY], required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="message-%s", label_suffix="", **kwargs)
        for language, column in zip(LANGUAGES, columns("text"), strict=True):
            self.fields[column] = forms.CharField(
                label=language.name,
                max_length=LONGEST,
                required=False,
                validators=Line.default_validators,
                widget=forms.TextInput({"lang": language.html, "dir": language.direction}),
            )

    def texts(self):
        """Returns the message by the column of its language."""
        if ready := self.cleaned_data["ready"]:
            return ready_message(ready)
        return {column: self.cleaned_data[column] for column in columns("text")}

    @property
    def written(self):
        return [self[column] for column in columns("text")]


def ready_message(key):
    """Returns a ready message by the column of its language."""
    found = {}
    for language, column in zip(LANGUAGES, columns("text"), strict=True):
        with override(language.code):
            found[column] = str(READY[key])
    return found


class SuspensionForm(forms.Form):
    """The hour at which a session resumes, in the zone of its conference, if one is announced."""

    resumes = HourField(label=_("Resumes at"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="suspension-%s", label_suffix="", **kwargs)

    def resumes_at(self, at, zone):
        """Returns the moment of that hour: of this day, or of the next where it was in the first half of this one."""
        hour = self.cleaned_data["resumes"]
        if hour is None:
            return None
        found = datetime.combine(at.astimezone(zone).date(), hour, zone)
        return found + timedelta(days=1) if at - found > HALF_A_DAY else found


class KindTimeForm(forms.Form):
    """Which kind of speaker gets another time; `minutes` is read as everywhere on the console."""

    kind = forms.ChoiceField(label=_("Kind"), choices=SpeakingTime.Kind.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="kind-time-%s", label_suffix="", **kwargs)
