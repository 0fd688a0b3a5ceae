"""Answers of the panellists to a round of interventions: one of them answers, or all do in their order."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Refusal
from floor.models import Floor
from floor.procedure.presiding import put_in_order
from floor.procedure.requests import ask_for_panellist
from programme.models import Role, Session


@transaction.atomic
def let_panellists_answer(session: Session, roles: Sequence[Role], *, key: UUID, by: User, at: datetime) -> None:
    """Places the panellists ahead of all who wait, in the order given; `key` makes a double tap a single act."""
    Floor.objects.locked(session)
    keys = {role: uuid5(key, str(role.pk)) for role in roles}
    if session.interventions.filter(key__in=keys.values()).exists():
        return
    waiting = set(session.interventions.waiting().exclude(role=None).values_list("role_id", flat=True))
    asked = [ask_for_panellist(role, key=keys[role], by=by, at=at) for role in roles if role.pk not in waiting]
    if not asked:
        raise Refusal(_("The panellists are waiting for the floor already."))
    put_in_order(session, [row.pk for row in asked], by=by, at=at)
