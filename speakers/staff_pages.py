"""The pages of people and delegations in the navigation of a conference."""

from django.utils.translation import gettext_lazy as _

from conference.navigation import StaffPage, admin_page

PAGES = (
    admin_page("people", "speakers.speaker", act="view"),
    admin_page("people", "speakers.delegation", act="view"),
    StaffPage("people", "speakers:files", _("Files"), "speakers.change_speaker"),
)
