"""Importing the rows of a table: all or none, as previewed, with the audit entries that the admin writes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from conference.adminsite.audited import audit_value
from conference.bulk_update import update_rows
from conference.models import AuditAct, AuditEntry, Conference, HandedIn, User
from conference.models.checked_rows import check_fields
from conference.models.import_file import ImportRefused, PreviewOutdated
from speakers import protection
from speakers.imports.columns import KINDS, TableKind
from speakers.imports.plan import PlannedRow, RowOutcome
from speakers.imports.preview import preview_table
from speakers.imports.receive import table_of
from translation.texts.index import refresh_rows
from translation.texts.ordering import arrange_soon
from translation.texts.states import name_writers

BATCH = 250


def apply_import(
    import_file: HandedIn, *, seen: str, by: User, at: datetime, on_progress: Callable[[int, int], object] | None = None
) -> int:
    """Import a file as its preview showed it; return how many rows were written.

    `seen` is the fingerprint of the preview. ImportRefused says why nothing is written; it is PreviewOutdated if rows
    have changed since. `on_progress(done, total)` is called after each batch.
    """
    try:
        with transaction.atomic():
            return _apply(import_file, seen, by, at, on_progress)
    except IntegrityError:  # somebody has just added a row with the same key
        raise _rows_changed() from None


def _rows_changed() -> PreviewOutdated:
    return PreviewOutdated(
        _("Rows have changed since this preview. Check what the file would change now, then confirm.")
    )


def _apply(
    import_file: HandedIn, seen: str, by: User, at: datetime, on_progress: Callable[[int, int], object] | None
) -> int:
    kind, table = KINDS[import_file.kind], table_of(import_file)
    row = HandedIn.objects.select_for_update(of=("self",)).select_related("conference").get(pk=import_file.pk)
    if row.taken_at:
        raise ImportRefused(_("This file has already been imported; nothing was written a second time."))
    _lock(kind, row.conference)
    found = preview_table(table, kind, row.conference)
    found.shown.confirm(seen, _rows_changed())
    new, changed = found.of(RowOutcome.NEW), found.of(RowOutcome.CHANGED)
    if not new and not changed:
        raise ImportRefused(_("There is nothing to import from this file."))
    counts = {str(outcome): number for outcome, number in found.counts.items()}
    writing = _RowWriter(kind, row.conference, by, at)
    _RowBatches(len(new) + len(changed), on_progress).through((new, writing.add), (changed, writing.change))
    arrange_soon(row.conference_id, kind.model._meta.label_lower)
    detail = {**row.outcome, "counts": counts, "written": len(new) + len(changed)}
    added = {str(planned.number): planned.row.pk for planned in new}
    row.taken_at, row.outcome = at, {**detail, "added": added}
    row.save(update_fields=["taken_at", "outcome"])
    AuditEntry.objects.record(
        act=AuditEntry.Act(f"{kind.key}: import"), subject=row, by=by, at=at, conference=row.conference, detail=detail
    )
    return detail["written"]


def _lock(kind: TableKind, conference: Conference) -> None:
    """Lock the conference, so that one file is imported at a time, and its rows, so that none changes."""
    Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)
    list(kind.model._default_manager.select_for_update().filter(conference=conference).order_by("pk").values_list("pk"))


class _RowBatches:
    """Writes rows in batches and reports the progress."""

    def __init__(self, total: int, on_progress: Callable[[int, int], object] | None) -> None:
        self._total, self._on_progress = total, on_progress

    def through(self, *parts: tuple[list[PlannedRow], Callable[[list[PlannedRow]], None]]) -> None:
        done = 0
        for planned_rows, write in parts:
            for start in range(0, len(planned_rows), BATCH):
                some = planned_rows[start : start + BATCH]
                write(some)
                done += len(some)
                if self._on_progress:
                    self._on_progress(done, self._total)


class _RowWriter:
    """Writes rows of a conference, by a person at a time."""

    def __init__(self, kind: TableKind, conference: Conference, by: User, at: datetime) -> None:
        self._kind, self._conference, self._by, self._at = kind, conference, by, at

    def add(self, planned_rows: list[PlannedRow]) -> None:
        for planned in planned_rows:
            self._put(planned)
        check_fields(planned.row for planned in planned_rows)
        self._kind.model._default_manager.bulk_create([planned.row for planned in planned_rows])
        self._trail(planned_rows, AuditEntry.Act.ADD)

    def change(self, planned_rows: list[PlannedRow]) -> None:
        found: dict[str, list[models.Model]] = {}
        for planned in planned_rows:
            for column in self._put(planned):
                found.setdefault(column, []).append(planned.row)
        for column, rows in found.items():
            check_fields(rows, [column])
            update_rows(self._kind.model, rows, [column])
        self._trail(planned_rows, AuditEntry.Act.CHANGE)

    def _put(self, planned: PlannedRow) -> dict[str, Any]:
        """Set the values of a row; return {column: value} of what is to be written."""
        values = dict(planned.values)
        if "status" in values:
            values["status_at"] = self._at
        if planned.row.pk is None and values.get("protected"):
            values.setdefault("slug", protection.neutral_slug())
        for column, value in values.items():
            setattr(planned.row, column, value)
        return values

    def _trail(self, planned_rows: list[PlannedRow], act: AuditAct) -> None:
        """Index the texts as drafts by this person, and write audit entries, as the admin does."""
        label = self._kind.model._meta.label_lower
        columns: dict[str, list[int]] = {}
        refresh_rows([planned.row for planned in planned_rows], self._at)
        for planned in planned_rows:
            for column in planned.values:
                columns.setdefault(column, []).append(planned.row.pk)
        for column, keys in columns.items():
            name_writers(label, keys, {column}, by=self._by, at=self._at)
        AuditEntry.objects.bulk_create([self._entry_of(planned, act) for planned in planned_rows])

    def _entry_of(self, planned: PlannedRow, act: AuditAct) -> AuditEntry:
        detail = {
            change.column.name: [audit_value(change.before or None), audit_value(change.after)]
            for change in planned.changes
        }
        return AuditEntry.objects.entry_of(
            act=act, subject=planned.row, by=self._by, at=self._at, conference=self._conference, detail=detail
        )
