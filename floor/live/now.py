"""The bar of what is on and what comes next as the floor knows it: what the public pages ask for while a meeting is on.

The pages themselves are kept in memory and go by the programme. This piece of a page is kept for some seconds, so that
thousands of phones cost a query now and then, and tells nothing that the live page and the programme do not.
"""

from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.released_pages import fresh_for
from floor.models import Intervention
from programme.models import Session
from programme.release.editions import current
from programme.release.meeting import Course, meeting_at

SECONDS = 10  # for which the piece is kept


@require_safe
@current
@fresh_for(SECONDS)
def now(request, edition):
    """The bar alone, in the language of the address."""
    meeting = meeting_at(edition.programme, timezone.now(), courses_in(edition.slug))
    return render(request, "floor/live/now.html", {**edition.context, "told": meeting})


def courses_in(conference):
    """How the sessions of a conference go: {short name: Course}, where more is known than the plan."""
    speaking = Intervention.objects.speaking().filter(session=OuterRef("pk"))
    rows = Session.objects.filter(conference__slug=conference).annotate(is_spoken_on=Exists(speaking))
    fields = ("began_at", "ended_at", "floor__suspended_at", "floor__resumes_at", "is_spoken_on")
    found = {slug: Course(*known) for slug, *known in rows.values_list("slug", *fields)}
    return {slug: course for slug, course in found.items() if course != Course()}
