"""The staff's page of files: tables of speakers and delegations, had as files and taken back after a look at them."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from conference.files.downloads import as_attachment, original_file
from conference.files.import_progress import ImportProgress
from conference.files.safe_open import LARGEST, FileRefused
from conference.files.uploads import too_large
from conference.languages import official
from conference.models import Conference, HandedIn
from conference.models.import_file import SCHEDULE_PERMISSIONS, ImportRefused, PreviewOutdated
from conference.staff_pages import staff_page_context
from conference.text_diff import DiffPart, difference
from speakers.imports.apply import take
from speakers.imports.columns import KINDS
from speakers.imports.export import CONTENT_TYPES, as_csv, as_xlsx
from speakers.imports.parse import MOST_ROWS
from speakers.imports.plan import Outcome
from speakers.imports.preview import preview
from speakers.imports.receive import receive, table_of

ON_A_PAGE = 50
LATEST = 20  # files on the page
_WRITERS = {"xlsx": as_xlsx, "csv": as_csv}


def _kinds(request):
    """The tables that the person may have and hand in; who has none finds no such page."""
    kinds = [kind for kind in KINDS.values() if kind.permitted(request.user)]
    if not kinds:
        raise Http404
    return kinds


def _conference(request, slug):
    _kinds(request)
    return get_object_or_404(Conference, slug=slug)


@require_safe
def files(request, conference):
    """What can be had as a file, and where one is handed in."""
    return _files(request, _conference(request, conference))


def _files(request, conference, refusal="", status=200, chosen=""):
    kinds = _kinds(request)
    shown = [kind.key for kind in kinds]
    takes_schedules = request.user.has_perms(SCHEDULE_PERMISSIONS)
    if takes_schedules:
        shown.append(HandedIn.Kind.SCHEDULE)
    context = {
        **staff_page_context(request, conference),
        "kinds": kinds,
        "takes_schedules": takes_schedules,
        "chosen": chosen,
        "largest": LARGEST // 1024 // 1024,
        "most": MOST_ROWS,
        "handed_in": HandedIn.objects.filter(conference=conference, kind__in=shown).select_related("by")[:LATEST],
        "refusal": refusal,
    }
    return render(request, "speakers/imports/files.html", context, status=status)


@require_safe
def export(request, conference, table, extension):
    """The speakers or the delegations of a conference as a file."""
    row = _conference(request, conference)
    kind = KINDS.get(table)
    if kind not in _kinds(request) or extension not in _WRITERS:
        raise Http404
    response = HttpResponse(_WRITERS[extension](kind, row), content_type=CONTENT_TYPES[extension])
    return as_attachment(response, f"{row.slug}-{table}.{extension}")


@csrf_exempt  # until the size is known: looking for the token reads the whole body, however large it is
@require_POST
def import_file(request, conference):
    """Take in a file to be looked at; nothing of it is written yet."""
    row = _conference(request, conference)
    if words := too_large(request, LARGEST):
        return _files(request, row, words, status=413)
    return _import_file(request, row)


@csrf_protect
def _import_file(request, conference):
    kind, upload = KINDS.get(request.POST.get("kind")), request.FILES.get("file")
    if kind not in _kinds(request):
        return _files(request, conference, _("Say what the file holds."), status=422)
    if upload is None:
        return _files(request, conference, _("Choose a file."), status=422, chosen=kind.key)
    try:
        handed = receive(upload, kind, conference=conference, by=request.user, at=timezone.now())
    except FileRefused as refusal:
        return _files(request, conference, str(refusal), status=422, chosen=kind.key)
    return redirect("speakers:import-preview", conference.slug, handed.pk)


def _handed_in(request, conference, pk):
    """A table that was handed in, for who may hand in such a one; for all others it does not exist."""
    row, keys = _conference(request, conference), [kind.key for kind in _kinds(request)]
    found = HandedIn.objects.filter(conference=row, kind__in=keys).select_related("conference", "by")
    return get_object_or_404(found, pk=pk)


@never_cache
@require_safe
def import_preview(request, conference, pk):
    """What taking a file would do, row by row; once it is taken, how it compares with what stands."""
    return _preview(request, _handed_in(request, conference, pk))


def _preview(request, handed, refusal="", status=200):
    kind = KINDS[handed.kind]
    try:
        found = preview(table_of(handed), kind, handed.conference)
    except FileRefused as refused:
        return _files(request, handed.conference, str(refused), status=422, chosen=kind.key)
    shown = _shown(request.GET.get("show"), found.counts)
    page = Paginator(found.of(shown), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **staff_page_context(request, handed.conference),
        "handed": handed,
        "kind": kind,
        "found": found,
        "counts": list(found.counts.items()),
        "shown": shown,
        "page": page,
        "entries": [(entry, [_cell(change) for change in entry.changes]) for entry in page],
        "ready": found.counts[Outcome.NEW] + found.counts[Outcome.CHANGED],
        "refused": found.counts[Outcome.REFUSED],
        "refusal": refusal,
    }
    return render(request, "speakers/imports/files_preview.html", context, status=status)


def _shown(asked, counts):
    """The outcome that the address asks for, else the first that there is."""
    if asked in Outcome.values:
        return Outcome(asked)
    return next((outcome for outcome in Outcome if counts[outcome]), Outcome.UNCHANGED)


@dataclass(frozen=True)
class Cell:
    """A changed cell as the preview shows it: what stands and what comes, each with what it alone has marked."""

    column: object
    before: list[DiffPart]
    after: list[DiffPart]

    @property
    def language(self):
        return official(self.column.language) if self.column.language else None


def _cell(change):
    parts = difference(change.before, change.after) if change.before else [DiffPart("same", change.after)]
    return Cell(
        change.column,
        [part for part in parts if part.where != "own"] if change.before else [],
        [part for part in parts if part.where != "theirs"],
    )


@require_POST
def import_take(request, conference, pk):
    """Take a file as its preview showed it."""
    handed = _handed_in(request, conference, pk)
    try:
        with ImportProgress(handed) as progress:
            number = take(
                handed, seen=request.POST.get("seen", ""), by=request.user, at=timezone.now(), on_progress=progress
            )
    except PreviewOutdated as refusal:
        return _preview(request, handed, str(refusal), status=409)
    except (ImportRefused, FileRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(number)d row was taken.", "%(number)d rows were taken.", number)
        messages.success(request, words % {"number": number})
    return redirect("speakers:import-preview", conference, pk)


@never_cache
@require_safe
def import_progress(request, conference, pk):
    """For the page that waits: how far the taking of a file has come."""
    return ImportProgress(_handed_in(request, conference, pk)).answer()


@require_safe
def import_original(request, conference, pk):
    """The file as it was handed in."""
    handed = _handed_in(request, conference, pk)
    return original_file(handed.file, f"{conference}-{handed.kind}-{handed.pk}.{handed.outcome['format']}")
