"""Taking the rows of a table: all that its preview offered or none, with the traces that the admin would leave."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from conference.adminsite.audited import audit_value
from conference.bulk_update import update_rows
from conference.models import AuditEntry, Conference, HandedIn
from conference.models.import_file import ImportRefused, PreviewOutdated
from speakers import protection
from speakers.imports.columns import KINDS
from speakers.imports.plan import Outcome
from speakers.imports.preview import preview
from speakers.imports.receive import table_of
from translation.texts.index import refresh_rows
from translation.texts.ordering import arrange_soon
from translation.texts.states import name_writers

BATCH = 250


def take(handed, *, seen, by, at, on_progress=None):
    """Take a file as its preview showed it (`seen` is that one's fingerprint); returns how many rows were written."""
    try:
        with transaction.atomic():
            return _take(handed, seen, by, at, on_progress)
    except IntegrityError:  # somebody has meanwhile made a row with the same key
        raise _rows_changed() from None


def _rows_changed():
    return PreviewOutdated(
        _("Rows were changed since you looked at this. Look at what the file would do now, then confirm.")
    )


def _take(handed, seen, by, at, on_progress):
    kind, table = KINDS[handed.kind], table_of(handed)
    row = HandedIn.objects.select_for_update(of=("self",)).select_related("conference").get(pk=handed.pk)
    if row.taken_at:
        raise ImportRefused(_("This file was taken already; nothing was written a second time."))
    _lock(kind, row.conference)
    found = preview(table, kind, row.conference)
    if found.fingerprint != seen:
        raise _rows_changed()
    new, changed = found.of(Outcome.NEW), found.of(Outcome.CHANGED)
    if not new and not changed:
        raise ImportRefused(_("There is nothing to take from this file."))
    counts = {str(outcome): number for outcome, number in found.counts.items()}
    writing = _Writing(kind, row.conference, by, at)
    _Steps(len(new) + len(changed), on_progress).through((new, writing.add), (changed, writing.change))
    arrange_soon(row.conference_id, kind.model._meta.label_lower)
    row.taken_at, row.outcome = at, {**row.outcome, "counts": counts, "written": len(new) + len(changed)}
    row.save(update_fields=["taken_at", "outcome"])
    AuditEntry.objects.record(
        act=f"{kind.key}: import", subject=row, by=by, at=at, conference=row.conference, detail=row.outcome
    )
    return row.outcome["written"]


def _lock(kind, conference):
    """One file after another, and no row changes while it is compared and written."""
    Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)
    list(kind.model.objects.select_for_update().filter(conference=conference).order_by("pk").values_list("pk"))


class _Steps:
    """Rows written a batch after another, and how far that has come."""

    def __init__(self, total, on_progress):
        self._total, self._on_progress = total, on_progress

    def through(self, *parts):
        done = 0
        for entries, write in parts:
            for start in range(0, len(entries), BATCH):
                some = entries[start : start + BATCH]
                write(some)
                done += len(some)
                if self._on_progress:
                    self._on_progress(done, self._total)


class _Writing:
    """Who writes rows of a conference, and when."""

    def __init__(self, kind, conference, by, at):
        self._kind, self._conference, self._by, self._at = kind, conference, by, at

    def add(self, entries):
        for entry in entries:
            self._put(entry)
        self._kind.model.objects.bulk_create([entry.row for entry in entries])
        self._trail(entries, "add")

    def change(self, entries):
        found = {}
        for entry in entries:
            for column in self._put(entry):
                found.setdefault(column, []).append(entry.row)
        for column, rows in found.items():
            update_rows(self._kind.model, rows, [column])
        self._trail(entries, "change")

    def _put(self, entry):
        """Put the values into the row; returns the columns that are written."""
        values = dict(entry.values)
        if "status" in values:
            values["status_at"] = self._at
        if entry.row.pk is None and values.get("protected"):
            values.setdefault("slug", protection.neutral_slug())
        for column, value in values.items():
            setattr(entry.row, column, value)
        return values

    def _trail(self, entries, act):
        """List the texts as this person's drafts, and enter what was written, as the admin does."""
        label, columns = self._kind.model._meta.label_lower, {}
        refresh_rows([entry.row for entry in entries], self._at)
        for entry in entries:
            for column in entry.values:
                columns.setdefault(column, []).append(entry.row.pk)
        for column, keys in columns.items():
            name_writers(label, keys, {column}, by=self._by, at=self._at)
        AuditEntry.objects.bulk_create([self._entered(entry, act, label) for entry in entries])

    def _entered(self, entry, act, label):
        return AuditEntry(
            act=act,
            subject_type=label,
            subject_id=str(entry.row.pk),
            subject_name=str(entry.row)[:300],
            by=self._by,
            at=self._at,
            conference=self._conference,
            detail={change.column.name: self._told(entry, change) for change in entry.changes},
        )

    def _told(self, entry, change):
        """The cell before and after; the trail is read by people who may not know who is protected."""
        if getattr(entry.row, "protected", False) and change.column.field.name in protection.NAMED:
            return [None, None]
        return [audit_value(change.before or None), audit_value(change.after)]
