"""The list of all who have spoken in a session, the latest first; the console shows the last of them."""

from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from floor.console.board import name_rows, note_used
from floor.models import Intervention
from floor.page_context import page_context
from speakers.models.delegations import load_former_names

MOST = 100  # on a page
State = Intervention.State


def spoken_page(request, session, message="", status=200, before=None):
    rows, first = spoken_of(session, timezone.now(), before)
    earlier = first - len(rows) + 1 if first > len(rows) else None
    context = {**page_context(session), "rows": rows, "first": first, "earlier": earlier, "message": message}
    return render(request, "floor/console/spoken.html", context, status=status)


def spoken_of(session, at, before=None):
    """Returns those before a place on the record, the latest first, and the place of the first of them."""
    made = session.interventions.on_record().exclude(state__in=(State.SPEAKING, State.INTERRUPTED))
    there = made.count()
    first = there if before is None else max(min(before - 1, there), 0)
    latest = made.select_related("delegation__state", "group").order_by(F("given_at").desc(nulls_first=True), "-pk")
    rows = list(latest[there - first : there - first + MOST])
    name_rows(rows, {role.pk: role for role in session.roles.select_related("speaker__delegation")})
    load_former_names([row.delegation for row in rows if row.delegation], get_language())
    for row in rows:
        row.session = session
        note_used(row, at)
    return rows, first
