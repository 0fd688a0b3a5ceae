"""A glossary, as a table or from a tool for terms, as a kind of file to import."""

from datetime import datetime
from typing import Any

from django.core.files import File
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from conference.files.tables import CSV
from conference.imports.apply import nothing_to_import
from conference.imports.columns import matching_note, matching_of
from conference.imports.corrections import CorrectableTable, corrections_of
from conference.imports.files import keep_upload, parsed_file
from conference.imports.kind import ImportKind, OnProgress, StaffRequest
from conference.imports.preview import LeftOut
from conference.languages import official
from conference.languages.lists import labelled
from conference.models import Conference, ImportFile, User
from conference.posted import Words, posted
from conference.recorded_rows import Journal, RecordedChanges
from conference.refusals import Refusal
from translation.glossary.correcting import correctable, wrong_columns
from translation.glossary.editing import require_scope
from translation.glossary.files import LARGEST, TBX, GlossaryFile, format_of, read_file, read_glossary
from translation.glossary.importing import (
    ConceptChange,
    ConceptOutcome,
    GlossaryPreview,
    preview_glossary,
    write_glossary,
)
from translation.glossary.matching import GlossaryMatcher
from translation.glossary.tables import NoLanguageNamed, is_own, own_matching, sheets_in, terms_in, write_csv
from translation.glossary.terms import ConceptTerms
from translation.loading import secretariats_conference
from translation.models import glossary
from translation.page_context import page_context

SHARED = "shared"  # what the file holds for: all conferences, else the one in which it was uploaded
LATEST = 20  # files on the page
LONGEST_NAME = 200  # of a file in the audit trail


class GlossaryImport(ImportKind):
    prefix = "translation:glossary-import"
    kinds = (ImportFile.Kind.GLOSSARY,)
    largest = LARGEST
    base_template = "translation/base.html"
    row_template = "translation/glossary/glossary_import_concept.html"
    choices_template = "conference/imports/refused_rows.html"
    notes_template = "conference/imports/columns_note.html"
    has_columns = True
    style_sheet = "translation/glossary/glossary.css"
    items_name = gettext_lazy("Concepts of the file")
    no_item = gettext_lazy("There is no such concept in the file.")
    waiting = gettext_lazy("The file is being imported.")
    compared = gettext_lazy("The list shows how the file compares with the glossary.")
    outdated = gettext_lazy("The glossary has changed in the meantime. See what would change now, then confirm.")
    counted = tuple(model._meta.label_lower for model in (glossary.Concept, glossary.Term))

    def conference(self, request: StaffRequest, slug: str) -> Conference:
        return secretariats_conference(request, slug)

    def receive(self, request: StaffRequest, conference: Conference) -> ImportFile:
        upload = request.FILES.get("file")
        if upload is None:
            raise Refusal(_("Choose a file first."))
        is_shared = posted(request, scope=Words()).scope == SHARED
        require_scope(request.user, is_shared=is_shared)
        return store_upload(upload, conference=conference, is_shared=is_shared, by=request.user, at=timezone.now())

    def upload_page(
        self,
        request: StaffRequest,
        conference: Conference,
        refusal: str = "",
        status: int = 200,
        import_file: ImportFile | None = None,
    ) -> HttpResponse:
        context = {
            **page_context(request, conference),
            "import_files": self.files(request, conference).select_related("by")[:LATEST],
            "fault": refusal,
        }
        return render(request, "translation/glossary/glossary_import.html", context, status=status)

    def matcher(self, import_file: ImportFile) -> GlossaryMatcher:
        if not _is_table(import_file):
            raise Http404
        return GlossaryMatcher(import_file.conference)

    def step_before_preview(self, import_file: ImportFile) -> str:
        return self.address("columns", import_file) if self._is_unmatched(import_file) else ""

    def _is_unmatched(self, import_file: ImportFile) -> bool:
        try:
            self.parse(import_file)
        except NoLanguageNamed:
            return True
        except Refusal:  # the preview says why
            return False
        return False

    def table(self, import_file: ImportFile) -> CorrectableTable:
        table = self.parse(import_file).table
        if table is None:
            raise Http404
        return correctable(table, corrections_of(import_file), self.matcher(import_file).fields)

    def parse(self, import_file: ImportFile) -> GlossaryFile:
        facts = matching_of(import_file), corrections_of(import_file)
        return parsed_file(import_file, lambda file: read_file(import_file.outcome["format"], file.read(), *facts))

    def number_of_rows(self, parsed: GlossaryFile) -> int:
        return len(parsed.terms)

    def compare(self, import_file: ImportFile, parsed: GlossaryFile, user: User) -> GlossaryPreview:
        return preview_glossary(parsed.terms, _scope(import_file))

    def lock(self, import_file: ImportFile, parsed: GlossaryFile) -> None:
        _lock(import_file)

    def write(
        self,
        found: GlossaryPreview,
        choices: None,
        *,
        journal: Journal,
        by: User,
        at: datetime,
        on_progress: OnProgress | None,
    ) -> dict[str, Any]:
        written = found.counts[ConceptOutcome.NEW] + found.counts[ConceptOutcome.CHANGED]
        if not written:
            raise nothing_to_import()
        write_glossary(found, journal)
        return {"counts": {str(outcome): number for outcome, number in found.counts.items()}, "written": written}

    def audited(self, import_file: ImportFile) -> dict[str, Any]:
        counts = import_file.outcome["counts"]
        return {
            "file": import_file.name[:LONGEST_NAME],
            "new": counts["new"],
            "changed": counts["changed"],
            "shared": _scope(import_file) is None,
        }

    def page_context(self, request: StaffRequest, import_file: ImportFile) -> dict[str, Any]:
        return page_context(request, import_file.conference)

    def details(
        self, request: StaffRequest, import_file: ImportFile, found: GlossaryPreview, page: Any
    ) -> dict[str, Any]:
        scope = _("all conferences") if _scope(import_file) is None else _("this conference")
        return {
            "back": reverse("translation:glossary-import", args=[import_file.conference.slug]),
            "back_name": _("Import a glossary"),
            "matching": matching_note(import_file),
            "columns_address": self.address("columns", import_file) if _is_table(import_file) else "",
            "holds": labelled(pgettext("a concept", "Holds for"), scope),
            "entries": self._entries(import_file, page),
            "refused": found.counts[ConceptOutcome.REFUSED] if _is_table(import_file) else 0,
            "is_nothing": not found.counts[ConceptOutcome.NEW] + found.counts[ConceptOutcome.CHANGED],
            "button": _("Import the glossary"),
        }

    def _entries(self, import_file: ImportFile, page: Any) -> list[tuple[Any, ...]]:
        """The concepts of a page, each with its changes and what corrects its row, None where nothing does."""
        if import_file.taken_at or not _is_table(import_file):
            return [(each, _changes(each), None) for each in page]
        table, corrections = self.table(import_file), self.corrections(import_file)
        return [(each, _changes(each), corrections.of(each.term.row, wrong_columns(table, each))) for each in page]

    def imported(self, number: int) -> str:
        words = ngettext("%(number)d concept was imported.", "%(number)d concepts were imported.", number)
        return words % {"number": number}

    def left_out(self, import_file: ImportFile, found: GlossaryPreview) -> list[LeftOut]:
        return [
            LeftOut(_place(each), each.term.concept, [each.reason])
            for each in found.of(ConceptOutcome.REFUSED, ConceptOutcome.LEFT_OUT)
        ]

    def writes_left_out(self, import_file: ImportFile) -> bool:
        return _is_table(import_file)

    def left_out_file(self, import_file: ImportFile, found: GlossaryPreview) -> tuple[bytes, str]:
        left_out = found.of(ConceptOutcome.REFUSED, ConceptOutcome.LEFT_OUT)
        content = write_csv([each.term for each in left_out], reasons=[each.reason for each in left_out])
        return content, "text/csv; charset=utf-8"

    def file_name(self, import_file: ImportFile, part: str = "") -> str:
        name = f"{import_file.conference.slug}-glossary-{import_file.pk} {part}".rstrip()
        return f"{name}.{CSV if part else import_file.outcome['format']}"

    def lock_for_undo(self, import_file: ImportFile, changes: RecordedChanges) -> None:
        _lock(import_file)

    def undone(self, import_file: ImportFile, changes: RecordedChanges, *, by: User, at: datetime) -> None:
        """Nothing depends on the rows of the glossary."""


def store_upload(upload: File, *, conference: Conference, is_shared: bool, by: User, at: datetime) -> ImportFile:
    """Keeps an uploaded glossary for its preview; raises Refusal where none of it can be imported.

    A table that has other columns than the export is read as files with its headings were matched before; where none
    was, its languages are read if its headings name them as the export does, else a person says what its columns are.
    """
    name, content = upload.name or "", upload.read(LARGEST + 1)
    format, options, rows = format_of(name), {"scope": SHARED} if is_shared else {}, 0
    if format == TBX or len(content) > LARGEST:
        rows = _importable(read_glossary(name, content), None if is_shared else conference)
    else:
        format, sheets = sheets_in(content)
        own, matcher = own_matching(sheets), GlossaryMatcher(conference)
        if own and is_own(sheets, own):
            rows = _importable(terms_in(format, sheets), None if is_shared else conference)
        elif matching := matcher.remembered(sheets) or own:
            options |= matcher.note(sheets[matching.sheet], matching)
            rows = matcher.check(format, sheets, matching)
    return keep_upload(
        upload,
        ImportFile.Kind.GLOSSARY,
        ending=format,
        conference=conference,
        by=by,
        at=at,
        outcome={"format": format, "rows": rows},
        options=options,
    )


def _importable(terms: list[ConceptTerms], scope: Conference | None) -> int:
    """Returns the number of concepts; raises Refusal where none of them can be imported."""
    refused = preview_glossary(terms, scope).of(ConceptOutcome.REFUSED)
    if len(refused) == len(terms):
        raise Refusal(refused[0].problem)
    return len(terms)


def _is_table(import_file: ImportFile) -> bool:
    return import_file.outcome["format"] != TBX


def _scope(import_file: ImportFile) -> Conference | None:
    return None if import_file.options.get("scope") == SHARED else import_file.conference


def _lock(import_file: ImportFile) -> None:
    rows = glossary.Concept.objects.filter(conference=_scope(import_file))
    list(rows.select_for_update().order_by("pk").values_list("pk"))


def _place(change: ConceptChange) -> str:
    return _("Row %(number)s") % {"number": change.term.row} if change.term.row else ""


def _changes(change: ConceptChange) -> list[tuple[Any, Any, Any]]:
    if change.term.is_left_out:
        return []
    return [(official(code), gone, come) for code, gone, come in change.gone_and_come]


GLOSSARY = GlossaryImport()
