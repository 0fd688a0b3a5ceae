"""The form of a section of the practical information."""

from django.contrib import admin
from django.utils import timezone

from conference.adminsite.translated import TranslatedAdmin, TranslatedForm
from conference.languages import columns
from conference.models import PracticalSection


class PracticalSectionForm(TranslatedForm):
    """A section; it was changed on the day on which its words, its contact or its page were."""

    def clean(self):
        cleaned = super().clean()
        conference = cleaned.get("conference") or getattr(self.instance, "conference", None)
        if conference and set(self.changed_data) - {"heading", "loaded"} and "changed_on" not in self.changed_data:
            self.instance.changed_on = timezone.now().astimezone(conference.zone).date()
            if self.instance.pk:
                self.changed_data.append("changed_on")
        return cleaned


@admin.register(PracticalSection)
class PracticalSectionAdmin(TranslatedAdmin):
    list_display = ["__str__", "conference", "changed_on", "missing"]
    list_filter = ["conference", "heading"]
    search_fields = [*columns("text"), "contact"]
    form = PracticalSectionForm
    fields = ["conference", "heading", "text", "contact", "url"]
    fixed_fields = ("conference",)
