"""The acts of the co-chair and the secretariat on a floor. Time and person are arguments of every act.

Each raises Refusal where it is not possible in the present state of the floor.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Conflict, Refusal
from floor.durations import as_clock
from floor.models import Floor, FloorEvent, Intervention
from floor.procedure.events import FloorStep, NothingToDo
from floor.procedure.speakers import (
    current_speaker,
    end,
    expected_speaker,
    interrupted_speaker,
    let_run,
    make_way,
    refuse_others,
    refuse_while_suspended,
    run_clock,
    stop_clock,
)
from floor.procedure.speaking_times import time_for
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

    A point of order interrupts it instead. `instead_of` is the key of the intervention that the person sees being made,
    None for none. Of two consoles that act at once, one gives the floor and the other raises Conflict.
    """
    with FloorStep(intervention.session, Act.GIVE, by=by, at=at, intervention=intervention) as step:
        intervention.refresh_from_db()
        refuse_others(current_speaker(step), instead_of)
        refuse_while_suspended(step)
        if intervention.state != State.WAITING:
            raise Refusal(_("%(name)s is no longer waiting.") % {"name": intervention.as_said()})
        make_way(step, intervention)
        if kept := _record_kept(step.floor):
            step.change(step.floor, **kept)
        step.change(
            intervention,
            state=State.SPEAKING,
            given_at=max(at, intervention.asked_at or at),
            allowance=time_for(intervention, step.floor),
            presided_by=step.floor.presiding,
        )


def go_on(intervention: Intervention, *, by: User, at: datetime, instead_of: int | None = None) -> None:
    """Lets a speaker whom a point of order has interrupted go on with the time that was left, and ends that point.

    `instead_of` is the key of the intervention that the person sees being made, as for `give_floor`.
    """
    with FloorStep(intervention.session, Act.GO_ON, by=by, at=at, intervention=intervention) as step:
        intervention.refresh_from_db()
        current = current_speaker(step)
        refuse_others(current, instead_of)
        refuse_while_suspended(step)
        if intervention.state != State.INTERRUPTED:
            raise Refusal(_("%(name)s is not interrupted.") % {"name": intervention.as_said()})
        if current:
            end(step, current)
        let_run(step, intervention)


def conclude(session: Session, *, by: User, at: datetime, expected: int | None) -> None:
    """Ends an intervention; `expected` is the key of the one that the person sees being made, or interrupted."""
    with FloorStep(session, Act.CONCLUDE, by=by, at=at) as step:
        interrupted = interrupted_speaker(step)
        if interrupted and interrupted.pk == expected:
            step.intervention = interrupted
        else:
            step.intervention = expected_speaker(step, expected)
        end(step, step.intervention)


def pause(session: Session, *, by: User, at: datetime, expected: int | None) -> None:
    with FloorStep(session, Act.PAUSE, by=by, at=at) as step:
        step.intervention = current = expected_speaker(step, expected)
        if current.paused_at:
            raise Refusal(_("The clock is paused already."))
        stop_clock(step, current)


def resume(session: Session, *, by: User, at: datetime, expected: int | None) -> None:
    with FloorStep(session, Act.RESUME, by=by, at=at) as step:
        step.intervention = current = expected_speaker(step, expected)
        if not current.paused_at:
            raise Refusal(_("The clock is running already."))
        refuse_while_suspended(step)
        run_clock(step, current)


def ask_to_conclude(session: Session, *, by: User, at: datetime, expected: int | None) -> None:
    """Tells the phones of whoever has the floor to conclude; again where it was pressed before."""
    with FloorStep(session, Act.ASK_TO_CONCLUDE, by=by, at=at) as step:
        step.intervention = current = expected_speaker(step, expected)
        step.change(current, asked_to_conclude_at=at)


def give_more_time(
    intervention: Intervention, extra: timedelta, *, by: User, at: datetime, seen: timedelta | None = None
) -> None:
    """Adds to the time that one speaker, waiting or speaking, has beyond the allowance; less than nothing takes away.

    `seen` is the time added so far that the person sees: pressed twice from there, it is added once. Raises Conflict
    where somebody else has added another time since.
    """
    step = FloorStep(intervention.session, Act.EXTEND, by=by, at=at, intervention=intervention)
    with suppress(NothingToDo), step:
        intervention.refresh_from_db()
        if intervention.state not in (State.WAITING, State.SPEAKING, State.INTERRUPTED):
            raise Refusal(_("%(name)s has spoken already.") % {"name": intervention.as_said()})
        now = intervention.extra_time
        total = (now if seen is None else seen) + extra
        if not extra or not timedelta(0) <= total <= timedelta(hours=1):
            raise Refusal(_("The time added is between zero and one hour."))
        if now == total:
            raise NothingToDo
        if seen not in (None, now):
            words = {"name": intervention.as_said(), "time": as_clock(now)}
            raise Conflict(_("The time added for %(name)s is %(time)s now; look again before you add more.") % words)
        step.change(intervention, extra_time=total)


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
    """Sets the order of the list: the keys given come first, the others on the list follow in their former order.

    A right of reply that is named is placed in the list; one that is not stays beside it. Where that is the order
    already, no step is entered.
    """
    with suppress(NothingToDo), FloorStep(session, Act.MOVE, by=by, at=at) as step:
        if not rank_in_order(step, keys):
            raise NothingToDo


def rank_in_order(step: FloorStep, keys: Sequence[int]) -> bool:
    """Sets the order of the list as a part of a step; returns whether it was another."""
    waiting = {row.pk: row for row in step.session.interventions.waiting().select_for_update()}
    unknown = [key for key in keys if key not in waiting]
    if unknown or len(set(keys)) != len(keys):
        raise Refusal(_("The list has changed since; look again before you change the order."))
    order = [*keys, *(key for key, row in waiting.items() if key not in keys and row.is_listed)]
    moved = [(waiting[key], rank) for rank, key in enumerate(order) if waiting[key].rank != rank]
    for row, rank in moved:
        step.change(row, rank=rank, **({"deferred_at": None} if row.deferred_at else {}))
    return bool(moved)


def defer(intervention: Intervention, *, by: User, at: datetime) -> None:
    """Defers a right of reply to the end of the session, out of the list; deferred already, it is so no longer."""
    with FloorStep(intervention.session, Act.DEFER, by=by, at=at, intervention=intervention) as step:
        intervention.refresh_from_db()
        if intervention.kind != Intervention.Kind.RIGHT_OF_REPLY:
            raise Refusal(_("Only a right of reply is deferred to the end of the session."))
        if intervention.state != State.WAITING:
            raise Refusal(_("%(name)s is no longer waiting.") % {"name": intervention.as_said()})
        step.change(intervention, deferred_at=None if intervention.deferred_at else at, rank=None)


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
