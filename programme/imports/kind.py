"""A whole programme, as another conference system exports it, as a kind of file to import."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from conference.imports.kind import ImportKind, OnProgress, StaffRequest
from conference.imports.preview import LeftOut
from conference.imports.released import released_since
from conference.imports.undo import changed_since
from conference.languages import official
from conference.loading import conference_for
from conference.models import AuditAct, Conference, ImportFile, User
from conference.models.import_file import SCHEDULE_PERMISSIONS, ImportRefused
from conference.recorded_rows import Journal, RecordedChanges
from conference.staff_pages import staff_page_context
from conference.text_diff import difference
from programme.imports.apply import locked, parsed_schedule, store_upload, write
from programme.imports.existing import ExistingProgramme
from programme.imports.load import LARGEST
from programme.imports.plan import ConflictPolicy, ScheduleChoices, ScheduleItem, ScheduleItemKind, SchedulePreview
from programme.imports.preview import preview_schedule
from programme.imports.schedule import Schedule
from programme.models import Room, Session
from speakers.models import Speaker
from translation.texts.import_undo import TRANSLATION_STATES, put_texts_back

LATEST = 20  # files on the page
WARNED = "look"  # what the address calls the list of what has a warning
FIXED_ON_RECORD = {"starts_at", "ends_at", "kind", "number"}
LEFT_BY_CHOICE = (ScheduleItemKind.OUTSIDE, ScheduleItemKind.CONFLICT)


class ScheduleChoicesForm(forms.Form):
    """The choices of the person who imports a file."""

    conflicts = forms.ChoiceField(choices=ConflictPolicy.choices, required=False)
    status = forms.ChoiceField(
        choices=[
            (Speaker.Status.INVITED, gettext_lazy("as invited: they are public when they have confirmed")),
            (Speaker.Status.CONFIRMED, gettext_lazy("as confirmed: the next release makes them public")),
        ],
        required=False,
    )
    widen = forms.BooleanField(required=False)
    remove = forms.BooleanField(required=False)


class ScheduleImport(ImportKind):
    prefix = "programme:schedule-import"
    kinds = (ImportFile.Kind.SCHEDULE,)
    largest = LARGEST
    row_template = "programme/imports/schedule_import_part.html"
    choices_template = "programme/imports/schedule_import_choices.html"
    notes_template = "programme/imports/schedule_import_rooms.html"
    counts_template = "programme/imports/schedule_import_warned.html"
    items_name = gettext_lazy("Parts of the file")
    no_item = gettext_lazy("There is nothing of this kind in the file.")
    waiting = gettext_lazy("The file is being imported.")
    compared = gettext_lazy(
        "The list shows how the file compares with the current programme: what was imported is unchanged, and what was"
        " left out can still be seen."
    )
    outdated = gettext_lazy(
        "The programme has changed since this preview. Check what the file would change now, then confirm."
    )
    counted = tuple(model._meta.label_lower for model in (Room, Speaker, Session))
    dependent = (TRANSLATION_STATES,)

    def conference(self, request: StaffRequest, slug: str) -> Conference:
        """Return the conference if the user may write its whole programme and all speakers; else 404."""
        return conference_for(request, slug, *SCHEDULE_PERMISSIONS)

    def receive(self, request: StaffRequest, conference: Conference) -> ImportFile:
        upload = request.FILES.get("file")
        if upload is None:
            raise ImportRefused(_("Choose a file."))
        return store_upload(upload, conference=conference, by=request.user, at=timezone.now())

    def upload_page(
        self,
        request: StaffRequest,
        conference: Conference,
        refusal: str = "",
        status: int = 200,
        import_file: ImportFile | None = None,
    ) -> HttpResponse:
        context = {
            **staff_page_context(request, conference),
            "import_files": self.files(request, conference).select_related("by")[:LATEST],
            "largest": LARGEST // 1024 // 1024,
            "refusal": refusal,
        }
        return render(request, "programme/imports/schedule_import.html", context, status=status)

    def parse(self, import_file: ImportFile) -> Schedule:
        return parsed_schedule(import_file)

    def number_of_rows(self, parsed: Schedule) -> int:
        return len(parsed.events) + len(parsed.people) + len(parsed.rooms)

    def compare(self, import_file: ImportFile, parsed: Schedule, user: User) -> SchedulePreview:
        return preview_schedule(parsed, import_file.conference)

    def lock(self, import_file: ImportFile, parsed: Schedule) -> None:
        import_file.conference = locked(import_file.conference_id)

    def choices(self, request: StaffRequest) -> ScheduleChoices:
        form = ScheduleChoicesForm(request.POST)
        if not form.is_valid():
            raise ImportRefused(_("Choose one of what is offered."))
        return ScheduleChoices(**{name: value for name, value in form.cleaned_data.items() if value})

    def kept_choices(self, choices: ScheduleChoices) -> dict[str, Any]:
        return asdict(choices)

    def choices_from(self, kept: dict[str, Any]) -> ScheduleChoices:
        return ScheduleChoices(**kept)

    def write(
        self,
        found: SchedulePreview,
        choices: ScheduleChoices | None,
        *,
        journal: Journal,
        by: User,
        at: datetime,
        on_progress: OnProgress | None,
    ) -> dict[str, Any]:
        return write(found, choices or ScheduleChoices(), journal=journal, by=by, at=at, on_progress=on_progress)

    def act(self, import_file: ImportFile) -> AuditAct:
        return AuditAct.IMPORT_PROGRAMME

    def details(
        self, request: StaffRequest, import_file: ImportFile, found: SchedulePreview, page: Any
    ) -> dict[str, Any]:
        everything = ScheduleChoices(conflicts=ConflictPolicy.ALL, widen=True, remove=True)
        return {
            "back": reverse("programme:schedule-import", args=[import_file.conference.slug]),
            "back_name": _("Import of a programme"),
            "file_title": found.schedule.title,
            "entries": [_entry(each) for each in page],
            "form": ScheduleChoicesForm(request.POST or None),
            "removable": sum(each.is_removable for each in found.of(ScheduleItemKind.GONE)),
            "is_nothing": not found.to_apply(everything),
            "button": _("Import the file"),
        }

    def label(self, outcome: Any, import_file: ImportFile) -> str:
        if outcome == WARNED:
            return _("With a warning")
        if outcome == ScheduleItemKind.REFUSED and import_file.taken_at:
            return pgettext("parts of a programme", "Left out")
        return outcome.label

    def shown(self, asked: str, found: Any) -> tuple[str, list[Any]]:
        return (WARNED, found.warned) if asked == WARNED else super().shown(asked, found)

    def imported(self, number: int) -> str:
        words = ngettext(
            "%(number)d part of the file was imported.", "%(number)d parts of the file were imported.", number
        )
        return words % {"number": number}

    def left_out(self, import_file: ImportFile, found: SchedulePreview) -> list[LeftOut]:
        outcomes = [ScheduleItemKind.REFUSED, *(LEFT_BY_CHOICE if import_file.taken_at else ())]
        return [LeftOut(each.part_name, each.name, [each.why or str(each.kind.label)]) for each in found.of(*outcomes)]

    def file_name(self, import_file: ImportFile, part: str = "") -> str:
        return import_file.name

    def lock_for_undo(self, import_file: ImportFile, changes: RecordedChanges) -> None:
        locked(import_file.conference_id)

    def objection(self, import_file: ImportFile, changes: RecordedChanges, user: User) -> str:
        if held := sorted(_held(import_file.conference, changes)):
            return changed_since(held)
        added = {f"{model._meta.model_name}s": _added(changes, model) for model in (Speaker, Session)}
        return released_since(import_file.conference, added)

    def undone(self, import_file: ImportFile, changes: RecordedChanges, *, by: User, at: datetime) -> None:
        put_texts_back(changes, import_file.conference, by=by, at=at)


def _added(changes: RecordedChanges, model: type[Speaker] | type[Session]) -> set[str]:
    """Return the short names of the rows that an import added."""
    rows = changes.get(model._meta.label_lower, {}).values()
    return {after["slug"] for before, after in rows if before is None and after}


def _held(conference: Conference, changes: RecordedChanges) -> Iterator[str]:
    """Yield the names of sessions whose times or kind would be put back although they are on record."""
    rows = changes.get(Session._meta.label_lower, {}).items()
    keys = {int(key) for key, (before, after) in rows if before and after and FIXED_ON_RECORD & before.keys()}
    if keys:
        found = ExistingProgramme(conference)
        yield from (str(row) for row in found.sessions if row.pk in keys & found.on_record())


def _entry(item: ScheduleItem) -> dict[str, Any]:
    """Return a part with its differences word by word, for the template."""
    differences = [
        (one, official(one.code) if one.code else None, difference(one.ours, one.theirs)) for one in item.differences
    ]
    return {"item": item, "differences": differences}


SCHEDULE = ScheduleImport()
