"""Correcting what the record says of an intervention: who spoke, in which language, on whose behalf.

A correction is made as `floor.procedure.changes` says: with the values that its author saw. Where two people correct
the same field, the second raises Conflict, which names the fields, and nothing is changed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Conflict, Refusal
from floor.models import FloorEvent, Intervention
from floor.procedure.changes import SPOKEN, fields_to_change, written
from floor.procedure.events import FloorStep

FIELDS = tuple(name for names in SPOKEN for name in names)


def correct(
    intervention: Intervention,
    corrected: Mapping[str, Any],
    *,
    seen: Mapping[str, Any],
    reason: str,
    by: User,
    at: datetime,
) -> None:
    """Corrects fields of an intervention on the record; `corrected` and `seen` are {field: value}, of some or all.

    Raises Refusal where nothing can be corrected, and Conflict where somebody else was faster.
    """
    if not reason.strip():
        raise Refusal(_("Say why the record is corrected."))
    with FloorStep(intervention.session, FloorEvent.Act.CORRECT, by=by, at=at, intervention=intervention) as step:
        intervention.refresh_from_db()
        if not intervention.is_on_record:
            raise Refusal(_("Only an intervention that is on the record can be corrected."))
        mine, overtaken = fields_to_change(intervention, corrected, seen=seen, together=SPOKEN)
        if overtaken:
            raise _conflict(overtaken, _last_to_correct(intervention))
        changes = {name: corrected[name] for name in mine if corrected[name] != getattr(intervention, name)}
        if not changes:
            raise Refusal(_("The record says so already."))
        step.detail = {
            "reason": reason.strip()[:300],
            **{name: [written(getattr(intervention, name)), written(value)] for name, value in changes.items()},
        }
        step.change(intervention, **changes)


def _conflict(names: Sequence[str], by: User | None) -> Conflict:
    words = _("%(name)s has corrected the same in the meantime. Look at the current entry, then save again.")
    unnamed = _("The same was corrected in the meantime; look, then save again.")
    return Conflict(words % {"name": by} if by else unnamed, fields=names)


def _last_to_correct(intervention: Intervention) -> User | None:
    last = intervention.events.filter(act=FloorEvent.Act.CORRECT).select_related("by").order_by("-number").first()
    return last.by if last else None
