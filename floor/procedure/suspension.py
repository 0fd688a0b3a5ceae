"""Suspending and resuming a session, and the messages that the screens of the room show."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Refusal
from floor.models import FloorEvent, FloorMessage
from floor.procedure.events import FloorStep
from floor.procedure.speakers import current_speaker, stop_clock
from programme.models import Session

Act = FloorEvent.Act


def suspend(session: Session, *, by: User, at: datetime, resumes_at: datetime | None = None) -> None:
    """Suspends a session, until an hour where one is announced.

    The clock of whoever has the floor stops, and runs again when that is pressed after the session has resumed:
    whoever spoke finds the place again before it counts.
    """
    with FloorStep(session, Act.SUSPEND, by=by, at=at) as step:
        if step.floor.suspended_at:
            raise Refusal(_("The session is suspended already."))
        if resumes_at and resumes_at <= at:
            raise Refusal(_("The session resumes after this moment; write a later hour."))
        if (current := current_speaker(step)) and not current.paused_at:
            stop_clock(step, current)
        step.change(step.floor, suspended_at=at, resumes_at=resumes_at)


def resume_session(session: Session, *, by: User, at: datetime) -> None:
    with FloorStep(session, Act.RESUME_SESSION, by=by, at=at) as step:
        if not step.floor.suspended_at:
            raise Refusal(_("The session is not suspended."))
        step.change(step.floor, suspended_at=None, resumes_at=None)


def show_message(session: Session, texts: Mapping[str, str], *, by: User, at: datetime) -> None:
    """Shows a message on the screens, in place of one that is there: `texts` by the column of its language."""
    if not any(texts.values()):
        raise Refusal(_("Write the message in one language at least."))
    with FloorStep(session, Act.SHOW_MESSAGE, by=by, at=at) as step:
        message = FloorMessage.objects.create(session=session, shown_at=at, shown_by=by, **texts)
        step.change(step.floor, message=message)


def end_message(session: Session, *, by: User, at: datetime) -> None:
    with FloorStep(session, Act.END_MESSAGE, by=by, at=at) as step:
        if not step.floor.message_id:
            raise Refusal(_("The screens show no message."))
        step.change(step.floor, message=None)
