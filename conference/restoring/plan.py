"""What restoring would do: the rows that come back, the values that return, and what cannot."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from conference.confirmation import Shown
from conference.languages.lists import in_sentences, labelled
from conference.locking import lock
from conference.models import AuditEntry, RecordedAct, RecordedRow, User
from conference.recorded_rows import ModelTable, Values
from conference.refusals import Conflict, Refusal

Place = tuple[str, str]  # the label of a model and the key of a row


@dataclass
class RestorePlan:
    """What putting back a deletion or a merge would do now, in the order in which it is done."""

    act: RecordedAct
    removed: list[Place] = field(default_factory=list)  # what a merge added
    back: dict[Place, models.Model] = field(default_factory=dict)
    returned: dict[Place, Values] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    refusal: str = ""

    @property
    def names(self) -> list[str]:
        """What comes back, the row itself first."""
        return [_named(label, row) for (label, __), row in self.back.items()]

    @property
    def values(self) -> list[str]:
        """Whose values return."""
        return [_of_key(*place) for place in self.returned]

    @property
    def shown(self) -> Shown:
        parts: dict[Hashable, object] = {"lost": self.lost, "refusal": self.refusal, "removed": self.removed}
        parts |= {place: _facts(row) for place, row in self.back.items()}
        parts |= {(*place, "values"): values for place, values in self.returned.items()}
        return Shown(parts)


def _is_kept(name: str | None) -> bool:
    return not name or default_storage.exists(name)


def _facts(row: models.Model) -> dict[str, str]:
    return {column.attname: str(getattr(row, column.attname)) for column in row._meta.concrete_fields}


def _named(label: str, row: object) -> str:
    name = capfirst(str(apps.get_model(label)._meta.verbose_name))
    try:
        return labelled(name, row)
    except models.ObjectDoesNotExist:  # it is named after a row that is not there yet
        return name


def _of_key(label: str, key: str) -> str:
    return _named(label, apps.get_model(label)._base_manager.filter(pk=key).first())


class Restoring:
    """Makes the plan for an act."""

    def __init__(self, act: RecordedAct) -> None:
        self._plan = RestorePlan(act)

    def plan(self) -> RestorePlan:
        if self._plan.act.undone_at:
            self._plan.refusal = _("This has been restored already.")
            return self._plan
        rows = list(self._plan.act.rows.all())  # type: ignore[attr-defined]
        for row in rows:
            if row.before is None:
                self._remove(row)
        for row in rows:
            if row.before is not None and row.after is None:
                self._bring_back(row)
        for row in rows:
            if row.before is not None and row.after is not None:
                self._return(row)
        if not (self._plan.back or self._plan.returned):
            self._plan.refusal = _("Nothing of this can be restored any more.")
        elif self._plan.back and not self._is_there():
            self._plan.refusal = in_sentences(self._plan.lost)
        return self._plan

    def _is_there(self) -> bool:
        """Whether the row that was deleted itself comes back, without which nothing else makes sense."""
        act = self._plan.act
        return act.kind != RecordedAct.Kind.DELETION or (act.subject_type, act.subject_key) in self._plan.back

    def _remove(self, recorded: RecordedRow) -> None:
        now = ModelTable(apps.get_model(recorded.subject_type)).read([recorded.subject_key]).get(recorded.subject_key)
        if now == recorded.after:
            self._plan.removed.append((recorded.subject_type, recorded.subject_key))

    def _bring_back(self, recorded: RecordedRow) -> None:
        model = apps.get_model(recorded.subject_type)
        values = {name: value for name, value in recorded.before.items() if name in ModelTable(model).columns}
        row = ModelTable(model).row(recorded.subject_key, values)
        reason = self._why_not(row)
        if reason:
            self._plan.lost.append(labelled(_named(recorded.subject_type, row), reason))
        else:
            self._plan.back[recorded.subject_type, recorded.subject_key] = row

    def _why_not(self, row: models.Model) -> str:
        """Return why a row cannot come back; empty if it can, perhaps without what is gone."""
        for column in row._meta.concrete_fields:
            if isinstance(column, models.ForeignKey) and not self._has(row, column):
                if not column.null:
                    return _("what it belonged to is no longer there.")
                setattr(row, column.attname, None)
                words = _("%(row)s comes back without its former value of “%(field)s”, which is no longer there.")
                self._plan.lost.append(
                    words % {"row": _named(row._meta.label_lower, row), "field": column.verbose_name}
                )
            if isinstance(column, models.FileField) and not _is_kept(getattr(row, column.attname).name):
                setattr(row, column.attname, "")
        if type(row)._base_manager.filter(pk=row.pk).exists():
            return _("it is there already.")
        try:
            row.validate_constraints()
        except ValidationError as error:
            return in_sentences(error.messages)
        return ""

    def _has(self, row: models.Model, column: models.ForeignKey) -> bool:
        key, target = getattr(row, column.attname), column.related_model
        if key is None or (target._meta.label_lower, str(key)) in self._plan.back:
            return True
        return target._base_manager.filter(pk=key).exists()

    def _return(self, recorded: RecordedRow) -> None:
        """Give a row the values that it lost, as long as it has no others since."""
        table = ModelTable(apps.get_model(recorded.subject_type))
        now = table.read([recorded.subject_key]).get(recorded.subject_key)
        if now is None:
            return
        same = {name: recorded.before[name] for name in recorded.before if now.get(name) == recorded.after.get(name)}
        if len(same) < len(recorded.before):
            words = _("%(row)s was changed since and stays as it is.")
            self._plan.lost.append(words % {"row": _of_key(recorded.subject_type, recorded.subject_key)})
        if same and self._leads_somewhere(table.model, same):
            self._plan.returned[recorded.subject_type, recorded.subject_key] = same

    def _leads_somewhere(self, model: type[models.Model], values: Values) -> bool:
        return all(
            self._has(ModelTable(model).row("0", values), column)
            for column in model._meta.concrete_fields
            if isinstance(column, models.ForeignKey) and column.attname in values
        )


def restore(act: RecordedAct, *, seen: str, by: User, at: datetime) -> RestorePlan:
    """Put back a deletion or a merge as its page showed it; Refusal says why not, Conflict that something changed."""
    try:
        with transaction.atomic():
            lock(act.conference)
            held = RecordedAct.objects.select_for_update(of=("self",)).select_related("entry", "conference")
            row = held.get(pk=act.pk)
            plan = Restoring(row).plan()
            if row.undone_at:
                raise Refusal(plan.refusal)
            plan.shown.confirm(seen, Conflict(_("Something has changed since. Look at it again, then confirm.")))
            if plan.refusal:
                raise Refusal(plan.refusal)
            _write(plan)
            row.undone_at, row.undone_by = at, by
            row.save(update_fields=["undone_at", "undone_by"])
            _tell(plan, by=by, at=at)
            return plan
    except IntegrityError:
        words = _("This cannot be restored: something new has taken the place of what was there.")
        raise Refusal(words) from None


def _write(plan: RestorePlan) -> None:
    for label, key in reversed(plan.removed):
        apps.get_model(label)._base_manager.filter(pk=key).delete()
    for row in plan.back.values():
        row.save(force_insert=True)
    for (label, key), values in plan.returned.items():
        model = apps.get_model(label)
        former, row = ModelTable(model).row(key, values), model._base_manager.get(pk=key)
        for name in values:
            setattr(row, name, getattr(former, name))
        row.save(update_fields=[_field_name(row, name) for name in values])


def _field_name(row: models.Model, attname: str) -> str:
    return next(column.name for column in row._meta.concrete_fields if column.attname == attname)


def _tell(plan: RestorePlan, *, by: User, at: datetime) -> None:
    is_deletion = plan.act.kind == RecordedAct.Kind.DELETION
    found = list(_subjects(plan, (plan.act.subject_type, plan.act.subject_key)))
    AuditEntry.objects.record(
        act=AuditEntry.Act.RESTORE if is_deletion else AuditEntry.Act.PUT_BACK_MERGE,
        subject=found[0],
        by=by,
        at=at,
        conference=plan.act.conference,
        detail={"rows": len(plan.back) + len(plan.returned)},
    )


def _subjects(plan: RestorePlan, place: Place) -> Iterator[Any]:
    if row := apps.get_model(place[0])._base_manager.filter(pk=place[1]).first():
        yield row
    yield from plan.back.values()
    yield plan.act.conference
