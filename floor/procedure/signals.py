"""The signals of the interpreters' booths: sending one to the officer, and acknowledging it."""

from datetime import datetime

from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Refusal
from floor.models import BoothSignal, FloorEvent
from floor.procedure.events import FloorStep
from programme.models import Session


def send(session: Session, language: str, kind: str, *, at: datetime) -> BoothSignal:
    """Sends a signal to the officer, by nobody: the trail names the booth alone.

    Raises Refusal where the same signal stands, whoever of the booth has sent it.
    """
    if kind not in BoothSignal.Kind.values:
        raise Refusal(_("This signal is not known; load the page again."))
    with FloorStep(session, FloorEvent.Act.SIGNAL, by=None, at=at) as step:
        if session.booth_signals.standing().filter(language=language, kind=kind).exists():
            raise Refusal(_("The officer has this signal already."))
        step.detail = {"booth": language, "signal": kind}
        return session.booth_signals.create(language=language, kind=kind, sent_at=at)


def acknowledge(signal: BoothSignal, *, by: User, at: datetime) -> None:
    """Tells the booth that the officer has seen its signal; once, whoever presses first."""
    with FloorStep(signal.session, FloorEvent.Act.ACKNOWLEDGE, by=by, at=at) as step:
        signal.refresh_from_db()
        if signal.acknowledged_at:
            raise Refusal(_("This signal is acknowledged already."))
        step.detail = {"booth": signal.language, "signal": signal.kind}
        step.change(signal, acknowledged_at=max(at, signal.sent_at))
