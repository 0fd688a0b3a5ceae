"""Steps on a floor: each act is numbered, entered in the audit trail and made undoable, in one transaction."""

from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from conference.measures import count_act
from conference.models import AuditEntry, User, WebhookKind
from conference.refusals import Refusal
from conference.webhooks.events import tell
from floor.models import Floor, FloorEvent, Intervention
from floor.notifications import announce
from floor.procedure.obstacles import obstacle_to, present_rows
from floor.procedure.stored_rows import Kept, Values, all_restored, all_stored, key_of, model_of, restored, stored
from programme.models import Session

Act = FloorEvent.Act
Row = TypeVar("Row", bound=models.Model)
CHAINED = ("undone_by", "undoes")  # what the rules read of each step
TOLD_OUTSIDE = {
    Act.OPEN: WebhookKind.REQUESTS_OPENED,
    Act.GIVE: WebhookKind.FLOOR_GIVEN,
    Act.CONCLUDE: WebhookKind.FLOOR_CONCLUDED,
}
NAMED = (*CHAINED, "intervention__delegation__state", "intervention__role__speaker")  # and what the sentences do


class NothingToDo(Exception):
    """Raised within a step where all is so already: `with suppress(NothingToDo), FloorStep(…)` enters none then."""


class FloorStep:
    """An act in progress on a locked floor; `change`, `create` and `remove` write rows and keep how they were.

    Used as `with FloorStep(session, act, by=user, at=now) as step:`. Leaving the block numbers the step, raises the
    version of the floor by one and writes the audit entry; an exception rolls all of it back.
    """

    def __init__(
        self,
        session: Session,
        act: Act,
        *,
        by: User | None,
        at: datetime,
        intervention: Intervention | None = None,
    ) -> None:
        self.session, self.act, self.by, self.at, self.intervention = session, act, by, at, intervention
        self.before: list[Kept] = []
        self.after: list[Kept] = []
        self.detail: Values = {}  # what the audit entry says beyond the number of the step
        self.undoes: FloorEvent | None = None

    def __enter__(self) -> "FloorStep":
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        try:
            self.floor = Floor.objects.locked(self.session)
        except BaseException as error:
            self._transaction.__exit__(type(error), error, error.__traceback__)
            count_act(self.act, type(error))
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
                count_act(self.act, type(failure))
                raise
        self._transaction.__exit__(kind, error, traceback)
        if kind is not NothingToDo:
            count_act(self.act, kind)

    def change(self, row: models.Model, **values: Any) -> None:
        """Sets fields of a row and saves only those."""
        self.before.append((*key_of(row), {name: stored(row, name) for name in values}))
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        self.after.append((*key_of(row), {name: stored(row, name) for name in values}))

    def create(self, model: type[Row], **values: Any) -> Row:
        """Adds a row; taking the step back removes it, and of a request says that it was entered by mistake."""
        row = model._default_manager.create(**values)
        self.before.append((*key_of(row), None))
        self.after.append((*key_of(row), all_stored(row)))
        return row

    def remove(self, row: models.Model) -> None:
        """Deletes a row of a kind of which nothing need stay on file."""
        key = key_of(row)
        self.before.append((*key, all_stored(row)))
        self.after.append((*key, None))
        row.delete()

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
        if kind := TOLD_OUTSIDE.get(self.act):
            tell(self.session.conference, kind, at=self.at, session=self.session.pk)
        # Robust: that nobody could be told does not undo what was done.
        session, version = self.floor.session_id, self.floor.version
        # A function, not a partial: Django names it in its log when it fails, and a partial has no name.
        transaction.on_commit(lambda: announce(session, version), robust=True)


def last_undoable(floor: Floor) -> FloorEvent | None:
    """Returns the last step of the officers that stands; None where there is none.

    What a delegation did itself is not the officers' to undo, and does not stand in the way of undoing their own step
    unless it is about the same rows.
    """
    return undoable_of(floor).select_related(*NAMED).first()


def undoable_of(floor: Floor) -> models.QuerySet[FloorEvent]:
    """Returns the steps of the officers that stand, the latest first."""
    return floor.events.exclude(act=Act.UNDO).exclude(by=None).filter(undone_by=None).order_by("-number")


def is_undoable(step: FloorEvent) -> bool:
    """Returns whether a step that was read with `NAMED` is one of the officers' that stands."""
    return step.act != Act.UNDO and step.by_id is not None and not hasattr(step, "undone_by")


def undo(session: Session, *, by: User, at: datetime, expected: int | None = None) -> FloorEvent:
    """Undoes the last step of the officers, as a step of its own, and returns the step undone.

    `expected` is the number of the step that the person saw. Raises Refusal where another step has come since, where
    there is none, or where something else has happened to the same rows: never is an older step undone instead.
    """

    def last(floor: Floor) -> FloorEvent:
        event = last_undoable(floor)
        if event is None:
            raise Refusal(_("There is nothing to undo."))
        if expected is not None and event.number != expected:
            raise Refusal(_("Somebody else has acted since; look again before you undo."))
        return event

    return _take_back(session, last, by=by, at=at)


def take_back(session: Session, number: int, *, by: User, at: datetime) -> FloorEvent:
    """Undoes the step of a number, as a step of its own; of an undo, does again what it undid."""

    def numbered(floor: Floor) -> FloorEvent:
        event = floor.events.filter(number=number).select_related(*CHAINED).first()
        if event is None:
            raise Refusal(_("There is no such step."))
        return event

    return _take_back(session, numbered, by=by, at=at)


def _take_back(session: Session, choose: Callable[[Floor], FloorEvent], *, by: User, at: datetime) -> FloorEvent:
    try:
        with FloorStep(session, Act.UNDO, by=by, at=at) as step:
            event = choose(step.floor)
            step.act = Act.REDO if event.act == Act.UNDO else Act.UNDO
            step.undoes, step.intervention = event, event.intervention
            later = list(step.floor.events.filter(number__gt=event.number).select_related(*CHAINED))
            rows = present_rows(step.floor, [event], lock=True)
            if refusal := obstacle_to(event, later, rows):
                raise Refusal(refusal)
            for name, key, values in reversed(event.before):
                _put_back(step, name, rows.get((name, key)), key, values)
    except IntegrityError:  # a rule of the database that no sentence here knows
        raise Refusal(_("What has happened since rules it out.")) from None
    return event


def _put_back(step: FloorStep, name: str, row: models.Model | None, key: int, values: Values | None) -> None:
    """Makes a row what it was: as its values say, or none where there was none."""
    if row is None and values is not None:
        model = model_of(name)
        step.create(model, pk=key, **all_restored(model, values))
    elif row is not None and values is not None:
        step.change(row, **{field: restored(row, field, value) for field, value in values.items()})
    elif isinstance(row, Intervention):  # steps and notes refer to it: it stays on file
        step.change(row, state=Intervention.State.CANCELLED)
    elif row is not None:
        step.remove(row)
