"""Files of translations, as translators' own tools write them, as a kind of file to import."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from conference.files.safe_open import LARGEST
from conference.imports.kind import ImportKind, OnProgress, StaffRequest
from conference.imports.preview import LeftOut
from conference.languages import OfficialLanguage, official
from conference.models import Conference, ImportFile, User
from conference.models.import_file import ImportRefused
from conference.posted import Words, posted
from conference.recorded_rows import Journal, RecordedChanges
from translation.exchange import excel
from translation.exchange.apply import lock_rows, lock_texts, outcome_of, write
from translation.exchange.current_texts import current_texts
from translation.exchange.exporting import FORMATS, Only
from translation.exchange.import_as import import_as, only_changed_words, states_offered
from translation.exchange.preview import (
    ExchangePreview,
    IncomingKind,
    Rights,
    parsed_file_of,
    preview,
    store_upload,
)
from translation.exchange.preview_entries import entries_of, left_out_of, reason_of, texts_left_out
from translation.loading import conference_for, language_for
from translation.models import Remark
from translation.page_context import page_context
from translation.texts import documents
from translation.texts.import_undo import TRANSLATION_STATES, put_texts_back
from translation.texts.permissions import reads
from translation.units import ParsedFile

LATEST = 20  # uploads on the page


class TextsImport(ImportKind):
    prefix = "translation:import"
    kinds = (ImportFile.Kind.TEXTS,)
    largest = LARGEST
    base_template = "translation/base.html"
    row_template = "translation/exchange/import_text.html"
    choices_template = "translation/exchange/import_choices.html"
    notes_template = "translation/exchange/import_as.html"
    items_name = gettext_lazy("Texts of the file")
    no_item = gettext_lazy("There is no such text in the file.")
    waiting = gettext_lazy("The texts are being imported.")
    compared = gettext_lazy(
        "The list compares the file with the current texts: imported texts are shown as unchanged, and those left out"
        " can still be seen."
    )
    outdated = gettext_lazy(
        "Texts have changed since this preview was made. See what the file would do now, then confirm."
    )
    counted = (TRANSLATION_STATES.label,)
    dependent = (TRANSLATION_STATES,)

    def conference(self, request: StaffRequest, slug: str) -> Conference:
        return conference_for(request, slug)

    def files(self, request: StaffRequest, conference: Conference) -> QuerySet[ImportFile]:
        """Return the files whose language the user may read."""
        return super().files(request, conference).filter(language__in=[each.code for each in reads(request.user)])

    def receive(self, request: StaffRequest, conference: Conference) -> ImportFile:
        language, file = _asked(request), request.FILES.get("file")
        if file is None:
            raise ImportRefused(_("Choose a file."))
        return store_upload(file, conference=conference, language=language, by=request.user, at=timezone.now())

    def upload_page(
        self,
        request: StaffRequest,
        conference: Conference,
        refusal: str = "",
        status: int = 200,
        import_file: ImportFile | None = None,
        language: OfficialLanguage | None = None,
    ) -> HttpResponse:
        """Return the exports and the uploads of one language."""
        if import_file:
            language = official(import_file.language)
        elif language is None:  # of a file that is too large, nothing is read
            language = reads(request.user)[0] if status == 413 else _asked(request)
        uploads = self.files(request, conference).filter(language=language.code).select_related("by")
        context = {
            **page_context(request, conference, language),
            "documents": documents.all_documents(),
            "other": documents.OTHER,
            "only": Only.choices,
            "formats": FORMATS,
            "largest": LARGEST // 1024 // 1024,
            "uploads": uploads[:LATEST],
            "refusal": refusal,
        }
        return render(request, "translation/exchange/exchange.html", context, status=status)

    def parse(self, import_file: ImportFile) -> ParsedFile:
        return parsed_file_of(import_file)

    def number_of_rows(self, parsed: ParsedFile) -> int:
        return len(parsed.units)

    def compare(self, import_file: ImportFile, parsed: ParsedFile, user: User) -> ExchangePreview:
        return preview(
            parsed, import_file.conference, user, import_as(import_file), only_words=only_changed_words(import_file)
        )

    def lock(self, import_file: ImportFile, parsed: ParsedFile) -> None:
        lock_texts(import_file.conference, parsed)

    def choices(self, request: StaffRequest) -> bool:
        """Return whether what is in conflict with newer work is imported too."""
        return posted(request, conflicts=Words()).conflicts == "import"

    def write(
        self,
        found: ExchangePreview,
        choices: bool,
        *,
        journal: Journal,
        by: User,
        at: datetime,
        on_progress: OnProgress | None,
    ) -> dict[str, Any]:
        conflicts = bool(choices)
        written = write(found, conflicts=conflicts, journal=journal, by=by, at=at, on_progress=on_progress)
        return outcome_of(found, conflicts, written)

    def audited(self, import_file: ImportFile) -> dict[str, Any]:
        return {**import_file.outcome, "language": import_file.language, "as": import_as(import_file)}

    def page_context(self, request: StaffRequest, import_file: ImportFile) -> dict[str, Any]:
        return page_context(request, import_file.conference, official(import_file.language))

    def details(
        self, request: StaffRequest, import_file: ImportFile, found: ExchangePreview, page: Any
    ) -> dict[str, Any]:
        ready, conflicts = len(found.to_import(conflicts=False)), found.counts[IncomingKind.CONFLICT]
        words = ngettext("Import %(number)d text", "Import %(number)d texts", ready) if ready else _("Import the file")
        address = reverse("translation:exchange", args=[import_file.conference.slug])
        return {
            "back": f"{address}?language={import_file.language}",
            "back_name": _("Files of translations"),
            "entries": entries_of(page, import_file.conference),
            "conflicts": conflicts,
            "is_nothing": not ready and not conflicts and not found.remarks,
            "remarks": len(found.remarks),
            "import_as": import_as(import_file),
            "only_words": only_changed_words(import_file),
            "may_be": states_offered(request.user, import_file.language),
            "button": words % {"number": ready} if ready else words,
        }

    def label(self, outcome: IncomingKind, import_file: ImportFile) -> str:
        is_left_out = outcome == IncomingKind.REFUSED and import_file.taken_at
        return pgettext("texts", "Left out") if is_left_out else str(outcome.label)

    def imported(self, number: int) -> str:
        words = ngettext("%(number)d text was imported.", "%(number)d texts were imported.", number)
        return words % {"number": number}

    def left_out(self, import_file: ImportFile, found: ExchangePreview) -> list[LeftOut]:
        return left_out_of(import_file, found)

    def writes_left_out(self, import_file: ImportFile) -> bool:
        return import_file.outcome["format"] == excel.FORMAT

    def left_out_file(self, import_file: ImportFile, found: ExchangePreview) -> tuple[bytes, str]:
        units = [replace(each.unit, note=reason_of(each)) for each in texts_left_out(import_file, found)]
        file, source = BytesIO(), import_file.conference.original_language
        excel.write(units, file, target_language=import_file.language, source_language=source, keeps_digests=True)
        return file.getvalue(), FORMATS[excel.FORMAT].content_type

    def file_name(self, import_file: ImportFile, part: str = "") -> str:
        name = f"{import_file.conference.slug}-{import_file.language}-{import_file.pk} {part}".rstrip()
        return f"{name}.{FORMATS[import_file.outcome['format']].ending}"

    def lock_for_undo(self, import_file: ImportFile, changes: RecordedChanges) -> None:
        labels = [label for label in changes if label != TRANSLATION_STATES.label]
        lock_rows(import_file.conference, {label: list(map(int, changes[label])) for label in labels})

    def objection(self, import_file: ImportFile, changes: RecordedChanges, user: User) -> str:
        """Return that the user may not write all of the texts, whose stage may have changed since."""
        rights, written = Rights(user, import_file.language), _subjects(changes)
        for text in current_texts(import_file.conference, import_file.language, user=user):
            subject = f"{text.listed.subject_type}:{text.listed.subject_id}"
            if subject in written and not text.is_removed and rights.write(text):
                written = written - {subject}
        words = _("This import cannot be undone, because you cannot translate all of its texts at present.")
        return words if written else ""

    def undone(self, import_file: ImportFile, changes: RecordedChanges, *, by: User, at: datetime) -> None:
        put_texts_back(changes, import_file.conference, by=by, at=at)


def _asked(request: StaffRequest) -> OfficialLanguage:
    """Return the language that is asked for, else the first that the user may read."""
    asked = (request.POST if request.method == "POST" else request.GET).get("language")
    return language_for(request, asked) if asked else reads(request.user)[0]


def _subjects(changes: RecordedChanges) -> frozenset[str]:
    """Return the rows whose texts an import wrote: "summary.paragraph:12"."""
    keys = changes.get(TRANSLATION_STATES.label, {})
    others = (TRANSLATION_STATES.label, Remark._meta.label_lower)
    own = {f"{label}:{key}" for label, rows in changes.items() if label not in others for key in rows}
    return frozenset(own | {":".join(key.split(":")[:2]) for key in keys})


TEXTS = TextsImport()
