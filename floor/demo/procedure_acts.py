"""What else happens on the floor of a simulation: an interruption, a deferred reply, a suspension, messages, signals.

Each is one act that begins and ends while the clock of the simulation goes on: nothing that was planned for the speaker
comes in its midst.
"""

from datetime import timedelta

from floor.console.forms import ready_message
from floor.models import FloorEvent, Intervention, SpeakingTime
from floor.procedure import presiding, recording, signals, suspension
from floor.procedure.speaking_times import set_time_of_kind

Kind = Intervention.Kind
SECOND = timedelta(seconds=1)
AGAIN = 7  # seconds until an act for which the moment is not right is tried again


def plan_procedure(simulation, part):
    """Plans each act once; `part` is the length of the simulation in seconds."""
    moments = {
        0.05: _set_times,
        0.12: _show_message,
        0.2: _note_recording_off,
        0.25: _signal,
        0.35: _interrupt,
        0.45: _suspend,
        0.55: _ask_to_conclude,
        0.68: _defer,
        0.75: _place,
    }
    for share, act in moments.items():
        simulation.plan(share * part, _try, simulation, act)


def _try(simulation, act):
    """Does an act where the moment is right, or plans it again: nobody has just got the floor, by mistake perhaps."""
    last = FloorEvent.objects.filter(floor__session=simulation.session).order_by("-number").first()
    is_calm = last is None or last.act != FloorEvent.Act.GIVE or simulation.at - last.at > 10 * SECOND
    speaker = simulation.session.interventions.speaking().filter(paused_at=None).first()
    if not is_calm or act(simulation, speaker, {"by": simulation.officer, "at": simulation.at}) is False:
        simulation.plan(AGAIN, _try, simulation, act)


def _later(simulation, seconds):
    """So many seconds pass, in which nobody else gets the floor."""
    simulation._quiet_until += seconds * SECOND
    simulation._wait_until(simulation.at + seconds * SECOND)
    return {"by": simulation.officer, "at": simulation.at}


def _set_times(simulation, _speaker, by):
    set_time_of_kind(simulation.session, SpeakingTime.Kind.GROUP, timedelta(minutes=4), **by)
    simulation._tell("Who speaks on behalf of a group has four minutes")


def _show_message(simulation, _speaker, by):
    suspension.show_message(simulation.session, ready_message("phones"), **by)
    simulation._tell("The screens ask to silence mobile phones")
    suspension.end_message(simulation.session, **_later(simulation, 15))


def _note_recording_off(simulation, speaker, by):
    if speaker is None:
        return False
    recording.note_recording_off(speaker, **by)
    recording.take_back_recording_off(speaker, **_later(simulation, 3))
    simulation._tell(f"The recording of {speaker} was noted as off, by mistake")
    return True


def _signal(simulation, _speaker, by):
    signal = signals.send(simulation.session, "fr", "slower", at=by["at"])
    signals.acknowledge(signal, **_later(simulation, 4))
    simulation._tell("The French booth asks for a slower pace")


def _interrupt(simulation, speaker, by):
    """A point of order while somebody speaks, who then goes on."""
    if speaker is None or speaker.kind == Kind.POINT_OF_ORDER:
        return False
    order = simulation._ask(Kind.POINT_OF_ORDER)
    if order is None:
        return False
    presiding.give_floor(order, instead_of=speaker.pk, **by)
    simulation._tell(f"{speaker} is interrupted by {order}")
    speaker.refresh_from_db()
    presiding.go_on(speaker, instead_of=order.pk, **_later(simulation, 20))
    simulation._tell(f"{speaker} goes on")
    return True


def _suspend(simulation, speaker, by):
    suspension.suspend(simulation.session, resumes_at=by["at"] + timedelta(minutes=1), **by)
    simulation._tell("The session is suspended")
    suspension.resume_session(simulation.session, **_later(simulation, 30))
    if speaker:
        presiding.resume(simulation.session, expected=speaker.pk, **_later(simulation, 1))
    simulation._tell("The session is resumed")


def _ask_to_conclude(simulation, speaker, by):
    if speaker is None:
        return False
    presiding.ask_to_conclude(simulation.session, expected=speaker.pk, **by)
    simulation._tell(f"{speaker} is asked to conclude")
    return True


def _defer(simulation, _speaker, by):
    reply = _reply(simulation)
    if reply is None:
        return False
    presiding.defer(reply, **by)
    simulation._tell(f"The right of reply of {reply} is deferred")
    return True


def _place(simulation, _speaker, by):
    """The deferred right of reply is heard after all, before the others."""
    reply = _reply(simulation)
    if reply:
        presiding.put_in_order(simulation.session, [reply.pk], **by)
        simulation._tell(f"The right of reply of {reply} is placed in the list")


def _reply(simulation):
    return simulation.session.interventions.waiting().filter(kind=Kind.RIGHT_OF_REPLY).first()
