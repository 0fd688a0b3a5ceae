"""A draft in Word, or one that was pasted, as a kind of file to import."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any

from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.imports.apply import nothing_to_import
from conference.imports.files import keep_upload, parsed_file
from conference.imports.kind import ImportKind, OnProgress, StaffRequest
from conference.imports.preview import LeftOut
from conference.loading import key_in
from conference.models import Conference, ImportFile, User
from conference.models.import_file import ImportRefused
from conference.posted import Pressed, Words, posted
from conference.recorded_rows import Journal, RecordedChanges
from conference.refusals import Refusal
from summary.imports.blocks import DraftBlocks
from summary.imports.notes import notes_of
from summary.imports.pasted import pasted_text
from summary.imports.plan import DraftPlace
from summary.imports.preview import DraftOutcome, DraftPreview, name_of
from summary.imports.recognition import recognized
from summary.imports.word_file import LARGEST, read_word
from summary.imports.write import DraftWriter
from summary.loading import draft_of
from summary.models import Paragraph, Section, Summary
from summary.page_context import page_context
from summary.text.numbering import section_mark
from summary.text.outline import outline_of
from summary.text.writing import lock, touch
from translation.texts.import_undo import put_texts_back
from translation.texts.registry import text_of

WORD, PASTED, LATEST = "docx", "pasted", 20  # formats; files on the page
SECTION, PARAGRAPH = Section._meta.label_lower, Paragraph._meta.label_lower


class DraftImport(ImportKind):
    prefix = "summary:import"
    kinds = (ImportFile.Kind.DRAFT,)
    largest = LARGEST
    base_template = "summary/draft_base.html"
    row_template = "summary/imports/item.html"
    notes_template = "summary/imports/place.html"
    style_sheet = "summary/imports/imports.css"
    items_name = gettext_lazy("Parts of the text")
    no_item = gettext_lazy("There is no such part in the text.")
    waiting = gettext_lazy("The text is being imported.")
    compared = gettext_lazy("The text stands in the draft now. The list shows what was made of it.")
    outdated = gettext_lazy("The draft has changed in the meantime. See what would change now, then confirm.")
    counted = (SECTION, PARAGRAPH)

    def conference(self, request: StaffRequest, slug: str) -> Conference:
        conference: Conference = draft_of(request, slug, "draft_summary", "clear_summary").conference
        return conference

    def receive(self, request: StaffRequest, conference: Conference) -> ImportFile:
        """Keep a file, or a text that was pasted into the form."""
        sent = posted(request, place=Words(), replaces=Pressed(), text=Words())
        place = place_from(sent.place, replaces=sent.replaces)
        upload, by, at = request.FILES.get("file"), request.user, timezone.now()
        if upload is not None:
            return store_word(upload, conference=conference, place=place, by=by, at=at)
        if sent.text.strip():
            return store_pasted(sent.text, "", conference=conference, place=place, by=by, at=at)
        raise ImportRefused(_("Choose a file, or paste a text."))

    def upload_page(
        self,
        request: StaffRequest,
        conference: Conference,
        refusal: str = "",
        status: int = 200,
        import_file: ImportFile | None = None,
    ) -> HttpResponse:
        summary = get_object_or_404(Summary, conference=conference)
        sent = posted(request, text=Words()).text if request.method == "POST" and status != 413 else ""
        # A text that was pasted into the draft, shown and not wanted there is of no interest any more.
        files = self.files(request, conference).exclude(taken_at=None, outcome__format=PASTED)
        context = {
            **page_context(request, summary),
            "import_files": files.select_related("by")[:LATEST],
            "sections": sections_of(summary),
            "writes": summary.takes_original_from(request.user),
            "why_closed": summary.why_closed(request.user, summary.original_language),
            "largest": LARGEST // 1024 // 1024,
            "text": sent,
            "refusal": refusal,
        }
        return render(request, "summary/imports/upload.html", context, status=status)

    def parse(self, import_file: ImportFile) -> DraftBlocks:
        found: DraftBlocks = parsed_file(import_file, READERS[import_file.outcome["format"]])
        return found

    def number_of_rows(self, parsed: DraftBlocks) -> int:
        return len(parsed.blocks)

    def compare(self, import_file: ImportFile, parsed: DraftBlocks, user: User) -> DraftPreview:
        is_made = bool(import_file.taken_at and not import_file.undone_at)
        return DraftPreview(_summary_of(import_file), parsed, DraftPlace.of(import_file.options), is_made=is_made)

    def lock(self, import_file: ImportFile, parsed: DraftBlocks) -> None:
        lock(_summary_of(import_file))

    def write(
        self,
        found: DraftPreview,
        choices: None,
        *,
        journal: Journal,
        by: User,
        at: datetime,
        on_progress: OnProgress | None,
    ) -> dict[str, Any]:
        summary = found.summary
        if not summary.takes_original_from(by):
            raise Refusal(summary.why_closed(by, summary.original_language))
        if not found.counts[DraftOutcome.ADDED]:
            raise nothing_to_import()
        counts = {str(outcome): number for outcome, number in found.counts.items()}
        number = DraftWriter(summary, journal, by=by, at=at).write(found.plan, found.found.notes)
        return {"counts": counts, "written": number}

    def page_context(self, request: StaffRequest, import_file: ImportFile) -> dict[str, Any]:
        return page_context(request, _summary_of(import_file))

    def details(self, request: StaffRequest, import_file: ImportFile, found: DraftPreview, page: Any) -> dict[str, Any]:
        return {
            "back": reverse("summary:imports", args=[import_file.conference.slug]),
            "back_name": _("Word and pasted texts"),
            "entries": [entry_of(each, found.found.notes) for each in page],
            "sections": [] if import_file.taken_at else sections_of(found.summary),
            "place": found.plan.place,
            "place_address": self.address("place", import_file),
            "is_nothing": not found.counts[DraftOutcome.ADDED],
            "button": button_of(found),
        }

    def imported(self, number: int) -> str:
        words = ngettext(
            "%(number)d part of the text was imported.", "%(number)d parts of the text were imported.", number
        )
        return words % {"number": number}

    def left_out(self, import_file: ImportFile, found: DraftPreview) -> list[LeftOut]:
        texts = [LeftOut(each.mark, each.text[:120], [each.why]) for each in found.plan.texts() if each.why]
        return [*texts, *(LeftOut(name_of(each), each.words, []) for each in found.found.left_out)]

    def file_name(self, import_file: ImportFile, part: str = "") -> str:
        return import_file.name if import_file.outcome["format"] == WORD else f"{import_file.name}.json"

    def lock_for_undo(self, import_file: ImportFile, changes: RecordedChanges) -> None:
        lock(_summary_of(import_file))

    def objection(self, import_file: ImportFile, changes: RecordedChanges, user: User) -> str:
        """Return that the user may not write the original at its present stage."""
        summary = _summary_of(import_file)
        if summary.takes_original_from(user):
            return ""
        return summary.why_closed(user, summary.original_language)

    def undone(self, import_file: ImportFile, changes: RecordedChanges, *, by: User, at: datetime) -> None:
        put_texts_back(changes, import_file.conference, by=by, at=at)
        touch(_summary_of(import_file))


DRAFTS = DraftImport()


def _summary_of(import_file: ImportFile) -> Summary:
    return Summary.objects.select_related("conference").get(conference=import_file.conference_id)


def _read_word(file: IO[bytes]) -> DraftBlocks:
    return recognized(read_word(file))


def _read_pasted(file: IO[bytes]) -> DraftBlocks:
    kept = json.load(file)
    return recognized(pasted_text(kept["plain"], kept["html"]))


READERS = {WORD: _read_word, PASTED: _read_pasted}


def store_word(upload: Any, *, conference: Conference, place: DraftPlace, by: User, at: datetime) -> ImportFile:
    """Keep a Word document that can be read; Refusal says why it cannot."""
    _read_word(upload)
    options = {"place": place.as_json()}
    kind, outcome = ImportFile.Kind.DRAFT, {"format": WORD}
    return keep_upload(upload, kind, ending=WORD, conference=conference, by=by, at=at, outcome=outcome, options=options)


def store_pasted(
    plain: str, html: str, *, conference: Conference, place: DraftPlace, by: User, at: datetime
) -> ImportFile:
    """Keep a text that was pasted; ImportRefused where it has no words."""
    if not recognized(pasted_text(plain, html)).blocks:
        raise ImportRefused(_("The text has no words."))
    content = json.dumps({"plain": plain, "html": html}).encode()
    upload = ContentFile(content, name=_("Pasted text"))
    options = {"place": place.as_json()}
    kind, outcome = ImportFile.Kind.DRAFT, {"format": PASTED}
    return keep_upload(
        upload, kind, ending="json", conference=conference, by=by, at=at, outcome=outcome, options=options
    )


def place_from(words: str, *, replaces: bool = False) -> DraftPlace:
    """Return the place that a form names: "end", "section:12" or "paragraph:34"; the end for anything else."""
    kind, __, number = words.partition(":")
    pk = key_in(number)
    if kind not in ("section", "paragraph") or pk is None:
        return DraftPlace()
    return DraftPlace(kind, pk, replaces and kind == "section")


def sections_of(summary: Summary) -> list[tuple[int, str]]:
    """Return the sections of a draft for a list to choose from: [(key, "II. Heading")]."""
    code, found = summary.original_language, outline_of(summary)
    marks = [section_mark(each.row.level, each.number, code) for each in found]
    return [(x.row.pk, f"{mark} {text_of(x.row, 'heading', code)[:80]}") for mark, x in zip(marks, found, strict=True)]


def entry_of(item: Any, notes: Sequence[str] = ()) -> dict[str, Any]:
    """Return an item of the preview as its template takes it."""
    if isinstance(item, tuple):
        return {"kind": "paragraph", "depth": 0, "mark": "–", "text": item[1], "is_removed": True}
    if hasattr(item, "number"):
        return {"kind": "left-out", "depth": 0, "mark": "", "text": item.words, "name": name_of(item)}
    return {**vars(item), "note": item.note, "footnotes": notes_of(item.text, notes)}


def button_of(found: DraftPreview) -> str:
    """Return what the button says that imports it."""
    number = found.paragraphs
    if not number:
        words = ngettext("Make %(number)d heading", "Make %(number)d headings", found.headings)
        return words % {"number": found.headings}
    return ngettext("Make %(number)d paragraph", "Make %(number)d paragraphs", number) % {"number": number}
