"""Reference memories as a kind of file to import: earlier documents in several languages, as any tool keeps them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files import File
from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from conference.files.safe_open import LARGEST
from conference.imports.apply import nothing_to_import, refuse_imported
from conference.imports.files import keep_upload, parsed_file
from conference.imports.kind import ImportKind, OnProgress, StaffRequest
from conference.imports.preview import ImportPreview, LeftOut
from conference.languages import official
from conference.languages.lists import isolated, labelled, listed
from conference.locking import lock
from conference.models import Conference, ImportFile, User
from conference.posted import Pressed, posted
from conference.recorded_rows import Journal, RecordedChanges
from translation.loading import conference_for
from translation.models import ReferenceMemory, ReferenceUnit
from translation.page_context import page_context
from translation.reference.aligned_file import is_aligned, memory_of
from translation.reference.forms import SHARED, AlignmentForm, ReferenceForm, options_of
from translation.reference.memories import memories_for
from translation.reference.tmx_memory import MemoryFile, MemoryUnit, UnitFate, read_memory
from translation.reference.two_documents import LARGEST as LARGEST_DOCUMENT
from translation.reference.writing import make_ready, write_units
from translation.texts.permissions import is_secretariat, keeps_what_is_shared


class ReferenceOutcome(models.TextChoices):
    """What importing a text of a file would do."""

    NEW = UnitFate.NEW, pgettext_lazy("texts", "New")
    DOUBLE = UnitFate.DOUBLE, gettext_lazy("Twice in the file")
    ONE_LANGUAGE = UnitFate.ONE_LANGUAGE, gettext_lazy("In one official language only")
    TOO_LONG = UnitFate.TOO_LONG, gettext_lazy("Too long")
    DOUBTFUL = UnitFate.DOUBTFUL, gettext_lazy("In doubt, not confirmed")
    LEFT_OUT = UnitFate.LEFT_OUT, pgettext_lazy("texts", "Left out")


@dataclass(frozen=True)
class ReferencePreview(ImportPreview):
    """What importing a file would do."""

    outcomes = ReferenceOutcome
    seldom = (ReferenceOutcome.DOUBTFUL, ReferenceOutcome.LEFT_OUT)
    parsed: MemoryFile
    import_file: ImportFile

    def items_by_outcome(self) -> Sequence[tuple[Any, Any]]:
        return [(ReferenceOutcome(unit.fate), unit) for unit in self.parsed.units]

    def parts(self) -> Mapping[Hashable, object]:
        """The file decides all of it, or the pairs of two documents, which stand in its options."""
        return {"file": [self.import_file.pk, len(self.parsed.units), self.import_file.options]}


class ReferenceImport(ImportKind):
    prefix = "translation:reference-import"
    kinds = (ImportFile.Kind.REFERENCE,)
    largest = LARGEST
    base_template = "translation/base.html"
    row_template = "translation/reference/import_unit.html"
    notes_template = "translation/reference/import_counts.html"
    items_name = gettext_lazy("Texts of the file")
    no_item = gettext_lazy("There is no such text in the file.")
    waiting = gettext_lazy("The texts are being imported.")
    compared = gettext_lazy("The list shows the texts of the file.")
    outdated = gettext_lazy("The file has changed in the meantime. See what would be imported now, then confirm.")
    counted = (ReferenceMemory._meta.label_lower,)
    contained = (ReferenceUnit._meta.label_lower,)

    def conference(self, request: StaffRequest, slug: str) -> Conference:
        return conference_for(request, slug)

    def receive(self, request: StaffRequest, conference: Conference) -> ImportFile:
        form = ReferenceForm(request.POST, request.FILES)
        options = options_of(form, request.user)
        return store_upload(
            form.cleaned_data["file"], options, conference=conference, by=request.user, at=timezone.now()
        )

    def upload_page(
        self,
        request: StaffRequest,
        conference: Conference,
        refusal: str = "",
        status: int = 200,
        import_file: ImportFile | None = None,
    ) -> HttpResponse:
        """Return the reference memories, and the form that uploads one."""
        is_posted = request.method == "POST" and status != 413 and import_file is None
        is_of_two = is_posted and posted(request, source=Pressed()).source
        form = ReferenceForm(request.POST) if is_posted and not is_of_two else ReferenceForm()
        two = AlignmentForm(request.POST) if is_of_two else AlignmentForm()
        context = {
            **page_context(request, conference),
            "form": form,
            "two": two,
            "refusal": refusal,
            "largest": LARGEST // 1024 // 1024,
            "largest_of_two": LARGEST_DOCUMENT // 1024 // 1024,
            "may_share": keeps_what_is_shared(request.user),
            "memories": memories_for(conference),
            "waiting": self.files(request, conference).filter(taken_at=None).select_related("by")[:20],
        }
        return render(request, "translation/reference/reference.html", context, status=status)

    def parse(self, import_file: ImportFile) -> MemoryFile:
        if is_aligned(import_file):
            return memory_of(import_file)
        return parsed_file(import_file, lambda file: read_memory(File(file)))

    def step_before_preview(self, import_file: ImportFile) -> str:
        """Return the address of the pairs of two documents, as long as they are being corrected."""
        if import_file.taken_at or not is_aligned(import_file) or import_file.options["is_looked_at"]:
            return ""
        return self.address("pairs", import_file)

    def number_of_rows(self, parsed: MemoryFile) -> int:
        return len(parsed.units)

    def compare(self, import_file: ImportFile, parsed: MemoryFile, user: User) -> ReferencePreview:
        return ReferencePreview(parsed, import_file)

    def prepare(
        self, import_file: ImportFile, parsed: MemoryFile, *, by: User, at: datetime, on_progress: OnProgress | None
    ) -> None:
        """Write the texts, some at a time; nobody is offered them before the memory is ready."""
        refuse_imported(ImportFile.objects.get(pk=import_file.pk))
        if parsed.new:
            write_units(import_file, parsed, by=by, at=at, on_progress=on_progress)

    def lock(self, import_file: ImportFile, parsed: MemoryFile) -> None:
        lock(import_file.conference)

    def write(
        self,
        found: ReferencePreview,
        choices: None,
        *,
        journal: Journal,
        by: User,
        at: datetime,
        on_progress: OnProgress | None,
    ) -> dict[str, Any]:
        units = found.parsed.new
        if not units:
            raise nothing_to_import()
        journal.add([make_ready(found.import_file)])
        return {"written": len(units), "counts": {str(each): number for each, number in found.counts.items()}}

    def page_context(self, request: StaffRequest, import_file: ImportFile) -> dict[str, Any]:
        return page_context(request, import_file.conference)

    def details(
        self, request: StaffRequest, import_file: ImportFile, found: ReferencePreview, page: Any
    ) -> dict[str, Any]:
        number = found.counts[ReferenceOutcome.NEW]
        words = ngettext("Import %(number)d text", "Import %(number)d texts", number) % {"number": number}
        scope = _("all conferences") if is_shared(import_file) else _("this conference")
        pairs = sorted(found.parsed.pairs().items(), key=lambda pair: -pair[1])
        return {
            "back": reverse("translation:reference", args=[import_file.conference.slug]),
            "back_name": _("Reference memories"),
            "holds": labelled(pgettext("a memory", "Holds for"), scope),
            "title": import_file.options["title"],
            "pairs": [(official(one), official(other), count) for (one, other), count in pairs],
            "other_languages": listed(map(isolated, found.parsed.others)),
            "entries": [[(official(code), text) for code, text in unit.texts] for unit in page],
            "is_nothing": not number,
            "pairs_address": self.address("pairs", import_file) if is_aligned(import_file) else "",
            "button": words,
        }

    def imported(self, number: int) -> str:
        words = ngettext("%(number)d text was imported.", "%(number)d texts were imported.", number)
        return words % {"number": number}

    def left_out(self, import_file: ImportFile, found: ReferencePreview) -> list[LeftOut]:
        return [_left_out(unit) for unit in found.parsed.units if unit.fate != UnitFate.NEW]

    def file_name(self, import_file: ImportFile, part: str = "") -> str:
        ending = ".zip" if is_aligned(import_file) else ".tmx"
        return f"{import_file.conference.slug}-reference-{import_file.pk} {part}".rstrip() + ending

    def objection(self, import_file: ImportFile, changes: RecordedChanges, user: User) -> str:
        """Return that a memory is removed by whoever brought it in, or by those who keep it for the others."""
        keeps = keeps_what_is_shared(user) if is_shared(import_file) else is_secretariat(user)
        if keeps or import_file.by_id == user.pk:
            return ""
        return _("This memory is removed by whoever imported it, or by the secretariat.")

    def undone(self, import_file: ImportFile, changes: RecordedChanges, *, by: User, at: datetime) -> None:
        """Nothing depends on a reference memory: the translation memory sees by itself that it is gone."""


def store_upload(
    file: File, options: Mapping[str, str], *, conference: Conference, by: User, at: datetime
) -> ImportFile:
    """Keep a TMX for its preview; FileRefused says why it cannot be read.

    `options` are its "title", the date on which it was "dated", and the "scope" SHARED of one for all conferences.
    """
    number = len(read_memory(file).units)
    return keep_upload(
        file,
        ImportFile.Kind.REFERENCE,
        ending="tmx",
        conference=conference,
        by=by,
        at=at,
        outcome={"texts": number},
        options=options,
    )


def is_shared(import_file: ImportFile) -> bool:
    """Return whether a memory is for all conferences."""
    return import_file.options.get("scope") == SHARED


def _left_out(unit: MemoryUnit) -> LeftOut:
    place = _("Text %(number)s") % {"number": unit.number}
    return LeftOut(place, unit.texts[0][1][:80] if unit.texts else "", [str(ReferenceOutcome(unit.fate).label)])


REFERENCE = ReferenceImport()
