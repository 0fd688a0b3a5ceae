"""The floors of the day: who follows them, and what happened last."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from conference.languages import texts
from floor.models import FloorEvent
from floor.models.seat import Device, Seat
from operations.status.ages import ago
from programme.models import Session

NEAR = timedelta(hours=12)
MOST = 40


@dataclass(frozen=True)
class ShownFloor:
    """A floor as the page shows it."""

    session: Session
    streams: Counter[str]
    joined: int  # phones of the conference
    seats: int
    last: str
    act: str

    @property
    def title(self) -> dict[str, str]:
        return texts(self.session, "title")

    @property
    def conference_title(self) -> dict[str, str]:
        return texts(self.session.conference, "title")

    @property
    def phones(self) -> int:
        return self.streams["delegation"] + self.streams["polling"]


def shown_floors(streams: dict[str, Counter[str]], at: datetime) -> list[ShownFloor]:
    """Returns the floors of sessions within twelve hours, and all that somebody follows, which come first."""
    wanted = Q(starts_at__lte=at + NEAR, ends_at__gte=at - NEAR) & ~Q(kind=Session.Kind.BREAK)
    for address in streams:
        conference, _slash, session = address.partition("/")
        wanted |= Q(conference__slug=conference, slug=session)
    last = FloorEvent.objects.filter(floor__session=OuterRef("pk")).order_by("-number")
    sessions = Session.objects.filter(wanted).select_related("conference").order_by("starts_at", "pk")
    rows = list(
        sessions.annotate(last_at=Subquery(last.values("at")[:1]), last_act=Subquery(last.values("act")[:1]))[:MOST]
    )
    conferences = {row.conference_id for row in rows}
    joined = _by_conference(Device.objects.joined(at), "seat__delegation__conference", conferences)
    seats = _by_conference(Seat.objects.valid(at), "delegation__conference", conferences)
    shown = [
        ShownFloor(
            row,
            streams.get(f"{row.conference.slug}/{row.slug}", Counter()),
            joined.get(row.conference_id, 0),
            seats.get(row.conference_id, 0),
            ago(row.last_at, at) if row.last_at else "",
            str(FloorEvent.Act(row.last_act).label) if row.last_act else "",
        )
        for row in rows
    ]
    return sorted(shown, key=lambda floor: not floor.streams)  # those that somebody follows first


def _by_conference(rows: Any, path: str, conferences: set[int]) -> dict[int, int]:
    counted = rows.filter(**{f"{path}__in": conferences}).order_by().values_list(path).annotate(number=Count("pk"))
    return dict(counted)
