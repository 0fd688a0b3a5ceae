"""The pages for staff where speakers and delegations are exported as tables and imported from them."""

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
from speakers.imports.apply import apply_import
from speakers.imports.columns import KINDS
from speakers.imports.export import CONTENT_TYPES, as_csv, as_xlsx
from speakers.imports.parse import MOST_ROWS
from speakers.imports.plan import RESULT_LABELS, RowOutcome
from speakers.imports.preview import preview_table
from speakers.imports.receive import store_upload, table_of

ON_A_PAGE = 50
LATEST = 20  # files on the page
_WRITERS = {"xlsx": as_xlsx, "csv": as_csv}


def _kinds(request):
    """The kinds of table that the user may export and import; Http404 if there is none."""
    kinds = [kind for kind in KINDS.values() if kind.permitted(request.user)]
    if not kinds:
        raise Http404
    return kinds


def _conference(request, slug):
    _kinds(request)
    return get_object_or_404(Conference, slug=slug)


@require_safe
def files(request, conference):
    """The page of exports and of the form to upload a table."""
    return _files(request, _conference(request, conference))


def _files(request, conference, refusal="", status=200, chosen=""):
    kinds = _kinds(request)
    shown = [kind.key for kind in kinds]
    imports_schedules = request.user.has_perms(SCHEDULE_PERMISSIONS)
    if imports_schedules:
        shown.append(HandedIn.Kind.SCHEDULE)
    context = {
        **staff_page_context(request, conference),
        "kinds": kinds,
        "imports_schedules": imports_schedules,
        "chosen": chosen,
        "largest": LARGEST // 1024 // 1024,
        "most": MOST_ROWS,
        "import_files": HandedIn.objects.filter(conference=conference, kind__in=shown)
        .select_related("by")
        .defer("outcome")[:LATEST],
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


@csrf_exempt  # until the size is known: the check of the token reads the whole body, however large
@require_POST
def import_upload(request, conference):
    """Receive a file for its preview; no row is written yet."""
    row = _conference(request, conference)
    if words := too_large(request, LARGEST):
        return _files(request, row, words, status=413)
    return _import_upload(request, row)


@csrf_protect
def _import_upload(request, conference):
    kind, upload = KINDS.get(request.POST.get("kind")), request.FILES.get("file")
    if kind not in _kinds(request):
        return _files(request, conference, _("Say what the file holds."), status=422)
    if upload is None:
        return _files(request, conference, _("Choose a file."), status=422, chosen=kind.key)
    try:
        import_file = store_upload(upload, kind, conference=conference, by=request.user, at=timezone.now())
    except FileRefused as refusal:
        return _files(request, conference, str(refusal), status=422, chosen=kind.key)
    return redirect("speakers:import-preview", conference.slug, import_file.pk)


def _uploaded(request, conference, pk):
    """An uploaded table, for users who may import tables of its kind; Http404 for all others."""
    row, keys = _conference(request, conference), [kind.key for kind in _kinds(request)]
    found = HandedIn.objects.filter(conference=row, kind__in=keys).select_related("conference", "by")
    return get_object_or_404(found, pk=pk)


@never_cache
@require_safe
def import_preview(request, conference, pk):
    """What an import would do, row by row; once imported, how the file compares with the current rows."""
    return _preview(request, _uploaded(request, conference, pk))


def _preview(request, import_file, refusal="", status=200, seen=""):
    kind = KINDS[import_file.kind]
    try:
        added = import_file.outcome.get("added")
        planned = preview_table(table_of(import_file), kind, import_file.conference, added)
    except FileRefused as refused:
        return _files(request, import_file.conference, str(refused), status=422, chosen=kind.key)
    shown = _shown(request.GET.get("show"), planned.counts)
    page = Paginator(planned.of(shown), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **staff_page_context(request, import_file.conference),
        "import_file": import_file,
        "kind": kind,
        "preview": planned,
        "new_since": planned.shown.new_since(seen),
        "counts": [(outcome, number, _label(outcome, import_file)) for outcome, number in planned.counts.items()],
        "shown": shown,
        "shown_label": _label(shown, import_file),
        "page": page,
        "rows": [(row, [_compared(change) for change in row.changes]) for row in page],
        "ready": planned.counts[RowOutcome.NEW] + planned.counts[RowOutcome.CHANGED],
        "refused": planned.counts[RowOutcome.REFUSED],
        "refusal": refusal,
    }
    return render(request, "speakers/imports/files_preview.html", context, status=status)


def _label(outcome, import_file):
    return RESULT_LABELS[outcome] if import_file.taken_at else outcome.label


def _shown(name, counts):
    """The outcome that the address names, else the first that any row has."""
    if name in RowOutcome.values:
        return RowOutcome(name)
    return next((outcome for outcome in RowOutcome if counts[outcome]), RowOutcome.UNCHANGED)


@dataclass(frozen=True)
class ComparedCell:
    """A changed cell as the preview shows it: the current text and the new one, each with its own words marked."""

    column: object
    before: list[DiffPart]
    after: list[DiffPart]

    @property
    def language(self):
        return official(self.column.language) if self.column.language else None


def _compared(change):
    parts = difference(change.before, change.after) if change.before else [DiffPart("same", change.after)]
    return ComparedCell(
        change.column,
        [part for part in parts if part.where != "own"] if change.before else [],
        [part for part in parts if part.where != "theirs"],
    )


@require_POST
def import_apply(request, conference, pk):
    """Import a file as its preview showed it."""
    import_file, seen = _uploaded(request, conference, pk), request.POST.get("seen", "")
    try:
        with ImportProgress(import_file) as progress:
            number = apply_import(import_file, seen=seen, by=request.user, at=timezone.now(), on_progress=progress)
    except PreviewOutdated as refusal:
        return _preview(request, import_file, str(refusal), status=409, seen=seen)
    except (ImportRefused, FileRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(number)d row was imported.", "%(number)d rows were imported.", number)
        messages.success(request, words % {"number": number})
    return redirect("speakers:import-preview", conference, pk)


@never_cache
@require_safe
def import_progress(request, conference, pk):
    """For the page that waits: how far the import has come."""
    return ImportProgress(_uploaded(request, conference, pk)).answer()


@require_safe
def import_original(request, conference, pk):
    """The file as it was uploaded."""
    row = _uploaded(request, conference, pk)
    return original_file(row.file, f"{conference}-{row.kind}-{row.pk}.{row.outcome['format']}")
