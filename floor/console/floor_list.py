"""The staff's list of the floors of a conference: each panel with the state of its floor and links to its pages."""

from django.db.models import Count, Prefetch, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from conference.languages import texts
from conference.loading import conference_for, require_one_of
from conference.page_context import page_context
from floor.models import Intervention
from programme.models import Session

State = Intervention.State
PERMISSIONS = ("floor.run_floor", "floor.take_notes", "floor.view_intervention")


@require_GET
def floor_list(request, conference):
    require_one_of(request, PERMISSIONS)
    row = conference_for(request, conference)
    return render(request, "floor/console/floor_list.html", page_context(row, panels=panels_of(row, timezone.now())))


def panels_of(conference, at):
    """The panels in the order of the programme, each with its floor, who has it, and how many wait and have spoken."""
    speaking = Intervention.objects.speaking().select_related("delegation", "role__speaker")
    states = {
        "waiting": Q(interventions__state=State.WAITING),
        "made": Q(interventions__state=State.CONCLUDED),
    }
    panels = (
        conference.sessions.filter(kind=Session.Kind.PANEL)
        .in_order()
        .select_related("floor")
        .annotate(**{name: Count("interventions", filter=state) for name, state in states.items()})
        .prefetch_related(Prefetch("interventions", speaking, to_attr="speaking"))
    )
    return [_shown(panel, at) for panel in panels]


def _shown(panel, at):
    speaking = panel.speaking[0] if panel.speaking else None
    return {
        "session": panel,
        "label": panel.label_facts,
        "title": texts(panel, "title"),
        "takes_requests": hasattr(panel, "floor") and panel.floor.takes_requests(at),
        "speaking": speaking and (speaking.delegation or speaking.role.speaker).public_name,
        "waiting": panel.waiting,
        "made": panel.made,
    }
