"""Tables of speakers and of delegations as kinds of files to import."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.adminsite.audited import audit_value
from conference.files.safe_open import LARGEST
from conference.files.tables import MOST_ROWS
from conference.imports.apply import nothing_to_import
from conference.imports.columns import matching_note
from conference.imports.corrections import CorrectableTable
from conference.imports.kind import ImportKind, OnProgress, StaffRequest
from conference.imports.preview import LeftOut
from conference.imports.released import released_since
from conference.languages import official
from conference.models import AuditEntry, Conference, ImportFile, User
from conference.models.import_file import SCHEDULE_PERMISSIONS, ImportRefused
from conference.posted import Words, posted
from conference.recorded_rows import Journal, ModelTable, RecordedChanges, RowChange
from conference.staff_pages import staff_page_context
from conference.text_diff import DiffPart, difference
from speakers.imports.apply import RowBatches, RowWriter
from speakers.imports.columns import KINDS, TableKind
from speakers.imports.export import CONTENT_TYPES
from speakers.imports.forms import input_of
from speakers.imports.left_out import left_out_table, reasons_of
from speakers.imports.matching import PeopleMatcher
from speakers.imports.new_delegations import add_delegations
from speakers.imports.parse import Table
from speakers.imports.plan import IMPORTED, RESULT_LABELS, CellChange, PlannedRow, RowOutcome, TablePreview
from speakers.imports.preview import preview_table
from speakers.imports.receive import is_unmatched, store_upload, table_of
from speakers.imports.twins import twin_of
from speakers.models import Delegation, Speaker, State
from translation.texts.import_undo import TRANSLATION_STATES, put_texts_back
from translation.texts.ordering import arrange_soon

LATEST = 20  # files on the page
LABELS = {kind.key: kind.model._meta.label_lower for kind in KINDS.values()}


def permitted_kinds(request: StaffRequest) -> list[TableKind]:
    """The kinds of table that the user may export and import; Http404 if there is none."""
    kinds = [kind for kind in KINDS.values() if kind.permitted(request.user)]
    if not kinds:
        raise Http404
    return kinds


class TableImport(ImportKind):
    prefix = "speakers:import"
    kinds = tuple(KINDS)
    largest = LARGEST
    row_template = "speakers/imports/files_row.html"
    choices_template = "conference/imports/refused_rows.html"
    items_name = gettext_lazy("Rows of the file")
    no_item = gettext_lazy("There is no such row in the file.")
    waiting = gettext_lazy("The rows are being imported.")
    compared = gettext_lazy("The list shows how the file compares with the current rows.")
    outdated = gettext_lazy("Rows have changed since this preview. Check what the file would change now, then confirm.")
    counted = tuple(LABELS.values())
    dependent = (TRANSLATION_STATES,)
    notes_template = "speakers/imports/files_notes.html"
    has_columns = True

    def conference(self, request: StaffRequest, slug: str) -> Conference:
        permitted_kinds(request)
        return get_object_or_404(Conference, slug=slug)

    def files(self, request: StaffRequest, conference: Conference) -> Any:
        return super().files(request, conference).filter(kind__in=[kind.key for kind in permitted_kinds(request)])

    def receive(self, request: StaffRequest, conference: Conference) -> ImportFile:
        kind, upload = KINDS.get(posted(request, kind=Words()).kind), request.FILES.get("file")
        if kind is None or kind not in permitted_kinds(request):
            raise ImportRefused(_("Say what the file holds."))
        if upload is None:
            raise ImportRefused(_("Choose a file."))
        return store_upload(upload, kind, conference=conference, by=request.user, at=timezone.now())

    def upload_page(
        self,
        request: StaffRequest,
        conference: Conference,
        refusal: str = "",
        status: int = 200,
        import_file: ImportFile | None = None,
    ) -> HttpResponse:
        kinds, schedules = permitted_kinds(request), request.user.has_perms(SCHEDULE_PERMISSIONS)
        shown = [kind.key for kind in kinds] + ([str(ImportFile.Kind.SCHEDULE)] if schedules else [])
        shown += [str(ImportFile.Kind.PHOTOGRAPHS)] if request.user.has_perm("speakers.change_speaker") else []
        files = ImportFile.objects.filter(conference=conference, kind__in=shown)
        context = {
            **staff_page_context(request, conference),
            "kinds": kinds,
            "imports_schedules": schedules,
            "chosen": import_file.kind if import_file else "" if status == 413 else posted(request, kind=Words()).kind,
            "largest": LARGEST // 1024 // 1024,
            "most": MOST_ROWS,
            "import_files": files.select_related("by").defer("outcome")[:LATEST],
            "refusal": refusal,
        }
        return render(request, "speakers/imports/files.html", context, status=status)

    def matcher(self, import_file: ImportFile) -> PeopleMatcher:
        return PeopleMatcher(KINDS[import_file.kind], import_file.conference)

    def step_before_preview(self, import_file: ImportFile) -> str:
        return self.address("columns", import_file) if is_unmatched(import_file) else ""

    def table(self, import_file: ImportFile) -> CorrectableTable:
        table, columns = table_of(import_file), KINDS[import_file.kind].fields
        names = {place: column.heading for place, column in table.columns.items()}
        columns = columns | {column.heading: column for column in table.columns.values()}
        cells = {heading: partial(input_of, column) for heading, column in columns.items()}
        return CorrectableTable(table.rows, names, cells, table.corrections)

    def parse(self, import_file: ImportFile) -> Table:
        return table_of(import_file)

    def number_of_rows(self, parsed: Table) -> int:
        return len(parsed.rows)

    def compare(self, import_file: ImportFile, parsed: Table, user: User) -> TablePreview:
        added = import_file.outcome.get("added")
        adds = KINDS["delegations"].permitted(user)
        kind, conference = KINDS[import_file.kind], import_file.conference
        return preview_table(parsed, kind, conference, added, adds_delegations=adds, user=user)

    def lock(self, import_file: ImportFile, parsed: Table) -> None:
        """Lock the conference, so that one file is imported at a time, and its rows, so that none changes."""
        key, manager = import_file.conference_id, KINDS[import_file.kind].model._default_manager
        Conference.objects.select_for_update(no_key=True).get(pk=key)
        list(manager.select_for_update().filter(conference=key).order_by("pk").values_list("pk"))
        for part in KINDS[import_file.kind].parts:
            part.lock(key)

    def write(
        self,
        found: TablePreview,
        choices: None,
        *,
        journal: Journal,
        by: User,
        at: datetime,
        on_progress: OnProgress | None,
    ) -> dict[str, Any]:
        new, changed, conference = found.of(RowOutcome.NEW), found.of(RowOutcome.CHANGED), found.conference
        imported = found.of(*IMPORTED)
        if not imported:
            raise nothing_to_import()
        counts = {str(outcome): number for outcome, number in found.counts.items()}
        add_delegations(found, journal, by=by, at=at)
        writer = RowWriter(found.kind, conference, journal, by, at)
        RowBatches(len(new) + len(changed), on_progress).through((new, writer.add), (changed, writer.change))
        for part in found.kind.parts:
            part.write(imported, conference, journal, by=by, at=at)
        arrange_soon(conference.pk, found.kind.model._meta.label_lower)
        added = {str(planned.number): planned.row.pk for planned in new}
        return {"counts": counts, "written": len(imported), "added": added}

    def audited(self, import_file: ImportFile) -> dict[str, Any]:
        return {name: value for name, value in import_file.outcome.items() if name != "added"}

    def details(self, request: StaffRequest, import_file: ImportFile, found: TablePreview, page: Any) -> dict[str, Any]:
        ready = len(found.of(*IMPORTED))
        words = ngettext("Import %(number)d row", "Import %(number)d rows", ready)
        table, corrections = table_of(import_file), self.corrections(import_file)
        return {
            "back": reverse("speakers:files", args=[import_file.conference.slug]),
            "back_name": _("Files"),
            "holds": found.kind.name,
            "matching": matching_note(import_file),
            "columns_address": self.address("columns", import_file),
            "entries": [
                (
                    row,
                    [ComparedCell(change) for change in row.changes],
                    corrections.of(row.number, wrong_columns(table, row)),
                    None if import_file.taken_at else twin_of(table, row, found.kind, found.keys),
                )
                for row in page
            ],
            "is_correctable": not import_file.taken_at,
            "suggestions": self._suggestions(import_file, found, page),
            "ready": ready,
            "refused": found.counts[RowOutcome.REFUSED],
            "is_nothing": not ready,
            "button": words % {"number": ready},
        }

    def _suggestions(self, import_file: ImportFile, found: TablePreview, page: Any) -> dict[str, list[str]]:
        """The texts that may be written where a row of the page has an unknown one, in the page's language."""
        wrong = {problem.column.suggests for row in page for problem in row.problems if problem.column} - {""}
        if import_file.taken_at or not wrong:
            return {}
        texts = {name: text for part in found.kind.parts for name, text in part.suggestions(found.conference, wrong)}
        if "delegations" in wrong:
            rows = State.objects.all() if found.kind.model is Delegation else found.conference.delegations.all()
            texts["delegations"] = sorted(map(str, rows))
        return texts

    def label(self, outcome: RowOutcome, import_file: ImportFile) -> str:
        return str(RESULT_LABELS[outcome] if import_file.taken_at and not import_file.undone_at else outcome.label)

    def imported(self, number: int) -> str:
        words = ngettext("%(number)d row was imported.", "%(number)d rows were imported.", number)
        return words % {"number": number}

    def left_out(self, import_file: ImportFile, found: TablePreview) -> list[LeftOut]:
        return [
            LeftOut(_("Row %(number)s") % {"number": planned.number}, planned.key, reasons_of(planned))
            for planned in found.of(RowOutcome.REFUSED, RowOutcome.LEFT_OUT)
        ]

    def writes_left_out(self, import_file: ImportFile) -> bool:
        return True

    def left_out_file(self, import_file: ImportFile, found: TablePreview) -> tuple[bytes, str]:
        format = import_file.outcome["format"]
        return left_out_table(format, table_of(import_file), found), CONTENT_TYPES[format]

    def file_name(self, import_file: ImportFile, part: str = "") -> str:
        name = f"{import_file.conference.slug}-{import_file.kind}-{import_file.pk}"
        return f"{name} {part}".rstrip() + f".{import_file.outcome['format']}"

    def objection(self, import_file: ImportFile, changes: RecordedChanges, user: User) -> str:
        rows = changes.get(LABELS["speakers"], {}).values()
        added = {after["slug"] for before, after in rows if before is None and after}
        return released_since(import_file.conference, {"speakers": added})

    def undone(self, import_file: ImportFile, changes: RecordedChanges, *, by: User, at: datetime) -> None:
        put_texts_back(changes, import_file.conference, by=by, at=at)
        parts = [model for part in KINDS["speakers"].parts for model in part.written]
        models: list[type[Model]] = [*parts, Speaker, Delegation]
        for model in models:
            rows = changes.get(model._meta.label_lower, {})
            current = model._base_manager.in_bulk([int(key) for key in rows])
            entries = []
            for key, change in rows.items():
                if model in parts and key not in current:  # it went with its speaker, whose entry tells so
                    continue
                row = current.get(int(key)) or ModelTable(model).row(key, change[1] or {})
                entries.append(
                    AuditEntry.objects.entry_of(
                        act=AuditEntry.Act.CHANGE if change[0] else AuditEntry.Act.DELETE,
                        subject=row,
                        by=by,
                        at=at,
                        conference=import_file.conference,
                        detail=_audited(change),
                    )
                )
            AuditEntry.objects.bulk_create(entries, batch_size=500)


def _audited(change: RowChange) -> dict[str, Any]:
    before, after = change[0] or {}, change[1] or {}
    return {name: [audit_value(value), audit_value(before.get(name))] for name, value in after.items() if value != ""}


def wrong_columns(table: Table, planned: PlannedRow) -> list[str] | None:
    """The headings of the columns of a row in which something is wrong; None if nothing is wrong with the row."""
    columns = [table.columns.get(problem.place) or problem.column for problem in planned.problems]
    return [column.heading for column in columns if column] if planned.problems else None


class ComparedCell:
    """A changed cell as the preview shows it: the current text and the new one, each with its own words marked."""

    def __init__(self, change: CellChange) -> None:
        parts = difference(change.before, change.after) if change.before else [DiffPart("same", change.after)]
        self.column = change.column
        self.language = official(change.column.language) if change.column.language else None
        self.before = [part for part in parts if part.where != "own"] if change.before else []
        self.after = [part for part in parts if part.where != "theirs"]


TABLES = TableImport()
