"""The conferences, each with its desk: the first page of the translators."""

from django.db.models import Count, Min
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conference.languages import texts
from conference.loading import require
from conference.rights import conferences_of
from translation.models.teamwork import Assignment
from translation.texts.permissions import reads


@require_safe
def desks(request):
    """The conferences with the reader's open assignments; 404 for a user who may read no texts."""
    require(reads(request.user))
    own = Assignment.objects.filter(person=request.user, closed_at=None).order_by().values("conference")
    work = {row["conference"]: row for row in own.annotate(number=Count("pk"), due_on=Min("due_on"))}
    rows = [
        {"conference": row, "title": texts(row, "title"), "work": work.get(row.pk)}
        for row in conferences_of(request.user)
    ]
    return render(request, "translation/desk/desks.html", {"desks": rows})
