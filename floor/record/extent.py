"""How far the record of a session goes: "nobody is on record" and "there is no record" are two states, told apart."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Refusal
from floor.models import Floor, FloorEvent
from floor.procedure.events import FloorStep
from programme.models import Session

Record = Floor.Record


@dataclass(frozen=True)
class RecordExtent:
    """Whether a record was kept of a session, whether it is complete, and whether it has the order of speaking."""

    record: str = Record.NONE
    order_known: bool = False
    version: int = field(default=0, compare=False)  # of the floor

    @property
    def is_complete(self) -> bool:
        return self.record == Record.COMPLETE

    @property
    def is_kept(self) -> bool:
        return self.record != Record.NONE


def extent_of(session: Session) -> RecordExtent:
    """Returns how far the record of a session goes; a session on whose floor nothing was done has none.

    Interventions on a floor without a record are a record that is not complete.
    """
    floor = Floor.objects.filter(session=session).values_list("record", "order_known", "version").first()
    extent = RecordExtent(*floor) if floor else RecordExtent()
    if not extent.is_kept and session.interventions.on_record().exists():
        return replace(extent, record=Record.INCOMPLETE)
    return extent


def set_extent(session: Session, *, record: str, order_known: bool, by: User, at: datetime) -> None:
    """Sets by hand how far the record goes, for what was taken down elsewhere or in part."""
    with FloorStep(session, FloorEvent.Act.CORRECT, by=by, at=at) as step:
        before = RecordExtent(step.floor.record, step.floor.order_known)
        if record == Record.NONE and session.interventions.on_record().exists():
            raise Refusal(_("Somebody is on the record of this session."))
        if before == RecordExtent(record, order_known):
            raise Refusal(_("The record says so already."))
        step.detail = {"record": [before.record, record], "order_known": [before.order_known, order_known]}
        step.change(step.floor, record=record, order_known=order_known)
