"""Requests for the floor: by a delegation from its phone, by staff from a slip, by the chair for panellists."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Refusal
from floor.models import FloorEvent, Intervention
from floor.procedure.admission import refuse_if_closed, refuse_if_waiting
from floor.procedure.events import FloorStep
from programme.models import Role, Session
from speakers.models import Delegation

Act = FloorEvent.Act
Kind = Intervention.Kind
State = Intervention.State
Through = Intervention.Through


def ask_for_floor(
    session: Session,
    delegation: Delegation,
    *,
    key: UUID,
    through: str,
    at: datetime,
    by: User | None = None,
    holding: Callable[[], object] | None = None,
    **details: Any,
) -> Intervention:
    """Enters a delegation's request for the floor and returns it; the same key again returns the same request.

    `holding` is called first within the transaction, to lock what else must stay as it is; it may refuse.

    `details` are fields of Intervention: its kind, its group, who speaks and in which language. A delegation waits
    once of each kind for itself, and once on behalf of a group. Staff (`by`) may enter a slip even when requests are
    closed. Raises Refusal where the request is not accepted.
    """
    if delegation.conference_id != session.conference_id:
        raise Refusal(_("The delegation belongs to another conference."))
    kind = details.get("kind") or Kind.INTERVENTION
    try:
        with FloorStep(session, Act.ASK, by=by, at=at) as step:
            if holding:
                holding()
            there = list(session.interventions.filter(Q(key=key) | Q(state=State.WAITING, delegation=delegation)))
            _refuse_if_sent(there, delegation, key)
            refuse_if_waiting(session, delegation, kind, details.get("group"), waiting=there)
            if by is None:
                refuse_if_closed(session, step.floor, kind, at=at)
            step.intervention = step.create(
                Intervention,
                session=session,
                delegation=delegation,
                key=key,
                through=through,
                asked_at=at,
                asked_by=by,
                **details,
            )
    except _AskedAlready as again:
        return again.intervention
    return step.intervention


def _refuse_if_sent(there: list[Intervention], delegation: Delegation, key: UUID) -> None:
    found = next((row for row in there if row.key == key), None)
    if found and found.delegation_id == delegation.pk:
        raise _AskedAlready(found)
    if found:
        raise Refusal(_("This form was used already; load the page again."))


class _AskedAlready(Exception):
    """Raised when the same form was sent before: the request exists, so that there is nothing to do or to refuse."""

    def __init__(self, intervention: Intervention) -> None:
        super().__init__(intervention)
        self.intervention = intervention


def ask_for_panellist(role: Role, *, key: UUID, by: User, at: datetime) -> Intervention:
    """Enters a request for a panellist, who answers a round of interventions."""
    with FloorStep(role.session, Act.LET_ANSWER, by=by, at=at) as step:
        if role.session.interventions.waiting().filter(role=role).exists():
            raise Refusal(_("%(name)s is waiting for the floor already.") % {"name": role.speaker})
        step.intervention = request_of_panellist(step, role, key)
    return step.intervention


def request_of_panellist(step: FloorStep, role: Role, key: UUID) -> Intervention:
    """Enters the request of a panellist as a part of a step."""
    return step.create(
        Intervention,
        session=role.session,
        role=role,
        kind=Kind.ANSWER,
        key=key,
        through=Through.CONSOLE,
        asked_at=step.at,
        asked_by=step.by,
    )


def withdraw(intervention: Intervention, *, at: datetime, by: User | None = None) -> None:
    """Withdraws a request that waits, even when requests are closed. Raises Refusal where it no longer waits."""
    with FloorStep(intervention.session, Act.WITHDRAW, by=by, at=at, intervention=intervention) as step:
        intervention.refresh_from_db()
        if intervention.state == State.WITHDRAWN:
            raise Refusal(_("The request is withdrawn already."))
        if intervention.state != State.WAITING:
            raise Refusal(_("The floor has been given already; the request can no longer be withdrawn."))
        step.change(intervention, state=State.WITHDRAWN, withdrawn_at=max(at, intervention.asked_at or at))
