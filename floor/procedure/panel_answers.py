"""Answers of the panellists to a round of interventions: one of them answers, or all do in their order."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Refusal
from floor.models import FloorEvent
from floor.procedure.events import FloorStep, NothingToDo
from floor.procedure.presiding import rank_in_order
from floor.procedure.requests import request_of_panellist
from programme.models import Role, Session


def let_panellists_answer(session: Session, roles: Sequence[Role], *, key: UUID, by: User, at: datetime) -> None:
    """Places the panellists ahead of all who wait, in the order given, in one step.

    `key` makes a double tap a single act.
    """
    with suppress(NothingToDo), FloorStep(session, FloorEvent.Act.LET_ANSWER, by=by, at=at) as step:
        keys = {role: uuid5(key, str(role.pk)) for role in roles}
        if session.interventions.filter(key__in=keys.values()).exists():
            raise NothingToDo
        waiting = set(session.interventions.waiting().exclude(role=None).values_list("role_id", flat=True))
        asked = [request_of_panellist(step, role, keys[role]) for role in roles if role.pk not in waiting]
        if not asked:
            raise Refusal(_("The panellists are waiting for the floor already."))
        if len(roles) == 1:
            step.intervention = asked[0]
        rank_in_order(step, [row.pk for row in asked])
