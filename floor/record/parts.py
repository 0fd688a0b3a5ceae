"""The record of a long session in parts: the latest interventions, which go on, and those before them by forty."""

from dataclasses import dataclass

from django.db.models import Q

from floor.models import Intervention
from programme.models import Session

SIZE = 40


@dataclass(frozen=True)
class RecordPart:
    """The interventions of a session from one place to before another, counted from 0; all to the end without `last`.

    What is shown to the end keeps its beginning while others speak: nothing that somebody writes in goes from the page.
    """

    first: int = 0
    last: int | None = None
    latest: int = 0  # where the page of the latest begins

    @property
    def earlier(self) -> int | None:
        """The end of the part before this one; None where this is the first."""
        return self.first or None

    @property
    def later(self) -> int | None:
        """The end of the part after this one; None where that is the latest."""
        after = (self.last or 0) + SIZE
        return after if after <= self.latest else None


def part_of(session: Session, *, begin: int | None = None, end: int | None = None, entry: int = 0) -> RecordPart:
    """Returns the part that begins at a place, or ends before one, or has an intervention; else the latest.

    The latest part has between forty and eighty entries, so that the record of nearly every session is one part.
    """
    there = session.interventions.on_record().count()
    latest = max(there // SIZE - 1, 0) * SIZE
    if entry and latest and (place := _place_of(session, entry)) is not None and place < latest:
        end = (place // SIZE + 1) * SIZE
    if end and end <= latest:
        return RecordPart(max(end - SIZE, 0), end, latest)
    if begin is not None and begin <= latest:
        return RecordPart(begin, None, latest)
    return RecordPart(latest, None, latest)


def _place_of(session: Session, key: int) -> int | None:
    """How many stand before an intervention on the record."""
    row = session.interventions.on_record().filter(pk=key).first()
    if row is None:
        return None
    same = Q(given_at=row.given_at) if row.given_at else Q(given_at=None)
    before = Q(given_at__lt=row.given_at) if row.given_at else Q(given_at__isnull=False)
    return session.interventions.on_record().filter(before | same & Q(pk__lt=key)).count()


def numbers_before(session: Session, first: int) -> int:
    """Returns how many of the interventions before a place count: all that were not struck."""
    if not first:
        return 0
    states = session.interventions.on_record().values_list("state", flat=True)[:first]
    return sum(state != Intervention.State.STRUCK for state in states)
