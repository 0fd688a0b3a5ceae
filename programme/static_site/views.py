"""The copy as a button for the staff who release the programme."""

from django.utils import timezone
from django.views.decorators.http import require_POST

from conference.background_work.jobs import start
from conference.background_work.views import show_job
from conference.loading import conference_for, require
from conference.models import Job
from programme.release.editions import CURRENT, released
from programme.static_site.background_work import MakeSiteCopy


@require_POST
def site_copy(request, conference):
    """Have the copy made in the background."""
    row = conference_for(request, conference, MakeSiteCopy.permission)
    require(released(CURRENT, conference))
    return show_job(request, start(Job.Kind.SITE_COPY, row, by=request.user, at=timezone.now()))
