"""The record as it is read: one entry for each intervention, with its gist, statements, pledges and themes.

The page of the record, its exports and the statistics all read these entries, so that they always agree.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Prefetch

from floor.models import Intervention
from floor.models.intervention import InterventionQuerySet
from floor.models.record import Gist, Pledge, Statement
from floor.record.extent import RecordExtent, extent_of
from floor.record.parts import RecordPart, numbers_before
from programme.models import Session, Theme

ALL = RecordPart()
MOST_ORDERS = 5  # points of order during one intervention, which are read beyond the end of a part


@dataclass(frozen=True)
class RecordEntry:
    """An intervention on the record at a moment. A span that is not known is None."""

    row: Intervention
    number: int | None  # its place among the interventions; None where it was struck, or no order is known
    used: timedelta | None
    allowed: timedelta | None
    overtime: timedelta
    gist: Gist | None
    set_aside: int = 0  # how many versions of the gist were set aside
    statements: list[Statement] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    interrupted_by: list[Intervention] = field(default_factory=list)  # points of order during it

    @property
    def is_struck(self) -> bool:
        return self.row.state == Intervention.State.STRUCK

    @property
    def is_being_made(self) -> bool:
        return self.row.state in (Intervention.State.SPEAKING, Intervention.State.INTERRUPTED)

    @property
    def takes_gist(self) -> bool:
        return not self.is_struck


def entries_of(
    session: Session, *, at: datetime, extent: RecordExtent | None = None, part: RecordPart = ALL
) -> list[RecordEntry]:
    """Returns the entries of a session in the order of the interventions, those that were struck in their place.

    A caller that has asked for the extent already passes it, which saves a query; `part` is what is read of them.
    """
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
    entries, number = [], numbers_before(session, part.first)
    last = part.last and part.last + MOST_ORDERS
    order_known = (extent or extent_of(session)).order_known
    for row in rows[part.first : last]:
        is_struck = row.state == Intervention.State.STRUCK
        number += not is_struck
        entries.append(_entry(row, number if order_known and not is_struck else None, at))
    _note_interruptions(entries)
    return entries[: part.last - part.first] if part.last else entries


def _note_interruptions(entries: list[RecordEntry]) -> None:
    """Notes at each intervention the points of order for which the floor was given while it was being made."""
    began = None
    for entry in entries:
        row = entry.row
        if row.kind != Intervention.Kind.POINT_OF_ORDER:
            began = entry
        elif began and row.given_at and _was_being_made(began.row, row.given_at) and not entry.is_struck:
            began.interrupted_by.append(row)


def _was_being_made(row: Intervention, at: datetime) -> bool:
    return row.given_at is not None and row.given_at <= at and (row.concluded_at is None or row.concluded_at > at)


def _entry(row: Intervention, number: int | None, at: datetime) -> RecordEntry:
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


def not_reached(session: Session) -> InterventionQuerySet:
    """Returns the requests of delegations that have not had the floor, in the co-chair's order."""
    return session.interventions.waiting().exclude(delegation=None).select_related("delegation__state", "group")


def withdrawn(session: Session) -> InterventionQuerySet:
    """Returns the requests that were withdrawn, by the time of asking."""
    rows = session.interventions.filter(state=Intervention.State.WITHDRAWN)
    return rows.select_related("delegation", "group", "role__speaker").order_by("asked_at", "pk")
