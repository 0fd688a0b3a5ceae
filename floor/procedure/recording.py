"""The tick "recording is off": the secretariat notes that a speaker was neither filmed nor recorded."""

from datetime import datetime

from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Refusal
from floor.models import FloorEvent, Intervention
from floor.procedure.events import FloorStep

State = Intervention.State
NOTED_OF = (State.WAITING, State.SPEAKING, State.INTERRUPTED, State.CONCLUDED)


def note_recording_off(intervention: Intervention, *, by: User, at: datetime) -> None:
    """Notes that the recording is off for an intervention, before it is made, while it is made or afterwards."""
    with FloorStep(intervention.session, FloorEvent.Act.RECORDING_OFF, by=by, at=at, intervention=intervention) as step:
        intervention.refresh_from_db()
        if intervention.state not in NOTED_OF:
            raise Refusal(_("%(name)s is neither waiting nor on the record.") % {"name": intervention.as_said()})
        if intervention.recording_off_at:
            raise Refusal(_("It is noted already that the recording is off."))
        step.change(intervention, recording_off_at=at)


def take_back_recording_off(intervention: Intervention, *, by: User, at: datetime) -> None:
    """Takes back that the recording is off for an intervention, where that was noted by mistake."""
    with FloorStep(intervention.session, FloorEvent.Act.RECORDING_ON, by=by, at=at, intervention=intervention) as step:
        intervention.refresh_from_db()
        if not intervention.recording_off_at:
            raise Refusal(_("It is not noted that the recording is off."))
        step.change(intervention, recording_off_at=None)
