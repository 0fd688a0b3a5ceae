"""The conferences, each with its desk: the first page of the translators."""

from django.db.models import Count, Min
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conference.languages import texts
from conference.loading import require
from conference.rights import conferences_of, may_somewhere_one_of
from conference.roles import WORKS_ON_TEXTS
from translation.models.teamwork import Assignment

READERS = ("conference.change_conference", *WORKS_ON_TEXTS)


@require_safe
def desks(request):
    """The conferences with the reader's open assignments; 404 for a user who may read no texts."""
    require(may_somewhere_one_of(request.user, READERS))
    own = Assignment.objects.filter(person=request.user, closed_at=None).order_by().values("conference")
    work = {row["conference"]: row for row in own.annotate(number=Count("pk"), due_on=Min("due_on"))}
    rows = [
        {"conference": row, "title": texts(row, "title"), "work": work.get(row.pk)}
        for row in conferences_of(request.user, *READERS)
    ]
    return render(request, "translation/desk/desks.html", {"desks": rows})
