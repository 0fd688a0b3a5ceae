"""The pages of people and delegations in the navigation of a conference."""

from django.utils.translation import gettext_lazy as _

from conference.navigation import StaffPage, admin_page


def _may_merge(user):
    return user.has_perms(["speakers.change_speaker", "speakers.delete_speaker"])


PAGES = (
    admin_page("people", "speakers.speaker", to="view"),
    admin_page("people", "speakers.delegation", to="view"),
    StaffPage("people", "speakers:duplicates", _("Duplicates"), _may_merge),
    StaffPage("people", "speakers:files", _("Files"), "speakers.change_speaker"),
)
