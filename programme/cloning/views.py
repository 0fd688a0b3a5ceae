"""The staff's page for cloning a conference to other dates."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.archive.middleware import changes_nothing_of_it
from conference.languages.time_zones import validate_zone
from conference.loading import conference_for
from conference.models import Conference
from conference.posted import seen_in
from conference.refusals import Conflict
from conference.staff_pages import staff_page_context
from conference.typed_fields import DayField, ShortNameField, ZoneField
from programme.cloning.clone import USUAL, ClonePart, CloneRequest, clone, numbers_of, shown_of
from programme.local_time import ClockChanged


class CloneForm(forms.Form):
    slug = ShortNameField(label=gettext_lazy("Short name in addresses"), max_length=60)
    starts_on = DayField(label=gettext_lazy("First day"))
    time_zone = ZoneField(label=gettext_lazy("Time zone"), max_length=60, validators=[validate_zone])
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"), choices=Conference.Purpose.choices, widget=forms.RadioSelect
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What comes along"),
        choices=ClonePart.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data, original):
        self._original = original
        initial = {"time_zone": original.time_zone, "purpose": original.purpose, "parts": USUAL}
        super().__init__(data, initial=initial)
        for name in ("slug", "time_zone"):
            self.fields[name].widget.attrs |= {"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}

    def clean(self):
        if not self.errors:
            try:
                self.clone_request().conference_like(self._original)
            except ValidationError as error:
                self.refuse(error)
        return self.cleaned_data

    def clone_request(self):
        return CloneRequest(**{**self.cleaned_data, "parts": frozenset(self.cleaned_data["parts"])})

    def refuse(self, error):
        """Add errors to the fields that they concern; those of the last day belong to the first day."""
        for name, words in getattr(error, "message_dict", {None: error}).items():
            self.add_error({"ends_on": "starts_on"}.get(name, name if name in self.fields else None), words)


@changes_nothing_of_it
def clone_conference(request, conference):
    row = conference_for(request, conference, "conference.preview_programme", "conference.add_conference")
    form = CloneForm(request.POST if request.method == "POST" else None, row)
    refusal, seen = "", seen_in(request)
    if form.is_bound and form.is_valid():
        try:
            made = _made(form, row, seen, request.user)
        except Conflict as conflict:
            made, refusal = None, str(conflict)
        if made:
            messages.success(request, _("The conference is there on its new dates; nothing of it is public."))
            return redirect("programme:timetable", made.slug)
        row.refresh_from_db()
    shown, numbers = shown_of(row), numbers_of(row)
    context = {
        **staff_page_context(request, row),
        "form": form,
        "parts": [(choice, numbers.get(value)) for choice, value in zip(form["parts"], ClonePart.values, strict=True)],
        "seen": shown.token,
        "new_since": shown.new_since(seen),
        "refusal": refusal,
    }
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "programme/cloning/clone.html", context, status=status)


def _made(form, original, seen, user):
    try:
        return clone(original, form.clone_request(), seen=seen, by=user, at=timezone.now())
    except ClockChanged as changed:
        form.add_error("starts_on", str(changed))
    except ValidationError as error:
        form.refuse(error)
    except IntegrityError:  # another conference got this slug between the check and the write
        form.add_error("slug", _("Another conference has this short name."))
    return None
