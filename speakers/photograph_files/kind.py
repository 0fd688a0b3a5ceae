"""A zip of photographs as a kind of file to import."""

from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.adminsite.audited import audit_value
from conference.files.safe_open import LARGEST
from conference.imports.apply import nothing_to_import
from conference.imports.files import keep_upload, parsed_file
from conference.imports.kind import ImportKind, OnProgress, StaffRequest
from conference.imports.preview import LeftOut
from conference.languages.lists import in_sentences
from conference.loading import conference_for
from conference.models import AuditEntry, Conference, ImportFile, User
from conference.models.import_file import ImportRefused
from conference.recorded_rows import Journal, RecordedChanges
from speakers.imports.kind import TABLES
from speakers.models import Speaker
from speakers.photograph_files.archive import Archive, content_of, read_archive
from speakers.photograph_files.forms import ChoicesForm
from speakers.photograph_files.plan import (
    IMPORTED,
    PictureChoice,
    PictureOutcome,
    PicturePlanner,
    PicturesPreview,
    PlannedPicture,
)
from speakers.photographs import re_encoded

LABEL = Speaker._meta.label_lower
ALL = "all"  # what the address calls the list of all pictures
ROWS_OF_A_PICTURE = 10  # it costs as much as so many rows of a table, by which a file is for the background or not


class PhotographImport(ImportKind):
    prefix = "speakers:photographs"
    kinds = (ImportFile.Kind.PHOTOGRAPHS,)
    largest = LARGEST
    row_template = "speakers/photograph_files/picture.html"
    counts_template = "speakers/photograph_files/all.html"
    notes_template = "speakers/photograph_files/notes.html"
    style_sheet = "speakers/photograph-files.css"
    items_name = gettext_lazy("Pictures of the file")
    no_item = gettext_lazy("There is no such picture in the file.")
    waiting = gettext_lazy("The photographs are being imported.")
    compared = gettext_lazy("The list shows the pictures that were imported, and those that were left out.")
    outdated = gettext_lazy("Something has changed since this preview. Check who gets which picture, then confirm.")
    counted = (LABEL,)

    def conference(self, request: StaffRequest, slug: str) -> Conference:
        return conference_for(request, slug, "speakers.change_speaker")

    def receive(self, request: StaffRequest, conference: Conference) -> ImportFile:
        upload = request.FILES.get("file")
        if upload is None:
            raise ImportRefused(_("Choose a file."))
        outcome = {"pictures": len(read_archive(upload).pictures)}
        kind, by, at = ImportFile.Kind.PHOTOGRAPHS, request.user, timezone.now()
        return keep_upload(upload, kind, ending="zip", conference=conference, by=by, at=at, outcome=outcome)

    def upload_page(
        self,
        request: StaffRequest,
        conference: Conference,
        refusal: str = "",
        status: int = 200,
        import_file: ImportFile | None = None,
    ) -> HttpResponse:
        return TABLES.upload_page(request, conference, refusal, status, import_file)

    def parse(self, import_file: ImportFile) -> Archive:
        archive: Archive = parsed_file(import_file, read_archive)
        return archive

    def number_of_rows(self, parsed: Archive) -> int:
        return ROWS_OF_A_PICTURE * len(parsed.pictures)

    def compare(self, import_file: ImportFile, parsed: Archive, user: User) -> PicturesPreview:
        given = {} if import_file.undone_at else import_file.outcome.get("given", {})
        return PicturePlanner(import_file.conference, choices_of(import_file), given).plan(parsed, import_file.file)

    def lock(self, import_file: ImportFile, parsed: Archive) -> None:
        key = import_file.conference_id
        Conference.objects.select_for_update(no_key=True).get(pk=key)
        list(Speaker.objects.select_for_update().filter(conference=key).order_by("pk").values_list("pk"))

    def write(
        self,
        found: PicturesPreview,
        choices: None,
        *,
        journal: Journal,
        by: User,
        at: datetime,
        on_progress: OnProgress | None,
    ) -> dict[str, Any]:
        planned = found.of(*IMPORTED)
        if not planned:
            raise nothing_to_import()
        journal.touch(Speaker, [each.speaker.pk for each in planned])
        for done, each in enumerate(planned, 1):
            with found.file.open("rb") as file:
                photograph = _cropped(file, each)
            _give(each.speaker, photograph, conference=found.conference, by=by, at=at)
            if on_progress:
                on_progress(done, len(planned))
        counts = {str(outcome): number for outcome, number in found.counts.items()}
        given = {str(each.picture.number): each.speaker.slug for each in planned}
        return {"counts": counts, "written": len(planned), "given": given}

    def audited(self, import_file: ImportFile) -> dict[str, Any]:
        return {name: value for name, value in import_file.outcome.items() if name != "given"}

    def details(
        self, request: StaffRequest, import_file: ImportFile, found: PicturesPreview, page: Any
    ) -> dict[str, Any]:
        ready = len(found.of(*IMPORTED))
        words = ngettext("Import %(number)d photograph", "Import %(number)d photographs", ready)
        is_open = not import_file.taken_at
        form = ChoicesForm(page, found.speakers.values()) if is_open else None
        return {
            "back": reverse("speakers:files", args=[import_file.conference.slug]),
            "back_name": _("Files"),
            "holds": _("Photographs"),
            "entries": [(each, form.of(each.picture.number) if form else None) for each in page],
            "numbers": " ".join(str(each.picture.number) for each in page) if is_open else "",
            "choices_address": self.address("choose", import_file),
            "has_choices": is_open and any(each.outcome != PictureOutcome.REFUSED for each in page),
            "is_nothing": not ready,
            "button": words % {"number": ready},
        }

    def label(self, outcome: Any, import_file: ImportFile) -> str:
        return _("All pictures") if outcome == ALL else str(outcome.label)

    def shown(self, asked: str, found: Any) -> tuple[Any, list[Any]]:
        """All pictures, unless the address asks for those of one outcome."""
        return super().shown(asked, found) if asked in found.outcomes.values else (ALL, found.rows)

    def imported(self, number: int) -> str:
        words = ngettext("%(number)d photograph was imported.", "%(number)d photographs were imported.", number)
        return words % {"number": number}

    def left_out(self, import_file: ImportFile, found: PicturesPreview) -> list[LeftOut]:
        if not import_file.taken_at:
            return []
        some = found.of(*(outcome for outcome in PictureOutcome if outcome != PictureOutcome.UNCHANGED))
        return [LeftOut("", each.picture.name, [each.why or str(each.outcome.label)]) for each in some]

    def file_name(self, import_file: ImportFile, part: str = "") -> str:
        return import_file.name

    def undone(self, import_file: ImportFile, changes: RecordedChanges, *, by: User, at: datetime) -> None:
        rows = changes.get(LABEL, {})
        speakers = Speaker.objects.in_bulk([int(key) for key in rows])
        for key, (before, after) in rows.items():
            detail = {"photograph": [(after or {}).get("photograph"), (before or {}).get("photograph")]}
            _told(speakers[int(key)], detail, conference=import_file.conference, by=by, at=at)


def choices_of(import_file: ImportFile) -> dict[int, PictureChoice]:
    """Return what was chosen by hand: {number of a picture: choice}."""
    kept = import_file.options.get("choices", {})
    return {int(number): PictureChoice.from_json(choice) for number, choice in kept.items()}


def keep_choices(import_file: ImportFile, choices: Mapping[int, PictureChoice]) -> None:
    """Keep what was chosen by hand, beside what was chosen before."""
    kept = {str(number): choice.as_json() for number, choice in choices.items()}
    import_file.options = {**import_file.options, "choices": {**import_file.options.get("choices", {}), **kept}}
    import_file.save(update_fields=["options"])


def _cropped(file: IO[bytes], planned: PlannedPicture) -> ContentFile:
    """Return a picture as a photograph of a speaker is kept; ImportRefused names the one that cannot be made so."""
    try:
        return re_encoded(content_of(file, planned.picture), planned.part)
    except ValidationError as error:
        words = _("“%(name)s”: %(problem)s Nothing was imported; leave this picture out.")
        said = {"name": planned.picture.name, "problem": in_sentences(error.messages)}
        raise ImportRefused(words % said) from None


def _give(speaker: Speaker, photograph: Any, *, conference: Conference, by: User, at: datetime) -> None:
    before = speaker.photograph.name
    speaker.photograph.save(photograph.name, photograph, save=False)
    speaker.save(update_fields=["photograph"])
    _told(speaker, {"photograph": [before, speaker.photograph.name]}, conference=conference, by=by, at=at)


def _told(speaker: Speaker, detail: dict[str, Any], *, conference: Conference, by: User, at: datetime) -> None:
    told = {name: [audit_value(value) for value in values] for name, values in detail.items()}
    AuditEntry.objects.record(
        act=AuditEntry.Act.CHANGE, subject=speaker, by=by, at=at, conference=conference, detail=told
    )


PHOTOGRAPHS = PhotographImport()
