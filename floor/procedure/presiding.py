"""The acts of the co-chair and the secretariat on a floor. Time and person are arguments of every act.

Each raises Refusal where it is not possible in the present state of the floor.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Conflict, Refusal
from floor.models import Floor, FloorEvent, Intervention
from floor.procedure.events import FloorStep
from programme.models import Role, Session

Act = FloorEvent.Act
State = Intervention.State


def open_requests(session: Session, *, by: User, at: datetime) -> None:
    with FloorStep(session, Act.OPEN, by=by, at=at) as step:
        if step.floor.takes_requests(at):
            raise Refusal(_("The requests are open already."))
        step.change(step.floor, requests_opened_at=at, **_record_kept(step.floor))


def close_requests(session: Session, *, by: User, at: datetime) -> None:
    """Accepts no more requests; those who wait keep their place and may still withdraw."""
    with FloorStep(session, Act.CLOSE, by=by, at=at) as step:
        if not step.floor.takes_requests(at):
            raise Refusal(_("The requests are closed already."))
        begun = step.floor.requests_from and step.floor.requests_from <= at
        step.change(
            step.floor,
            requests_opened_at=None,
            **({"requests_from": None, "requests_until": None} if begun else {}),
        )


def give_floor(intervention: Intervention, *, by: User, at: datetime, instead_of: int | None = None) -> None:
    """Gives the floor to a speaker who waits, and ends the intervention that is being made.

    `instead_of` is the key of the intervention that the person sees being made, None for none. Of two consoles that
    act at once, one gives the floor and the other raises Conflict.
    """
    with FloorStep(intervention.session, Act.GIVE, by=by, at=at, intervention=intervention) as step:
        intervention.refresh_from_db()
        current = _speaking(step)
        if (current.pk if current else None) != instead_of:
            raise Conflict(_taken(current))
        if intervention.state != State.WAITING:
            raise Refusal(_("%(name)s is no longer waiting.") % {"name": intervention})
        if current:
            _conclude(step, current)
        if kept := _record_kept(step.floor):
            step.change(step.floor, **kept)
        step.change(
            intervention,
            state=State.SPEAKING,
            given_at=max(at, intervention.asked_at or at),
            allowance=step.floor.speaking_time,
            presided_by=step.floor.presiding,
        )


def conclude(session: Session, *, by: User, at: datetime, expected: int | None) -> None:
    """Ends the intervention that is being made; `expected` is the key of the one that the person sees."""
    with FloorStep(session, Act.CONCLUDE, by=by, at=at) as step:
        step.intervention = _expected(step, expected)
        _conclude(step, step.intervention)


def pause(session: Session, *, by: User, at: datetime, expected: int | None) -> None:
    with FloorStep(session, Act.PAUSE, by=by, at=at) as step:
        step.intervention = current = _expected(step, expected)
        if current.paused_at:
            raise Refusal(_("The clock is paused already."))
        step.change(current, paused_at=max(at, current.given_at or at))


def resume(session: Session, *, by: User, at: datetime, expected: int | None) -> None:
    with FloorStep(session, Act.RESUME, by=by, at=at) as step:
        step.intervention = current = _expected(step, expected)
        if not current.paused_at:
            raise Refusal(_("The clock is running already."))
        step.change(current, paused_for=current.paused_for + max(at - current.paused_at, timedelta(0)), paused_at=None)


def give_more_time(intervention: Intervention, extra: timedelta, *, by: User, at: datetime) -> None:
    """Sets the time that one speaker, waiting or speaking, has beyond the allowance; zero revokes it."""
    if not timedelta(0) <= extra <= timedelta(hours=1):
        raise Refusal(_("The time added is between nothing and one hour."))
    with FloorStep(intervention.session, Act.EXTEND, by=by, at=at, intervention=intervention) as step:
        intervention.refresh_from_db()
        if intervention.state not in (State.WAITING, State.SPEAKING):
            raise Refusal(_("%(name)s has spoken already.") % {"name": intervention})
        step.change(intervention, extra_time=extra)


def set_speaking_time(session: Session, speaking_time: timedelta, *, by: User, at: datetime) -> None:
    """Sets the speaking time of all who have not begun; the current speaker keeps the time that was given."""
    if not timedelta(seconds=10) <= speaking_time <= timedelta(hours=1):
        raise Refusal(_("The speaking time is between ten seconds and one hour."))
    with FloorStep(session, Act.SHORTEN, by=by, at=at) as step:
        step.change(step.floor, speaking_time=speaking_time)


def hand_over_chair(session: Session, role: Role, *, by: User, at: datetime) -> None:
    """Lets a co-chair of the session preside."""
    if role.session_id != session.pk or role.kind != role.Kind.CO_CHAIR:
        raise Refusal(_("Only a co-chair of this session can preside over it."))
    with FloorStep(session, Act.PRESIDE, by=by, at=at) as step:
        if step.floor.presiding_id == role.pk:
            raise Refusal(_("%(name)s is presiding already.") % {"name": role.speaker})
        step.change(step.floor, presiding=role)


def put_in_order(session: Session, keys: Sequence[int], *, by: User, at: datetime) -> None:
    """Sets the order of the requests that wait: the keys given come first, the others follow in their former order."""
    with FloorStep(session, Act.MOVE, by=by, at=at) as step:
        waiting = {row.pk: row for row in session.interventions.waiting().select_for_update()}
        unknown = [key for key in keys if key not in waiting]
        if unknown or len(set(keys)) != len(keys):
            raise Refusal(_("The list has changed since; look again before you change the order."))
        order = [*keys, *(key for key in waiting if key not in keys)]
        for rank, key in enumerate(order):
            if waiting[key].rank != rank:
                step.change(waiting[key], rank=rank)


def strike(intervention: Intervention, *, reason: str, by: User, at: datetime) -> None:
    """Strikes an intervention from the record, with a reason; it stays on file and staff see it as struck."""
    if not reason.strip():
        raise Refusal(_("Say why it is struck from the record."))
    with FloorStep(intervention.session, Act.STRIKE, by=by, at=at, intervention=intervention) as step:
        intervention.refresh_from_db()
        if intervention.state != State.CONCLUDED:
            raise Refusal(_("Only an intervention that is over can be struck from the record."))
        step.change(intervention, state=State.STRUCK, struck_at=at, struck_by=by, struck_reason=reason.strip()[:300])


def _record_kept(floor: Floor) -> dict[str, object]:
    """Returns the fields of a floor on which a record begins; none where there is one."""
    return {"record": Floor.Record.COMPLETE, "order_known": True} if floor.record == Floor.Record.NONE else {}


def _speaking(step: FloorStep) -> Intervention | None:
    return step.session.interventions.speaking().select_for_update().first()


def _expected(step: FloorStep, expected: int | None) -> Intervention:
    """Returns the intervention being made, if it is the one that the person sees."""
    current = _speaking(step)
    if current is None:
        raise Refusal(_("Nobody has the floor."))
    if current.pk != expected:
        raise Conflict(_taken(current))
    return current


def _taken(current: Intervention | None) -> str:
    return _("%(name)s has the floor.") % {"name": current} if current else _("Nobody has the floor any more.")


def _conclude(step: FloorStep, current: Intervention) -> None:
    at = max(step.at, current.given_at or step.at)
    paused = max(at - current.paused_at, timedelta(0)) if current.paused_at else timedelta(0)
    step.change(
        current,
        state=State.CONCLUDED,
        concluded_at=at,
        paused_for=current.paused_for + paused,
        paused_at=None,
    )
