"""The pages for staff of one conference: which there are, for whom, and the template context that they share."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.page_context import page_context
from conference.roles import languages_of


@dataclass(frozen=True)
class StaffPage:
    """A page in the navigation: the name of its URL, its name for people, and the permission to see it."""

    address: str
    name: str
    permission: str


PAGES = (
    StaffPage(
        "programme:preview:programme", pgettext_lazy("of a programme", "Preview"), "conference.preview_programme"
    ),
    StaffPage("programme:timetable", pgettext_lazy("of a programme", "Timetable"), "programme.view_session"),
    StaffPage("programme:people", _("Speakers"), "speakers.change_speaker"),
    StaffPage("programme:answers", _("Answers"), "speakers.change_speaker"),
    StaffPage("speakers:files", _("Files"), "speakers.change_speaker"),
    StaffPage("programme:letters", _("Letters"), "programme.send_letters"),
    StaffPage("programme:release-list", _("Releases"), "conference.release_programme"),
    StaffPage("operations:webhooks", _("Webhooks"), "conference.release_programme"),
    StaffPage("background-work:jobs", _("Background work"), "conference.release_programme"),
    StaffPage("operations:retention", _("Retention"), "conference.change_conference"),
)

FIRST = (  # where those work who keep no programme
    StaffPage("floor:floor-list", _("Floors"), "floor.view_intervention"),
    StaffPage("floor:booths", _("Interpreters’ booths"), "floor.open_booth"),
    StaffPage("summary:draft", _("President’s Summary"), "summary.view_summary"),
)
DESK = StaffPage("translation:overview", _("The translators’ desk"), "conference.change_conference")


def staff_page_context(request, conference):
    """The context of `conference/staff_base.html`."""
    return page_context(conference, staff_pages=pages_for(request.user))


def pages_for(user):
    """The pages of a conference that the user may see, in their order."""
    return [page for page in PAGES if user.has_perm(page.permission)]


def all_pages_for(user):
    """All pages of a conference on which the user works, the floor, the Summary and the desk first."""
    desk = [DESK] if languages_of(user) or user.has_perm(DESK.permission) else []
    return [*(page for page in FIRST if user.has_perm(page.permission)), *desk, *pages_for(user)]
