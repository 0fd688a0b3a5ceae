"""The staff's pages of one conference: which there are, for whom, and the frame around each.

A page answers 404 to who may not see it, as if the conference had never been.
"""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.languages import texts
from conference.models import Conference


@dataclass(frozen=True)
class Page:
    """A page in the navigation: the name of its address, what it is called, and the permission to see it."""

    address: str
    name: str
    permission: str


PAGES = (
    Page("programme:preview:programme", pgettext_lazy("of a programme", "Preview"), "conference.preview_programme"),
    Page("programme:timetable", pgettext_lazy("of a programme", "Timetable"), "programme.view_session"),
    Page("programme:people", _("Speakers"), "speakers.change_speaker"),
    Page("speakers:files", _("Files"), "speakers.change_speaker"),
    Page("programme:letters", _("Letters"), "programme.send_letters"),
    Page("programme:release-list", _("Releases"), "conference.release_programme"),
)


def conference_for(request, slug, *permissions):
    """The conference of that short name, for who has the permissions; for all others it does not exist."""
    if not request.user.has_perms(permissions):
        raise Http404
    return get_object_or_404(Conference, slug=slug)


def frame(request, conference):
    """The context of `conference/staff_base.html`."""
    return {
        "conference": conference,
        "conference_title": texts(conference, "title"),
        "original_language": conference.original_language,
        "zone": conference.zone,
        "staff_pages": pages_for(request.user),
    }


def pages_for(user):
    """The pages of a conference that the user may see, in their order."""
    return [page for page in PAGES if user.has_perm(page.permission)]
