"""Who has the floor, on a floor that is locked: found, expected, interrupted, ended. The acts are built of these."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from conference.refusals import Conflict, Refusal
from floor.models import Intervention
from floor.procedure.events import FloorStep

Kind = Intervention.Kind
State = Intervention.State


def current_speaker(step: FloorStep) -> Intervention | None:
    return step.session.interventions.speaking().select_for_update().first()


def interrupted_speaker(step: FloorStep) -> Intervention | None:
    return step.session.interventions.interrupted().select_for_update().first()


def expected_speaker(step: FloorStep, expected: int | None) -> Intervention:
    """Returns the intervention being made, if it is the one that the person sees."""
    current = current_speaker(step)
    if current is None:
        raise Refusal(_("Nobody has the floor."))
    if current.pk != expected:
        raise Conflict(_floor_taken(current))
    return current


def refuse_others(current: Intervention | None, seen: int | None) -> None:
    """Raises Conflict where somebody else has the floor than the person sees, None for nobody."""
    if (current.pk if current else None) != seen:
        raise Conflict(_floor_taken(current))


def refuse_while_suspended(step: FloorStep) -> None:
    if step.floor.suspended_at:
        raise Refusal(_("The session is suspended; resume it first."))


def end(step: FloorStep, speaker: Intervention) -> None:
    """Concludes an intervention that is being made or is interrupted."""
    at = max(step.at, speaker.given_at or step.at)
    step.change(
        speaker, state=State.CONCLUDED, concluded_at=at, paused_for=_paused_until(speaker, step), paused_at=None
    )


def interrupt(step: FloorStep, speaker: Intervention) -> None:
    """Stops the clock of a speaker, who keeps the time that is left."""
    step.change(speaker, state=State.INTERRUPTED, paused_at=speaker.paused_at or _not_before_given(speaker, step))


def let_run(step: FloorStep, speaker: Intervention) -> None:
    """Gives an interrupted speaker the floor again, with the clock running."""
    step.change(speaker, state=State.SPEAKING, paused_for=_paused_until(speaker, step), paused_at=None)


def stop_clock(step: FloorStep, speaker: Intervention) -> None:
    step.change(speaker, paused_at=_not_before_given(speaker, step))


def run_clock(step: FloorStep, speaker: Intervention) -> None:
    step.change(speaker, paused_for=_paused_until(speaker, step), paused_at=None)


def make_way(step: FloorStep, following: Intervention) -> None:
    """Ends what is being made, or interrupts it where a point of order follows.

    A point of order does not interrupt another. Whoever was interrupted by one keeps the floor until somebody else
    than the raiser of another point of order gets it.
    """
    current, is_order = current_speaker(step), following.kind == Kind.POINT_OF_ORDER
    if current and is_order and current.kind != Kind.POINT_OF_ORDER:
        interrupt(step, current)
    elif current:
        end(step, current)
    if not is_order and (interrupted := interrupted_speaker(step)):
        end(step, interrupted)


def _floor_taken(current: Intervention | None) -> str:
    return (
        _("%(name)s has the floor.") % {"name": current.as_said()} if current else _("Nobody has the floor any more.")
    )


def _not_before_given(speaker: Intervention, step: FloorStep) -> datetime:
    return max(step.at, speaker.given_at or step.at)


def _paused_until(speaker: Intervention, step: FloorStep) -> timedelta:
    """How long the clock of a speaker has stood still until now."""
    if speaker.paused_at is None:
        return speaker.paused_for
    return speaker.paused_for + max(_not_before_given(speaker, step) - speaker.paused_at, timedelta(0))
