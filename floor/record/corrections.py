"""Correcting what the record says of an intervention: who spoke, in which language, on whose behalf.

A correction is sent with the values that its author saw, and only the fields that differ from them are set. So two
people who correct different fields both succeed; where both correct the same field, the second raises
Conflict, which names the fields, and nothing is changed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Conflict, Refusal
from floor.models import FloorEvent, Intervention
from floor.procedure.events import FloorStep

# The fields; those that only make sense together share a tuple.
TOGETHER = (("speaker_name",), ("speaker_gender",), ("language", "other_language"), ("group",))
FIELDS = tuple(name for names in TOGETHER for name in names)


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
        now = {name: getattr(intervention, name) for name in corrected}
        mine = [name for names in TOGETHER for name in names if _differ(names, corrected, seen)]
        overtaken = [name for name in mine if now[name] not in (seen[name], corrected[name])]
        if overtaken:
            raise _conflict(overtaken, _last_to_correct(intervention))
        changes = {name: corrected[name] for name in mine if corrected[name] != now[name]}
        if not changes:
            raise Refusal(_("The record says so already."))
        step.detail = {
            "reason": reason.strip()[:300],
            **{name: [_written(now[name]), _written(value)] for name, value in changes.items()},
        }
        step.change(intervention, **changes)


def _conflict(names: Sequence[str], by: User | None) -> Conflict:
    words = _("%(name)s has corrected the same in the meantime. Look at the current entry, then save again.")
    unnamed = _("The same was corrected in the meantime; look, then save again.")
    return Conflict(words % {"name": by} if by else unnamed, fields=names)


def _differ(names: Sequence[str], first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    return any(name in first and first[name] != second[name] for name in names)


def _last_to_correct(intervention: Intervention) -> User | None:
    last = intervention.events.filter(act=FloorEvent.Act.CORRECT).select_related("by").order_by("-number").first()
    return last.by if last else None


def _written(value: object) -> str:
    """Returns a value as the audit trail holds it; a group by its name."""
    return "" if value is None else str(value)
