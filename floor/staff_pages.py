"""The pages of the floor and of the record in the navigation of a conference."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from conference.navigation import CONFERENCE, StaffPage, admin_page
from floor.booth.loading import may_open
from floor.models import Gist, Intervention


def _may_read(user):
    return user.has_perm("floor.view_intervention") or user.has_perm("floor.run_floor")


def _requests(user):
    """Requests for the floor that wait, for those who run it."""
    waiting = Intervention.objects.filter(state=Intervention.State.WAITING, session__conference=CONFERENCE)
    return waiting if user.has_perm("floor.run_floor") else waiting.none()


def _without_gist(user):
    """Interventions that were made and have no gist yet, for those who take notes."""
    written = Gist.objects.not_set_aside().filter(intervention=OuterRef("pk"))
    made = Intervention.objects.filter(state=Intervention.State.CONCLUDED, session__conference=CONFERENCE)
    return made.filter(~Exists(written)) if user.has_perm("floor.take_notes") else made.none()


PAGES = (
    StaffPage(
        "floor",
        "floor:floor-list",
        _("Floors"),
        _may_read,
        within=("/console/",),
        waiting=_requests,
        needs=_("Requests for the floor"),
    ),
    StaffPage("floor", "floor:seats", _("Seats"), "floor.run_floor"),
    StaffPage("floor", "floor:booths", _("Interpreters’ booths"), may_open, within=("/booth/",)),
    admin_page("people", "floor.group"),
    admin_page("floor", "floor.speakingtime"),
    admin_page(
        "record",
        "floor.intervention",
        to="view",
        path="session__conference",
        within=("/record/",),
        waiting=_without_gist,
        needs=_("Interventions without a gist"),
    ),
    admin_page("record", "floor.floorevent", to="view", path="floor__session__conference"),
)
