"""The admin of the floor: groups of States are written here; what happened on a floor is only read.

Seats and devices are not here: they have a page of their own, which shows a secret once and never again.
"""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.adminsite.audited import AuditedAdmin, ReadOnlyAdmin
from conference.adminsite.ordering import OrderedAdmin
from conference.adminsite.translated import TranslatedAdmin
from conference.languages import columns
from floor.models import FloorEvent, Group, Intervention, SpeakingTime
from speakers.models.name_forms import FORMS


@admin.register(Group)
class GroupOfStatesAdmin(OrderedAdmin, TranslatedAdmin):
    list_display = ["__str__", "conference", "position", "missing"]
    list_filter = ["conference"]
    search_fields = columns("name")
    fields = ["conference", "name", *FORMS.values(), "position"]


class DefaultTimeForm(forms.ModelForm):
    """A default of a conference. Django checks no constraint about a field that the form lacks, as the session here."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("conference", "time"):
            if name in self.fields:
                self.fields[name].required = True

    def clean(self):
        cleaned = super().clean()
        same = SpeakingTime.objects.filter(conference=cleaned.get("conference"), kind=cleaned.get("kind"), session=None)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This conference has a speaking time of this kind already."))
        return cleaned


@admin.register(SpeakingTime)
class SpeakingTimeAdmin(AuditedAdmin, admin.ModelAdmin):
    """The defaults of conferences; what is set for one session is set on its console."""

    form = DefaultTimeForm
    list_display = ["kind", "conference", "time"]
    list_filter = ["conference"]
    fields = ["conference", "kind", "time"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(session=None)


@admin.register(Intervention)
class InterventionAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["__str__", "session", "kind", "state", "asked_at", "given_at", "concluded_at", "through"]
    list_filter = ["session__conference", "state", "kind", "through"]
    list_select_related = ["session", "delegation", "role__speaker"]
    search_fields = ["speaker_name", *(f"delegation__{column}" for column in columns("name"))]
    exclude = ["key", "device"]


@admin.register(FloorEvent)
class FloorEventAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["number", "act", "session", "intervention", "by", "at"]
    list_display_links = ["act"]
    list_filter = ["floor__session__conference", "act"]
    list_select_related = ["floor__session", "intervention__delegation", "intervention__role__speaker", "by"]
    search_fields = ["by__username", *(f"intervention__delegation__{column}" for column in columns("name"))]
    ordering = ["-at", "-pk"]

    @admin.display(description=gettext_lazy("session"))
    def session(self, event):
        return event.floor.session
