"""The list of the steps of a session, the latest first: who did what and when, and which can be taken back."""

from collections import namedtuple

from django.shortcuts import render
from django.utils.translation import get_language

from floor.models import Floor
from floor.page_context import page_context
from floor.procedure.events import NAMED
from floor.procedure.obstacles import obstacle_to, present_rows
from speakers.models.delegations import load_former_names

MOST = 200  # on a page
Line = namedtuple("Line", "step obstacle is_undone")


def steps_page(request, session, message="", status=200, before=None):
    lines, earlier = lines_of(session, before)
    context = {**page_context(session), "lines": lines, "earlier": earlier, "message": message}
    return render(request, "floor/console/steps.html", context, status=status)


def lines_of(session, before=None):
    """Returns the steps before a number with what keeps each from being taken back, and where the earlier begin."""
    floor = Floor.objects.filter(session=session).first()
    if floor is None:
        return [], None
    events = list(floor.events.select_related("by", *NAMED).order_by("-number"))
    first = sum(step.number >= before for step in events) if before is not None else 0
    shown = events[first : first + MOST]
    told = [step.intervention.delegation for step in shown if step.intervention and step.intervention.delegation]
    load_former_names(told, get_language())
    rows = present_rows(floor, shown)
    lines = [
        Line(step, obstacle_to(step, events[:place], rows), hasattr(step, "undone_by"))
        for place, step in enumerate(shown, start=first)
    ]
    return lines, shown[-1].number if len(events) > first + MOST else None
