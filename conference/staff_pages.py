"""The pages for staff of one conference that stand in no other app, and the template context that all of them share."""

from django.utils.translation import gettext_lazy as _

from conference.navigation import ConferencePage, StaffPage, admin_page
from conference.page_context import page_context

PAGES = (
    ConferencePage(
        "settings", "admin:conference_conference_change", _("The conference"), "conference.change_conference"
    ),
    StaffPage("settings", "colleagues:colleagues", _("Colleagues"), "conference.view_user"),
    admin_page("settings", "conference.auditentry", to="view", name=_("Audit trail")),
    StaffPage("settings", "restoring:acts", _("Deleted and merged"), "conference.change_conference"),
    StaffPage("settings", "background-work:jobs", _("Background work"), "conference.release_programme"),
)


def staff_page_context(request, conference):
    """The context of `conference/staff_base.html`, which takes its navigation from the request."""
    return page_context(conference)
