"""Steps on a floor: each act is numbered, entered in the audit trail and made undoable, in one transaction."""

from datetime import datetime, timedelta
from types import TracebackType
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.dateparse import parse_duration
from django.utils.duration import duration_iso_string
from django.utils.translation import gettext as _

from conference.models import AuditEntry, User
from conference.refusals import Refusal
from floor.models import Floor, FloorEvent, Intervention
from floor.notifications import announce
from programme.models import Session

Values = dict[str, Any]  # {name of a field: its value}, of a model's field or as JSON


class FloorStep:
    """An act in progress on a locked floor; `change` writes rows and keeps their former values.

    Used as `with FloorStep(session, act, by=user, at=now) as step:`. Leaving the block numbers the step, raises the
    version of the floor by one and writes the audit entry; an exception rolls all of it back.
    """

    def __init__(
        self,
        session: Session,
        act: FloorEvent.Act,
        *,
        by: User | None,
        at: datetime,
        intervention: Intervention | None = None,
    ) -> None:
        self.session, self.act, self.by, self.at, self.intervention = session, act, by, at, intervention
        self.before: list[tuple[str, int, Values]] = []
        self.after: list[tuple[str, int, Values]] = []
        self.detail: Values = {}  # what the audit entry says beyond the number of the step
        self.undoes: FloorEvent | None = None

    def __enter__(self) -> "FloorStep":
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        try:
            self.floor = Floor.objects.locked(self.session)
        except BaseException as error:
            self._transaction.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None:
            try:
                self._enter_event()
            except BaseException as failure:
                self._transaction.__exit__(type(failure), failure, failure.__traceback__)
                raise
        self._transaction.__exit__(kind, error, traceback)

    def change(self, row: models.Model, **values: Any) -> None:
        """Sets fields of a row and saves only those."""
        self.before.append((str(row._meta.model_name), row.pk, {name: _stored(row, name) for name in values}))
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        self.after.append((str(row._meta.model_name), row.pk, {name: _stored(row, name) for name in values}))

    def _enter_event(self) -> None:
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
            after=self.after,
            undoes=self.undoes,
        )
        AuditEntry.objects.record(
            act=AuditEntry.Act(f"floor: {self.act}"),
            subject=self.intervention or self.floor,
            by=self.by,
            at=self.at,
            conference=self.session.conference,
            detail={"step": event.number, "session": self.session.slug, **self.detail},
        )
        # Robust: that nobody could be told does not undo what was done.
        session, version = self.floor.session_id, self.floor.version
        # A function, not a partial: Django names it in its log when it fails, and a partial has no name.
        transaction.on_commit(lambda: announce(session, version), robust=True)


UNDOABLE = (
    FloorEvent.Act.OPEN,
    FloorEvent.Act.CLOSE,
    FloorEvent.Act.DEFER,
    FloorEvent.Act.GIVE,
    FloorEvent.Act.GO_ON,
    FloorEvent.Act.ASK_TO_CONCLUDE,
    FloorEvent.Act.PAUSE,
    FloorEvent.Act.RESUME,
    FloorEvent.Act.CONCLUDE,
    FloorEvent.Act.MOVE,
    FloorEvent.Act.SHORTEN,
    FloorEvent.Act.EXTEND,
    FloorEvent.Act.SET_TIMES,
    FloorEvent.Act.SUSPEND,
    FloorEvent.Act.RESUME_SESSION,
    FloorEvent.Act.SHOW_MESSAGE,
    FloorEvent.Act.END_MESSAGE,
    FloorEvent.Act.PRESIDE,
)


def last_undoable(floor: Floor) -> FloorEvent | None:
    """Returns the last act of the presiding officers that has not been undone; None where there is none."""
    return floor.events.filter(act__in=UNDOABLE, undone_by=None).order_by("-number").first()


def undo(session: Session, *, by: User, at: datetime, expected: int | None = None) -> FloorEvent:
    """Undoes the last act of the presiding officers, as a step of its own, and returns the step undone.

    `expected` is the number of the step that the person saw. Raises Refusal where another step has come since,
    where there is none, or where what has happened since rules it out.
    """
    with FloorStep(session, FloorEvent.Act.UNDO, by=by, at=at) as step:
        event = last_undoable(step.floor)
        if event is None:
            raise Refusal(_("There is nothing to undo."))
        if expected is not None and event.number != expected:
            raise Refusal(_("Somebody else has acted since; look again before you undo."))
        step.undoes, step.intervention = event, event.intervention
        rows = [(_row(step, model, key), values) for model, key, values in reversed(event.before)]
        for row, values in rows:
            _refuse_if_overtaken(row, values)
            step.change(row, **{name: _restored(row, name, value) for name, value in values.items()})
    return event


def _row(step: FloorStep, model: str, key: int) -> models.Model:
    if model == "floor":
        return step.floor
    return apps.get_model("floor", model)._default_manager.select_for_update().get(pk=key)


def _refuse_if_overtaken(row: models.Model, values: Values) -> None:
    """Raises Refusal where the delegation has asked again since, or where somebody else has the floor."""
    if not isinstance(row, Intervention):
        return
    others = Intervention.objects.filter(session_id=row.session_id).exclude(pk=row.pk)
    if values.get("state") == Intervention.State.SPEAKING and others.speaking().exists():
        raise Refusal(_("Somebody has the floor already."))
    asked_again = others.waiting().exclude(delegation=None).filter(delegation=row.delegation, kind=row.kind)
    if values.get("state") == Intervention.State.WAITING and asked_again.exists():
        raise Refusal(_("The delegation has asked for the floor again; the step can no longer be undone."))


def _stored(row: models.Model, name: str) -> Any:
    """Returns the value of a field as JSON holds it."""
    value = getattr(row, _field(row, name).attname)
    if isinstance(value, datetime):
        return value.isoformat()
    return duration_iso_string(value) if isinstance(value, timedelta) else value


def _restored(row: models.Model, name: str, value: Any) -> Any:
    """Returns the value of a field from the form in which `_stored` gave it."""
    field = _field(row, name)
    if value is None:
        return None
    if field.get_internal_type() == "DateTimeField":
        return datetime.fromisoformat(value)
    if field.get_internal_type() == "DurationField":
        return parse_duration(value)
    if isinstance(field, models.ForeignKey):
        return field.remote_field.model._default_manager.get(pk=value)
    return value


def _field(row: models.Model, name: str) -> "models.Field[Any, Any]":
    field = row._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field
