"""Writing the rows of a table as previewed, with the audit entries that the admin writes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models

from conference.adminsite.audited import audit_value
from conference.bulk_update import update_rows
from conference.models import AuditAct, AuditEntry, Conference, User
from conference.models.checked_rows import check_fields
from conference.recorded_rows import Journal
from speakers import protection
from speakers.imports.columns import TableKind
from speakers.imports.plan import PlannedRow
from translation.texts.index import refresh_rows
from translation.texts.states import name_writers

BATCH = 250


class RowBatches:
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


class RowWriter:
    """Writes rows of a conference, by a person at a time."""

    def __init__(self, kind: TableKind, conference: Conference, journal: Journal, by: User, at: datetime) -> None:
        self._kind, self._conference, self._journal, self._by, self._at = kind, conference, journal, by, at

    def add(self, planned_rows: list[PlannedRow]) -> None:
        for planned in planned_rows:
            self._put(planned)
        check_fields(planned.row for planned in planned_rows)
        self._journal.add(self._kind.model._default_manager.bulk_create([planned.row for planned in planned_rows]))
        self._trail(planned_rows, AuditEntry.Act.ADD)

    def change(self, planned_rows: list[PlannedRow]) -> None:
        self._journal.touch(self._kind.model, [planned.row.pk for planned in planned_rows])
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
        AuditEntry.objects.bulk_create([self._entry_of(planned, act) for planned in planned_rows if planned.values])

    def _entry_of(self, planned: PlannedRow, act: AuditAct) -> AuditEntry:
        detail = {
            change.column.name: [audit_value(change.before or None), audit_value(change.after)]
            for change in planned.changes
            if change.column.name in planned.values
        }
        return AuditEntry.objects.entry_of(
            act=act, subject=planned.row, by=self._by, at=self._at, conference=self._conference, detail=detail
        )
