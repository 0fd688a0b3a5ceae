"""The admin of letters: a conference's own templates can be edited, letters can only be read."""

from django.contrib import admin

from conference.adminsite.audited import ReadOnlyAdmin
from conference.adminsite.translated import TranslatedAdmin
from conference.languages import columns
from programme.models.letter import Letter, LetterTemplate


@admin.register(LetterTemplate)
class LetterTemplateAdmin(TranslatedAdmin):
    list_display = ["__str__", "conference", "missing"]
    list_filter = ["conference", "kind"]
    search_fields = [*columns("subject"), *columns("body")]
    fields = ["conference", "kind", "name", "subject", "body"]
    fixed_fields = ("conference", "kind")


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["__str__", "conference", "language", "made_at", "sent_at", "cancelled_at"]
    list_filter = ["conference", "kind", "language"]
    list_select_related = ["conference", "speaker", "own_kind"]
    search_fields = ["address", "subject"]
    exclude = ["detail"]
