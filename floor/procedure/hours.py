"""The hours between which delegations may ask for the floor of a session, such as before the meeting."""

from datetime import datetime

from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Refusal
from floor.models import FloorEvent
from floor.procedure.events import FloorStep
from programme.models import Session


def set_hours(
    session: Session, *, opens_at: datetime | None, closes_at: datetime | None, by: User, at: datetime
) -> None:
    """Sets from when until when requests are taken, None for no hour. They then open and close by themselves.

    Whoever opens or closes by hand goes before them (`Floor.requests_window`).
    """
    if opens_at and closes_at and closes_at <= opens_at:
        raise Refusal(_("The requests close after they open."))
    if closes_at and closes_at <= at:
        raise Refusal(_("The hour at which the requests close has passed already."))
    with FloorStep(session, FloorEvent.Act.SET_HOURS, by=by, at=at) as step:
        floor = step.floor
        if (floor.requests_from, floor.requests_until) == (opens_at, closes_at):
            raise Refusal(_("These are the hours already."))
        step.change(floor, requests_from=opens_at, requests_until=closes_at)
