"""Rows as an act found and left them: recorded while it writes, compared and put back when it is undone."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Protocol

from django.apps import apps
from django.db import models
from django.db.models.fields.files import FieldFile
from django.db.models.fields.reverse_related import ManyToOneRel
from django.utils.text import capfirst

from conference.bulk_update import update_rows
from conference.models import ImportedRow, ImportFile, RecordedAct, RecordedRow

BATCH = 500
Values = dict[str, Any]  # {column: value as JSON}
RowChange = tuple[Values | None, Values | None]  # before and after; no before where it was added, no after if removed
RecordedChanges = Mapping[str, Mapping[str, RowChange]]  # {label of the model: {key: change}}


class DependentTable(Protocol):
    """What is kept of rows elsewhere, and changes with them, such as the states of their translations."""

    label: str

    def read_of(self, label: str, keys: Collection[str]) -> dict[str, Values]:
        """Return what is kept of some rows of a model, by keys of this table."""

    def read(self, keys: Collection[str]) -> dict[str, Values]:
        """Return the current values of some keys of this table."""


def in_batches(some: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(some)
    while batch := list(islice(rest, BATCH)):
        yield batch


class ModelTable:
    """The rows of a model as plain values, by their primary keys as texts."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model, self.label = model, model._meta.label_lower
        # Not the key, nor the untranslated column that modeltranslation keeps beside its six.
        self._fields = {
            field.attname: field
            for field in model._meta.concrete_fields
            if not (field.primary_key or field.generated or hasattr(model, f"{field.name}_en"))
        }

    def read(self, keys: Collection[str], *, lock: bool = False) -> dict[str, Values]:
        """Return the rows that are there; locked, so that nobody changes them before the transaction ends."""
        found: dict[str, Values] = {}
        for batch in in_batches(sorted(keys, key=int)):
            rows = self.model._base_manager.filter(pk__in=batch).order_by("pk")
            for row in rows.select_for_update(no_key=True) if lock else rows:
                found[str(row.pk)] = {name: _kept(field, row) for name, field in self._fields.items()}
        return found

    @property
    def columns(self) -> Collection[str]:
        """The columns that are kept."""
        return self._fields.keys()

    def name_of(self, key: str) -> str:
        row = self.model._base_manager.filter(pk=key).first()
        return f"{capfirst(str(self.model._meta.verbose_name))} “{row if row else key}”"

    def put_back(self, changes: Mapping[str, Values]) -> None:
        """Give rows the values that some of their columns had."""
        alike: dict[tuple[str, ...], list[models.Model]] = {}
        for key, values in changes.items():
            alike.setdefault(tuple(values), []).append(self.row(key, values))
        for columns, rows in alike.items():
            update_rows(self.model, rows, columns)

    def bring_back(self, changes: Mapping[str, Values]) -> None:
        """Add rows that were removed, under their former keys."""
        rows = [self.row(key, values) for key, values in changes.items()]
        self.model._base_manager.bulk_create(rows, batch_size=BATCH)

    def row(self, key: str, values: Values) -> models.Model:
        """Return a row with these values, which is not saved."""
        row = self.model(pk=self.model._meta.pk.to_python(key))
        for name, value in values.items():
            setattr(row, name, self._fields[name].to_python(value))
        return row


def _kept(field: models.Field, row: models.Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(value, FieldFile):
        return value.name or ""
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return field.value_to_string(row)


class Journal:
    """What an import does to rows. It reads them, locked, before they are changed, and all of them at the end."""

    def __init__(self, *dependent: DependentTable) -> None:
        self._dependent = dependent
        self._before: dict[str, dict[str, Values | None]] = {}  # no values where the import adds the row

    def touch(self, model: type[models.Model], keys: Iterable[object]) -> None:
        """Read rows that the import is about to change or remove."""
        table, known = ModelTable(model), self._before.setdefault(model._meta.label_lower, {})
        found = table.read([key for key in map(str, keys) if key not in known], lock=True)
        known |= found
        for each in self._dependent:
            self._before.setdefault(each.label, {}).update(each.read_of(table.label, found.keys()))

    def touch_removal(self, model: type[models.Model], keys: Iterable[object]) -> None:
        """Read rows that the import is about to remove, with all that goes with them, or refers to them no more."""
        keys = list(keys)
        self.touch(model, keys)
        for relation in model._meta.get_fields(include_hidden=True):
            if not isinstance(relation, ManyToOneRel):
                continue
            below = relation.related_model
            rows = below._base_manager.filter(**{f"{relation.field.name}__in": keys})
            touch = self.touch_removal if relation.on_delete is models.CASCADE else self.touch
            if found := list(rows.values_list("pk", flat=True)):
                touch(below, found)

    def add(self, rows: Sequence[models.Model]) -> None:
        """Note rows that the import has just added."""
        for row in rows:
            self._before.setdefault(row._meta.label_lower, {})[str(row.pk)] = None

    def changes(self) -> RecordedChanges:
        """Return the rows that read otherwise than before, by models in the order in which they were noted."""
        labels = [label for label in self._before if label not in {each.label for each in self._dependent}]
        after = {label: ModelTable(apps.get_model(label)).read(self._before[label].keys()) for label in labels}
        for each in self._dependent:
            here = after.setdefault(each.label, {})
            for label in labels:
                here |= each.read_of(label, self._before[label].keys())
        return {label: dict(_changed(self._before.get(label, {}), after[label])) for label in after}

    def record(self, act: RecordedAct) -> None:
        """Keep the changes of a deletion or a merge, without rows that hold a secret, which never comes back."""
        rows = (
            RecordedRow(act=act, subject_type=label, subject_key=key, before=before, after=after)
            for label, changes in self.changes().items()
            if not holds_secret(apps.get_model(label))
            for key, (before, after) in changes.items()
        )
        RecordedRow.objects.bulk_create(rows, batch_size=BATCH)

    def save(self, import_file: ImportFile) -> None:
        """Keep the changes, from which the import can be undone."""
        rows = (
            ImportedRow(import_file=import_file, subject_type=label, subject_key=key, before=before, after=after)
            for label, changes in self.changes().items()
            for key, (before, after) in changes.items()
        )
        ImportedRow.objects.bulk_create(rows, batch_size=BATCH)


def _changed(before: Mapping[str, Values | None], after: Mapping[str, Values]) -> Iterator[tuple[str, RowChange]]:
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            if was != now:
                yield key, (was, now)
        elif names := [name for name in was if was[name] != now[name]]:
            yield key, ({name: was[name] for name in names}, {name: now[name] for name in names})


def holds_secret(model: type[models.Model]) -> bool:
    """Whether rows of a model let somebody in, such as the link of a seat."""
    return any("secret" in field.name or "token" in field.name for field in model._meta.concrete_fields)


def recorded_changes(import_file: ImportFile) -> RecordedChanges:
    """Return what an import did, as it was recorded."""
    found: dict[str, dict[str, RowChange]] = {}
    rows = import_file.rows.values_list("subject_type", "subject_key", "before", "after")  # type: ignore[attr-defined]
    for label, key, before, after in rows:
        found.setdefault(label, {})[key] = before, after
    return found
