"""Which requests for the floor are accepted, and when: the one place that knows it, for phones and for slips."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.refusals import Refusal
from floor.models import Floor, Group, Intervention
from programme.models import Session
from speakers.models import Delegation

Kind = Intervention.Kind

OF_PROCEDURE = (Kind.RIGHT_OF_REPLY, Kind.POINT_OF_ORDER)  # during the session at any time, beside the list
LATE = timedelta(hours=1)  # a session may run on for so long after its end, or after the last act of who presides


def is_in_session(session: Session, floor: Floor | None, *, at: datetime, last_act: datetime | None) -> bool:
    """Returns whether a session is on at a moment, so that points of order and rights of reply are in order.

    `last_act` is when those who preside last acted on the floor. Sessions begin early and run late: who has opened
    the requests by hand has begun it, and it lasts while there are acts. Hours of requests alone begin nothing.
    """
    if floor is None:
        return False
    takes = floor.takes_requests(at)
    if floor.requests_opened_at and takes:
        return True
    if floor.record == Floor.Record.NONE and not takes:
        return False
    is_planned = session.starts_at <= at <= session.ends_at + LATE
    return is_planned or bool(floor.record != Floor.Record.NONE and last_act and at - last_act < LATE)


def refuse_if_closed(session: Session, floor: Floor, kind: str, *, at: datetime) -> None:
    """Raises Refusal where a delegation cannot ask for this now."""
    if kind in OF_PROCEDURE:
        last = floor.events.exclude(by=None).order_by("-number").values_list("at", flat=True).first()
        if not is_in_session(session, floor, at=at, last_act=last):
            raise Refusal(_("Points of order and rights of reply are raised while the session is on."))
    elif not floor.takes_requests(at):
        raise Refusal(_("Requests for the floor are not open now."))


def refuse_if_waiting(
    session: Session,
    delegation: Delegation,
    kind: str,
    group: Group | None,
    *,
    other_than: int = 0,
    waiting: Iterable[Intervention] | None = None,
) -> None:
    """Raises Refusal where a delegation waits with such a request, of this kind and for itself or for a group.

    `waiting` are its requests that wait, where they were read already; others among them do not count.
    """
    if waiting is None:
        waiting = session.interventions.waiting().filter(delegation=delegation)
    same = (
        row
        for row in waiting
        if row.state == Intervention.State.WAITING
        and (row.delegation_id, row.kind, row.group_id is None) == (delegation.pk, kind, group is None)
    )
    if any(row.pk != other_than for row in same):
        words = {"name": delegation.as_said(get_language() or "en") or delegation, "kind": Kind(kind).label}
        if group is None:
            raise Refusal(_("%(name)s is waiting for the floor already (%(kind)s).") % words)
        raise Refusal(_("%(name)s is waiting for the floor already (%(kind)s, on behalf of a group).") % words)
