"""Asking for the floor: a delegation from its phone, staff for a delegation from a slip, the chair for panellists."""

from django.utils.translation import gettext as _

from floor.models import FloorEvent, Intervention
from floor.procedure.events import FloorRefusal, FloorStep

Act = FloorEvent.Act
Kind = Intervention.Kind
State = Intervention.State
Through = Intervention.Through


def ask_for_floor(session, delegation, *, key, through, at, by=None, **details):
    """A delegation's request for the floor; the same key again returns the same request: a double tap is one.

    `details` are fields of Intervention (kind, group, speaker_name, speaker_gender, language, other_language).
    Staff (`by`) may enter a slip also when requests are closed. FloorRefusal says why a request is not taken.
    """
    if delegation.conference_id != session.conference_id:
        raise FloorRefusal(_("The delegation belongs to another conference."))
    try:
        with FloorStep(session, Act.ASK, by=by, at=at) as step:
            _refuse_if_asked(session, delegation, key)
            if not step.floor.takes_requests and by is None:
                raise FloorRefusal(_("Requests for the floor are not open now."))
            step.intervention = Intervention.objects.create(
                session=session, delegation=delegation, key=key, through=through, asked_at=at, asked_by=by, **details
            )
    except _AskedAlready as again:
        return again.intervention
    return step.intervention


def _refuse_if_asked(session, delegation, key):
    found = session.interventions.filter(key=key).first()
    if found and found.delegation_id == delegation.pk:
        raise _AskedAlready(found)
    if found:
        raise FloorRefusal(_("This form was used already; load the page again."))
    if session.interventions.waiting().filter(delegation=delegation).exists():
        raise FloorRefusal(_("This delegation is waiting for the floor already."))


class _AskedAlready(Exception):
    """The same form was sent before; nothing is to be done, and nobody is to be told off."""

    def __init__(self, intervention):
        super().__init__(intervention)
        self.intervention = intervention


def ask_for_panellist(role, *, key, by, at):
    """Put a panellist among those who wait, to answer a round of interventions."""
    with FloorStep(role.session, Act.ASK, by=by, at=at) as step:
        if role.session.interventions.waiting().filter(role=role).exists():
            raise FloorRefusal(_("%(name)s is waiting for the floor already.") % {"name": role.speaker})
        step.intervention = Intervention.objects.create(
            session=role.session,
            role=role,
            kind=Kind.ANSWER,
            key=key,
            through=Through.CONSOLE,
            asked_at=at,
            asked_by=by,
        )
    return step.intervention


def withdraw(intervention, *, at, by=None):
    """Withdraw a request that waits, also when requests are closed; withdrawing twice is withdrawing once."""
    with FloorStep(intervention.session, Act.WITHDRAW, by=by, at=at, intervention=intervention) as step:
        intervention.refresh_from_db()
        if intervention.state == State.WITHDRAWN:
            raise FloorRefusal(_("The request is withdrawn already."))
        if intervention.state != State.WAITING:
            raise FloorRefusal(_("The floor has been given already; the request can no longer be withdrawn."))
        step.change(intervention, state=State.WITHDRAWN, withdrawn_at=max(at, intervention.asked_at))
