"""Changing what a request or an entry of the record says, where several people may change it at once.

A change is sent with the values that its author saw, and only the fields that differ from them are set. So two people
who change different fields both succeed; where both change the same field, the second is told.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from conference.languages.lists import labelled, listed_apart
from conference.models import User
from conference.refusals import Conflict, Refusal
from floor.forms import REQUEST_FIELDS
from floor.models import FloorEvent, Intervention
from floor.procedure.admission import refuse_if_closed, refuse_if_waiting
from floor.procedure.events import FloorStep

# Who speaks and for whom; the fields that only make sense together share a tuple.
SPOKEN = (
    ("speaker_title",),
    ("speaker_name",),
    ("speaker_function",),
    ("level",),
    ("speaker_gender",),
    ("language", "other_language"),
    ("group",),
)
OF_A_REQUEST = (("kind",), *SPOKEN)
Kind = Intervention.Kind


def change_request(
    intervention: Intervention,
    wanted: Mapping[str, Any],
    *,
    seen: Mapping[str, Any],
    at: datetime,
    by: User | None = None,
) -> None:
    """Changes a request that waits, which keeps its place; `wanted` and `seen` are {field: value}, of some or all.

    Done by the delegation, or by staff (`by`). Raises Refusal where it no longer waits or could not be made so, and
    Conflict with both values where somebody else has changed the same since.
    """
    with FloorStep(intervention.session, FloorEvent.Act.CHANGE, by=by, at=at, intervention=intervention) as step:
        intervention.refresh_from_db()
        if intervention.state != Intervention.State.WAITING or not intervention.delegation:
            raise Refusal(_("The request no longer waits; it can no longer be changed."))
        mine, overtaken = fields_to_change(intervention, wanted, seen=seen, together=OF_A_REQUEST)
        if overtaken:
            raise _conflict(intervention, wanted, overtaken)
        changes = {name: wanted[name] for name in mine if wanted[name] != getattr(intervention, name)}
        if not changes:
            raise Refusal(_("The request says so already."))
        _refuse_if_not_accepted(step, intervention, changes)
        if changes.get("kind", Kind.RIGHT_OF_REPLY) != Kind.RIGHT_OF_REPLY:
            changes["deferred_at"] = None
        step.detail = {
            name: [written(getattr(intervention, name)), written(value)]
            for name, value in changes.items()
            if name in REQUEST_FIELDS
        }
        step.change(intervention, **changes)


def fields_to_change(
    row: Intervention, wanted: Mapping[str, Any], *, seen: Mapping[str, Any], together: Sequence[tuple[str, ...]]
) -> tuple[list[str], list[str]]:
    """Returns the fields that the author of a change has changed, and those of them that others have too."""
    mine = [name for names in together for name in names if name in wanted and _differ(names, wanted, seen)]
    return mine, [name for name in mine if getattr(row, name) not in (seen[name], wanted[name])]


def written(value: object) -> str:
    """Returns a value as the audit trail holds it; a group by its name."""
    return "" if value is None else str(value)


def _differ(names: Sequence[str], first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    return any(name in first and first[name] != second[name] for name in names)


def _refuse_if_not_accepted(step: FloorStep, intervention: Intervention, changes: Mapping[str, Any]) -> None:
    """Raises Refusal where such a request would not be accepted if it were made now."""
    assert intervention.delegation
    kind, group = (changes.get(name, getattr(intervention, name)) for name in ("kind", "group"))
    refuse_if_waiting(step.session, intervention.delegation, kind, group, other_than=intervention.pk)
    if step.by is None and "kind" in changes:
        refuse_if_closed(step.session, step.floor, kind, at=step.at)


def _conflict(intervention: Intervention, wanted: Mapping[str, Any], names: Sequence[str]) -> Conflict:
    other = Intervention(**{name: wanted[name] for name in names})
    words = _(
        "The request was changed in the meantime. It now says: %(now)s. You wrote: %(mine)s. Check it, then save again."
    )
    return Conflict(words % {"now": _said(intervention, names), "mine": _said(other, names)}, fields=names)


def _said(row: Intervention, names: Sequence[str]) -> str:
    fields = [(row._meta.get_field(name), _shown(row, name)) for name in names]
    return listed_apart(labelled(getattr(field, "verbose_name", ""), value) for field, value in fields)


def _shown(row: Intervention, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    return str((display() if display else getattr(row, name)) or "–")
