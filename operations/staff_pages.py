"""The overview, and the pages for those who keep the installation running, in the navigation of a conference."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.navigation import StaffPage

PAGES = (
    StaffPage(
        "overview",
        "operations:overview",
        pgettext_lazy("section of a conference", "Overview"),
        "conference.preview_programme",
    ),
    StaffPage("documents", "operations:journal", _("Text for the Journal"), "conference.release_programme"),
    StaffPage("settings", "operations:webhooks", _("Webhooks"), "conference.release_programme"),
    StaffPage("settings", "operations:retention", _("Retention"), "conference.change_conference"),
)
