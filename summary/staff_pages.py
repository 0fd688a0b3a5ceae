"""The pages of the President's Summary in the navigation of a conference."""

from django.utils.translation import gettext_lazy as _

from conference.navigation import CONFERENCE, StaffPage
from conference.roles import clears
from summary.models import Summary


def _to_clear(user):
    """The Summary that waits for its clearance, for those who clear it; cleared, for those who issue it."""
    stages = [Summary.Stage.WITH_PRESIDENT] if clears(user) else []
    if user.has_perm("summary.issue_summary"):
        stages.append(Summary.Stage.CLEARED)
    return Summary.objects.filter(stage__in=stages, conference=CONFERENCE)


PAGES = (
    StaffPage(
        "summary",
        "summary:draft",
        _("President’s Summary"),
        "summary.view_summary",
        waiting=_to_clear,
        needs=_("A Summary to clear or to issue"),
    ),
)
