"""The hours of the requests on the console: what is shown of them, and the form that sets them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.typed_fields import MomentField

FORMAT = "%Y-%m-%dT%H:%M"  # of a field of a browser


class HoursForm(forms.Form):
    """From when until when requests are taken, in the time of the conference; an empty field is no hour."""

    opens_at = MomentField(label=_("Requests open at"), required=False)
    closes_at = MomentField(label=_("Requests close at"), required=False)

    def __init__(self, zone, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self):
        found = super().clean()
        return {name: moment and moment.replace(tzinfo=self.zone) for name, moment in found.items()}


def hours_of(floor, zone, at):
    """What the console shows of the hours: the next change that comes by itself, and what the form says now."""
    if floor is None:
        return {"opens_at": None, "closes_at": None, "fields": {}}
    takes, window = floor.takes_requests(at), floor.requests_window()
    set_now = {"opens_at": floor.requests_from, "closes_at": floor.requests_until}
    return {
        "opens_at": floor.requests_from if not takes and floor.requests_from and floor.requests_from > at else None,
        "closes_at": window[1] if takes else None,
        "fields": {name: moment.astimezone(zone).strftime(FORMAT) for name, moment in set_now.items() if moment},
    }
