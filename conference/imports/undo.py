"""Undoing an import: every row reads as it did before, as long as nothing else has changed since.

Only what the import wrote is put back. Another column of a changed row may have been written since, and stays; a row
that the import added must be as it was added, and nothing may refer to it.
"""

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.apps import apps
from django.db import IntegrityError, models, router, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.confirmation import Shown
from conference.imports.kind import ImportKind
from conference.languages.lists import listed
from conference.models import AuditEntry, ImportFile, User
from conference.models.import_file import ImportRefused, PreviewOutdated
from conference.recorded_rows import ModelTable, RecordedChanges, Values, recorded_changes

MOST_NAMED = 3
Own = Collection[tuple[str, str]]  # (label, key) of the rows of an import


@dataclass(frozen=True)
class ImportUndo:
    """What undoing an import would do: the recorded changes, and how those rows read now."""

    kind: ImportKind
    import_file: ImportFile
    changes: RecordedChanges
    by: User

    @cached_property
    def current(self) -> dict[str, dict[str, Values]]:
        dependent = {each.label: each for each in self.kind.dependent}
        return {
            label: (dependent.get(label) or ModelTable(apps.get_model(label))).read(rows.keys())
            for label, rows in self.changes.items()
        }

    @cached_property
    def changed_since(self) -> list[str]:
        """The names of the rows that somebody has changed since the import."""
        return list(dict.fromkeys(self._changed_since()))

    def _changed_since(self) -> Iterator[str]:
        for label, rows in self.changes.items():
            for key, (__, after) in rows.items():
                now = self.current[label].get(key)
                if now is None or after is None:
                    is_same = now is None and after is None
                else:
                    is_same = all(now.get(name) == value for name, value in after.items())
                if not is_same:
                    yield self._name(label, key)

    def _name(self, label: str, key: str) -> str:
        for each in self.kind.dependent:
            if each.label == label:
                label, key = key.split(":")[:2]
        return ModelTable(apps.get_model(label)).name_of(key)

    @cached_property
    def used_since(self) -> list[str]:
        """The names of the rows that refer to a row that the import added."""
        tables, own = _tables(self.kind, self.changes), _own(self.changes)
        found = (_collected(each.model, _added(self.changes, each.label), own, self.kind.contained) for each in tables)
        return [name for _removal, names in found for name in names]

    @cached_property
    def refusal(self) -> str:
        """Why the import cannot be undone, in one sentence; empty if it can."""
        if self.import_file.taken_at is None:
            return _("This file has not been imported.")
        if self.import_file.undone_at:
            return _("This import has already been undone.")
        if not self.changes:
            return _("It was not recorded what this import wrote; it cannot be undone.")
        if found := self.changed_since or self.used_since:
            return changed_since(found)
        return self.kind.objection(self.import_file, self.changes, self.by)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows are removed again, get their former values, and are brought back."""
        own = [change for label, rows in self.changes.items() if label in self.kind.counted for change in rows.values()]
        added, removed = sum(was is None for was, __ in own), sum(now is None for __, now in own)
        return {"added": added, "changed": len(own) - added - removed, "removed": removed}

    @cached_property
    def shown(self) -> Shown:
        """All that the page shows: each row of the import as it is now."""
        parts: dict[Hashable, object] = {
            (label, key): [change, self.current[label].get(key)]
            for label, rows in self.changes.items()
            for key, change in rows.items()
        }
        return Shown({**parts, "refusal": self.refusal})


def changed_since(names: list[str]) -> str:
    """Return the sentence that refuses an undo because rows were changed."""
    more = len(names) - MOST_NAMED
    if more > 0:
        rest = ngettext("%(number)d more", "%(number)d more", more) % {"number": more}
        names = [*names[:MOST_NAMED], rest]
    return _("This import cannot be undone, because something was changed since: %(rows)s.") % {"rows": listed(names)}


def plan_undo(kind: ImportKind, import_file: ImportFile, by: User) -> ImportUndo:
    """Return what undoing an import would do now."""
    return ImportUndo(kind, import_file, recorded_changes(import_file), by)


def confirmed_undo(kind: ImportKind, import_file: ImportFile, *, seen: str, by: User) -> ImportUndo:
    """Return what undoing an import would do, as the page with the token `seen` showed it; else it is refused."""
    plan = plan_undo(kind, import_file, by)
    if import_file.undone_at:  # whatever page it was confirmed on
        raise PreviewOutdated(plan.refusal)
    plan.shown.confirm(seen, PreviewOutdated(_("Something has changed since. Look at it again, then confirm.")))
    if plan.refusal:
        raise ImportRefused(plan.refusal)
    return plan


def undo_import(kind: ImportKind, import_file: ImportFile, *, seen: str, by: User, at: datetime) -> None:
    """Undo an import as its page showed it. ImportRefused says why not; PreviewOutdated if something has changed."""
    try:
        with transaction.atomic():
            row = ImportFile.objects.select_for_update(of=("self",)).select_related("conference").get(pk=import_file.pk)
            changes = recorded_changes(row)
            _lock(kind, row, changes)
            plan = confirmed_undo(kind, row, seen=seen, by=by)
            _put_back(kind, changes)
            row.undone_at, row.undone_by = at, by
            row.save(update_fields=["undone_at", "undone_by"])
            kind.undone(row, changes, by=by, at=at)
            AuditEntry.objects.record(
                act=AuditEntry.Act.UNDO_IMPORT, subject=row, by=by, at=at, conference=row.conference, detail=plan.counts
            )
    except IntegrityError:
        words = _("This import cannot be undone: something new has taken the place of what it removed or renamed.")
        raise ImportRefused(words) from None


def _lock(kind: ImportKind, import_file: ImportFile, changes: RecordedChanges) -> None:
    kind.lock_for_undo(import_file, changes)
    for table in _tables(kind, changes):
        table.read(changes[table.label].keys(), lock=True)


def _tables(kind: ImportKind, changes: RecordedChanges) -> list[ModelTable]:
    others = {each.label for each in kind.dependent}
    return [ModelTable(apps.get_model(label)) for label in changes if label not in others]


def _put_back(kind: ImportKind, changes: RecordedChanges) -> None:
    tables, own = _tables(kind, changes), _own(changes)
    for table in tables:
        rows = changes[table.label].items()
        table.put_back({key: before for key, (before, after) in rows if before is not None and after is not None})
    for table in reversed(tables):
        _remove(table.model, _added(changes, table.label), own, kind.contained)
    for table in tables:
        rows = changes[table.label].items()
        table.bring_back({key: before for key, (before, after) in rows if before is not None and after is None})


def _remove(model: type[models.Model], keys: list[str], own: Own, contained: Collection[str]) -> None:
    """Remove rows that an import added; ImportRefused if anything else refers to one of them."""
    collector, users = _collected(model, keys, own, contained)
    if users:
        raise ImportRefused(changed_since(users))
    if collector is None:
        raise LookupError(f"rows of {model._meta.label} are removed before those of the import that refer to them")
    collector.delete()


def _collected(
    model: type[models.Model], keys: list[str], own: Own, contained: Collection[str]
) -> tuple[Collector | None, list[str]]:
    """Return the removal of rows, and the names of the rows of others that would go or lose what they refer to.

    Rows of the models `contained` are parts of those that the import added, and go with them. There is no removal yet
    while another row of the same import refers to one of them.
    """
    collector, is_free = Collector(using=router.db_for_write(model)), True
    try:
        collector.collect(list(model._base_manager.filter(pk__in=keys)))
        found = list(_users(collector, contained))
    except ProtectedError as error:
        is_free, found = False, list(error.protected_objects)
    return collector if is_free else None, sorted(
        {_named(row) for row in found if (row._meta.label_lower, str(row.pk)) not in own}
    )


def _users(collector: Collector, contained: Collection[str]) -> Iterator[models.Model]:
    for model, instances in collector.data.items():
        if model._meta.label_lower not in contained:
            yield from instances
    for queryset in collector.fast_deletes:
        if queryset.model._meta.label_lower not in contained:
            yield from queryset
    for several in collector.field_updates.values():
        for each in several:
            yield from each if isinstance(each, models.QuerySet) else [each]


def _added(changes: RecordedChanges, label: str) -> list[str]:
    return [key for key, (before, __) in changes[label].items() if before is None]


def _own(changes: RecordedChanges) -> Own:
    return {(label, key) for label, rows in changes.items() for key in rows}


def _named(row: models.Model) -> str:
    return ModelTable(type(row)).name_of(str(row.pk))
