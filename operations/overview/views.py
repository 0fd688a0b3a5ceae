"""The overview of a conference: what its staff see first."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.adminsite.history import latest_acts
from conference.loading import conference_for
from conference.navigation import columns_waiting, numbers_waiting, pages_for, sections_for
from conference.staff_pages import staff_page_context
from conference.to_do.facts import Situation, situation_of, to_do_list
from operations.overview.next_step import first_steps, next_of
from operations.overview.numbers import languages_of, numbers_of, when
from programme.release.to_do import latest_of


@require_safe
def overview(request: HttpRequest, conference: str) -> HttpResponse:
    """What is to do in a conference, for everybody who works on it; each reads what they may see and cure."""
    row = conference_for(request, conference, "conference.preview_programme")
    pages = pages_for(request.user)
    situation = situation_of(row, request.user, timezone.now(), columns_waiting(pages, request.user))
    request.navigation = sections_for(request, row, numbers_waiting(situation.counts, pages))  # type: ignore[attr-defined]
    context = {**staff_page_context(request, row), **_shown(situation)}
    return render(request, "operations/overview/overview.html", context)


def _shown(situation: Situation) -> dict[str, Any]:
    facts, steps = to_do_list(situation), first_steps(situation)
    step = None if steps else next_of(facts)
    user = situation.user
    return {
        "step": step,
        "first_steps": steps,
        "first_open": next((first for first in steps if not first.is_done), None),
        "to_do": [fact for fact in facts if fact is not step and not (steps and fact.key in HELD_BY_STEPS)],
        "when": when(situation),
        "latest": situation.once(latest_of),
        "numbers": numbers_of(situation),
        "languages": languages_of(situation),
        "acts": latest_acts(situation.conference) if user.has_perm("conference.view_auditentry") else None,
    }


HELD_BY_STEPS = ("no-session", "not-released")  # what the first four steps say already
