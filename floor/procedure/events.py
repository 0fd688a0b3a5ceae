"""Steps on a floor: how each act is numbered, entered in the audit trail and made undoable, in one transaction."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.dateparse import parse_duration
from django.utils.duration import duration_iso_string
from django.utils.translation import gettext as _

from conference.models import AuditEntry
from floor.models import Floor, FloorEvent, Intervention
from floor.notifications import announce

_MODELS = {"floor": Floor, "intervention": Intervention}


class FloorRefusal(Exception):
    """An act that cannot be done as the floor stands now; the message says why, for who pressed."""


class FloorStep:
    """An act being done on a locked floor: `change` writes rows and remembers what they were.

    Used as `with FloorStep(session, act, by=user, at=now) as step:`. Leaving it numbers the step, raises the floor's
    version by one and writes the audit entry; an exception undoes all of it.
    """

    def __init__(self, session, act, *, by, at, intervention=None):
        self.session, self.act, self.by, self.at, self.intervention = session, act, by, at, intervention
        self.before = []
        self.detail = {}  # what the audit entry says beyond the number of the step
        self.undoes = None

    def __enter__(self):
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        try:
            self.floor = Floor.objects.locked(self.session)
        except BaseException as error:
            self._transaction.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(self, *raised):
        if raised[0] is None:
            try:
                self._enter_event()
            except BaseException as error:
                self._transaction.__exit__(type(error), error, error.__traceback__)
                raise
        self._transaction.__exit__(*raised)

    def change(self, row, **values):
        """Set fields of a row and save those alone."""
        self.before.append([row._meta.model_name, row.pk, {name: _stored(row, name) for name in values}])
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))

    def _enter_event(self):
        self.floor.version += 1
        self.floor.save(update_fields=["version"])
        event = FloorEvent.objects.create(
            floor=self.floor,
            number=self.floor.version,
            at=self.at,
            act=self.act,
            by=self.by,
            intervention=self.intervention,
            before=self.before,
            undoes=self.undoes,
        )
        AuditEntry.objects.record(
            act=f"floor: {self.act}",
            subject=self.intervention or self.floor,
            by=self.by,
            at=self.at,
            conference=self.session.conference,
            detail={"step": event.number, "session": self.session.slug, **self.detail},
        )
        # Robust: that nobody could be told does not undo what was done.
        transaction.on_commit(partial(announce, self.floor.session_id, self.floor.version), robust=True)


UNDOABLE = (
    FloorEvent.Act.OPEN,
    FloorEvent.Act.CLOSE,
    FloorEvent.Act.GIVE,
    FloorEvent.Act.PAUSE,
    FloorEvent.Act.RESUME,
    FloorEvent.Act.CONCLUDE,
    FloorEvent.Act.MOVE,
    FloorEvent.Act.SHORTEN,
    FloorEvent.Act.EXTEND,
    FloorEvent.Act.PRESIDE,
)


def last_undoable(floor):
    """The last act of those who preside that has not been undone; None where there is none."""
    return floor.events.filter(act__in=UNDOABLE, undone_by=None).order_by("-number").first()


def undo(session, *, by, at, expected=None):
    """Undo the last act of those who preside, as a step of its own; `expected` is the number that the person saw."""
    with FloorStep(session, FloorEvent.Act.UNDO, by=by, at=at) as step:
        event = last_undoable(step.floor)
        if event is None:
            raise FloorRefusal(_("There is nothing to undo."))
        if expected is not None and event.number != expected:
            raise FloorRefusal(_("Somebody else has acted since; look again before you undo."))
        step.undoes, step.intervention = event, event.intervention
        rows = [(_row(step, model, key), values) for model, key, values in reversed(event.before)]
        for row, values in rows:
            _refuse_if_overtaken(row, values)
            step.change(row, **{name: _restored(row, name, value) for name, value in values.items()})
    return event


def _row(step, model, key):
    return step.floor if model == "floor" else _MODELS[model].objects.select_for_update().get(pk=key)


def _refuse_if_overtaken(row, values):
    """What happened since may stand against it: the same delegation asked again, somebody else has the floor."""
    if isinstance(row, Floor):
        return
    others = Intervention.objects.filter(session_id=row.session_id).exclude(pk=row.pk)
    if values.get("state") == Intervention.State.SPEAKING and others.speaking().exists():
        raise FloorRefusal(_("Somebody has the floor already."))
    asked_again = others.waiting().filter(delegation_id=row.delegation_id).exclude(delegation=None)
    if values.get("state") == Intervention.State.WAITING and asked_again.exists():
        raise FloorRefusal(_("The delegation has asked for the floor again; the step can no longer be undone."))


def _stored(row, name):
    """A field's value as JSON holds it."""
    value = getattr(row, row._meta.get_field(name).attname)
    if isinstance(value, datetime):
        return value.isoformat()
    return duration_iso_string(value) if isinstance(value, timedelta) else value


def _restored(row, name, value):
    field = row._meta.get_field(name)
    if value is None:
        return None
    if field.get_internal_type() == "DateTimeField":
        return datetime.fromisoformat(value)
    if field.get_internal_type() == "DurationField":
        return parse_duration(value)
    return field.related_model.objects.get(pk=value) if field.is_relation else value
