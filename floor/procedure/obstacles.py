"""Whether a step on a floor can be taken back, and the sentence that says why not.

A step can be taken back for as long as nothing else has happened to the rows that it changed. To a request or an
intervention anything counts but its place in the list; to the floor, and to rows of other kinds, only what concerns
the same fields. One rule for the key U, for the list of steps and for what they show.
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from conference.languages.lists import listed
from floor.models import Floor, FloorEvent, Intervention
from floor.procedure.step_sentences import sentence
from floor.procedure.stored_rows import Key, Values, model_of, stored

Act = FloorEvent.Act
State = Intervention.State
Rows = dict[Key, models.Model]  # the rows as they are now
NO_RECORD = Floor.Record.NONE
ACTIVE = (State.WAITING, State.SPEAKING, State.INTERRUPTED)
PLACE = {"rank"}  # the place of a request in the list: other steps may change it without touching what it asks for
NOT_OURS = {"device"}  # changed by others than steps


def present_rows(floor: Floor, events: Iterable[FloorEvent], *, lock: bool = False) -> Rows:
    """Returns the rows that steps have changed, as they are now, and those who wait or speak; absent if deleted."""
    keys: dict[str, set[int]] = {"intervention": set()}
    for event in events:
        for name, key, _values in (*event.before, *event.after):
            keys.setdefault(name, set()).add(key)
    keys.pop("floor", None)
    rows: Rows = {("floor", floor.pk): floor}
    for name, wanted in keys.items():
        found = model_of(name)._default_manager.filter(pk__in=wanted)
        if name == "intervention":
            of_session = Intervention.objects.select_related("delegation", "role__speaker").order_by("pk")
            found = of_session.filter(Q(pk__in=wanted) | Q(session=floor.session_id, state__in=ACTIVE))
        if lock:
            found = found.select_for_update(of=("self",))
        rows |= {(name, row.pk): row for row in found}
    return rows


def obstacle_to(event: FloorEvent, later: Iterable[FloorEvent], rows: Rows) -> str:
    """Returns why a step cannot be taken back; empty where it can. `later` are the steps since, in any order."""
    if event.by_id is None:
        return _("This was done by the delegation or the booth itself; only they can take it back.")
    if hasattr(event, "undone_by"):
        return _("The step is taken back already.")
    if not event.after:
        return _("The step was taken before an update of the software; it can no longer be taken back.")
    overtaken = [step for step in later if _counts(step, event) and _touch(step, event)]
    if overtaken:
        last = max(overtaken, key=lambda step: step.number)
        return _("Something else has happened to the same since: %(step)s.") % {"step": sentence(last)}
    return _changed_otherwise(event, rows) or _impossible(event, rows)


def _counts(step: FloorEvent, event: FloorEvent) -> bool:
    """Whether a later step has had an effect: not where it was undone, nor where it is the undoing of a later one."""
    if hasattr(step, "undone_by"):
        return False
    return step.act != Act.UNDO or step.undoes is None or step.undoes.number < event.number


def _touch(step: FloorEvent, event: FloorEvent) -> bool:
    theirs, own = _fields_of(step), _fields_of(event)
    return any(
        own[key] & theirs[key] or (key[0] == "intervention" and own[key] - PLACE and theirs[key] - PLACE)
        for key in own.keys() & theirs.keys()
    )


def _fields_of(event: FloorEvent) -> dict[Key, set[str]]:
    """Returns which fields of which rows a step has changed; of a row that it added, all but its place in the list."""
    if known := event.__dict__.get("fields_changed"):  # a list of steps compares each with all that came later
        return known
    fields: dict[Key, set[str]] = event.__dict__.setdefault("fields_changed", {})
    for name, key, values in (*event.before, *event.after):
        fields.setdefault((name, key), set()).update(values or {})
    for name, key, values in event.before:
        if values is None:
            fields[name, key] -= PLACE
    return fields


def _changed_otherwise(event: FloorEvent, rows: Rows) -> str:
    """Returns what has changed in the rows without a step, as where they were mended in the database."""
    left: dict[Key, Values | None] = {}
    for name, key, values in event.after:
        left[name, key] = None if values is None else {**(left.get((name, key)) or {}), **values}
    fields = _fields_of(event)
    for key, values in left.items():
        row = rows.get(key)
        if (row is None) != (values is None):
            return _("What the step was about has been changed since.")
        if row is None or values is None:
            continue
        checked = sorted(fields[key] & values.keys() - NOT_OURS)
        changed = [name for name in checked if stored(row, name) != values[name]]
        if changed:
            words = listed([str(row._meta.get_field(name).verbose_name) for name in changed])  # type: ignore[union-attr]
            return _("%(name)s has been changed since: %(fields)s.") % {"name": capfirst(str(row)), "fields": words}
    return ""


def _impossible(event: FloorEvent, rows: Rows) -> str:
    """Returns what speaks against the state that taking the step back would bring: two who speak, or who wait twice."""
    if _takes_the_record(event):
        return _("Somebody has had the floor since; the record of the session goes on.")
    before = _former(event)
    everybody = [row for row in rows.values() if isinstance(row, Intervention)]
    state = {row.pk: before.get(("intervention", row.pk), {}).get("state", row.state) for row in everybody}
    for row in everybody:
        if "state" not in before.get(("intervention", row.pk), {}):
            continue
        others = [other for other in everybody if other.pk != row.pk and state[other.pk] == state[row.pk]]
        if state[row.pk] == State.SPEAKING and others:
            return _("%(name)s has the floor.") % {"name": others[0].as_said()}
        if state[row.pk] == State.INTERRUPTED and others:
            return _("Another speaker is interrupted already.")
        if state[row.pk] == State.WAITING and any(_asks_the_same(row, other) for other in others):
            return _("The delegation has asked for the floor again; the step can no longer be undone.")
    return _clock_runs_while_suspended(before, rows, [row for row in everybody if state[row.pk] == State.SPEAKING])


def _former(event: FloorEvent) -> dict[Key, Values]:
    """Returns what each row would be again, field by field; one that the step added is entered by mistake then."""
    former: dict[Key, Values] = {}
    for name, key, values in reversed(event.before):
        former.setdefault((name, key), {}).update({"state": State.CANCELLED} if values is None else values)
    return former


def _clock_runs_while_suspended(before: dict[Key, Values], rows: Rows, speaking: Iterable[Intervention]) -> str:
    suspended = [
        before.get(key, {}).get("suspended_at", stored(row, "suspended_at"))
        for key, row in rows.items()
        if isinstance(row, Floor)
    ]
    for row in speaking:
        paused = before.get(("intervention", row.pk), {}).get("paused_at", row.paused_at)
        if any(suspended) and not paused:
            return _("%(name)s would speak while the session is suspended.") % {"name": row.as_said()}
    return ""


def _asks_the_same(row: Intervention, other: Intervention) -> bool:
    """Whether two requests are of one delegation, for itself or for a group, and of one kind; or of one panellist."""
    if row.role_id:
        return row.role_id == other.role_id
    same = row.delegation_id == other.delegation_id and row.kind == other.kind
    return same and (row.group_id is None) == (other.group_id is None)


def _takes_the_record(event: FloorEvent) -> bool:
    """Whether taking a step back would say that no record was kept, though somebody else is on it."""
    none = [key for name, key, values in event.before if name == "floor" and (values or {}).get("record") == NO_RECORD]
    if not none:
        return False
    own = {key for name, key, _values in event.before if name == "intervention"}
    return Intervention.objects.filter(session__floor__in=none).on_record().exclude(pk__in=own).exists()
