"""What happens to requests in a simulation beside asking and withdrawing: their hours, and changing what one says."""

from datetime import timedelta

from floor.models import Intervention
from floor.procedure.changes import change_request
from floor.procedure.hours import set_hours

LONG = timedelta(hours=8)


def plan_requests(simulation, part):
    """Plans the hours, which are taken away again, and a change by the officer; `part` is the length in seconds."""
    simulation.plan(1, _set_hours, simulation, LONG)
    simulation.plan(0.8 * part, _set_hours, simulation, None)
    for share in (0.2, 0.45, 0.7):
        simulation.plan(share * part, _change, simulation)


def _set_hours(simulation, closes_in):
    closes_at = closes_in and simulation.at + closes_in
    set_hours(simulation.session, opens_at=None, closes_at=closes_at, by=simulation.officer, at=simulation.at)
    simulation._tell("The hours of the requests are set" if closes_at else "The requests have no hours")


def _change(simulation):
    """The minister has arrived and speaks herself."""
    waiting = simulation.session.interventions.waiting().exclude(delegation=None)
    row = waiting.exclude(level=Intervention.Level.MINISTER).first()
    if row:
        seen, wanted = {"level": row.level}, {"level": row.Level.MINISTER}
        change_request(row, wanted, seen=seen, by=simulation.officer, at=simulation.at)
        simulation._tell(f"The request of {row} is changed: {row.Level.MINISTER.label}")
