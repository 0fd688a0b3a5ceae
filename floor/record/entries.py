"""The record as it is read: one entry for each intervention, with what was written and handed in beside it.

The page of the record, its exports and the figures all read these entries, so that they never disagree.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Prefetch

from floor.models import Intervention
from floor.models.record import Gist, Pledge, Statement


@dataclass(frozen=True)
class RecordEntry:
    """An intervention at a moment. A span that is not known is None: `used` of what has no times, for one."""

    row: Intervention
    number: int | None  # its place among those that were made; none where it is struck
    used: timedelta | None
    allowed: timedelta | None
    overtime: timedelta
    gist: Gist | None
    set_aside: int = 0  # how many texts stand beside the gist
    statements: list = field(default_factory=list)
    pledges: list = field(default_factory=list)
    themes: list = field(default_factory=list)

    @property
    def is_struck(self):
        return self.row.state == Intervention.State.STRUCK

    @property
    def is_being_made(self):
        return self.row.state == Intervention.State.SPEAKING

    @property
    def takes_gist(self):
        return not self.is_struck


def entries_of(session, *, at):
    """The entries of a session in the order in which the interventions were made, struck ones in their place."""
    rows = (
        session.interventions.on_record()
        .select_related("delegation__state", "group", "role__speaker", "presided_by__speaker", "asked_by", "struck_by")
        .prefetch_related(
            Prefetch("gists", Gist.objects.select_related("by")),
            Prefetch("statements", Statement.objects.filter(withdrawn_at=None).order_by("uploaded_at")),
            Prefetch("pledges", Pledge.objects.filter(struck_at=None)),
            "themes",
        )
    )
    entries, number = [], 0
    for row in rows:
        is_struck = row.state == Intervention.State.STRUCK
        number += not is_struck
        entries.append(_entry(row, None if is_struck else number, at))
    return entries


def _entry(row, number, at):
    gists = list(row.gists.all())
    return RecordEntry(
        row=row,
        number=number,
        used=row.time_used(at),
        allowed=row.time_allowed(),
        overtime=row.overtime(at),
        gist=next((gist for gist in gists if gist.set_aside_at is None), None),
        set_aside=sum(gist.set_aside_at is not None for gist in gists),
        statements=list(row.statements.all()),
        pledges=list(row.pledges.all()),
        themes=list(row.themes.all()),
    )


def not_reached(session):
    """The delegations that asked for the floor and have not had it, in the co-chair's order."""
    return session.interventions.waiting().exclude(delegation=None).select_related("delegation__state", "group")


def withdrawn(session):
    """The requests that were withdrawn, by the time of asking."""
    rows = session.interventions.filter(state=Intervention.State.WITHDRAWN)
    return rows.select_related("delegation", "group", "role__speaker").order_by("asked_at", "pk")
