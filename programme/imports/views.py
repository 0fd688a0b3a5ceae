"""The secretariat's pages for importing a programme: upload, preview, import."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from conference.files.downloads import original_file
from conference.files.import_progress import ImportProgress
from conference.files.safe_open import FileRefused
from conference.files.uploads import too_large
from conference.languages import official
from conference.models import ImportFile
from conference.models.import_file import SCHEDULE_PERMISSIONS, ImportRefused, PreviewOutdated
from conference.staff_pages import conference_for, staff_page_context
from conference.text_diff import difference
from programme.imports.apply import apply_import, parsed_schedule, store_upload
from programme.imports.load import LARGEST
from programme.imports.plan import ConflictPolicy, ScheduleChoices, ScheduleItemKind
from programme.imports.preview import preview_schedule
from speakers.models import Speaker

ON_A_PAGE = 50
LATEST = 20  # files on the page
WARNED = "look"  # what the address calls the list of what has a warning


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

    def choices(self):
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return ScheduleChoices(**chosen)


def _conference(request, slug):
    """Return the conference if the user may write its whole programme and all speakers; else 404."""
    return conference_for(request, slug, *SCHEDULE_PERMISSIONS)


@require_safe
def schedule_import(request, conference):
    """Show the upload form and the files uploaded so far."""
    return _upload_page(request, _conference(request, conference))


def _upload_page(request, conference, refusal="", status=200):
    rows = ImportFile.objects.filter(conference=conference, kind=ImportFile.Kind.SCHEDULE).select_related("by")
    context = {
        **staff_page_context(request, conference),
        "import_files": rows[:LATEST],
        "largest": LARGEST // 1024 // 1024,
        "refusal": refusal,
    }
    return render(request, "programme/imports/schedule_import.html", context, status=status)


@csrf_exempt  # until the size is known: looking for the token reads the whole body, however large it is
@require_POST
def schedule_upload(request, conference):
    """Upload a file for its preview; nothing of it is written yet."""
    row = _conference(request, conference)
    if words := too_large(request, LARGEST):
        return _upload_page(request, row, words, status=413)
    return _stored(request, row)


@csrf_protect
def _stored(request, conference):
    upload = request.FILES.get("file")
    if upload is None:
        return _upload_page(request, conference, _("Choose a file."), status=422)
    try:
        row = store_upload(upload, conference=conference, by=request.user, at=timezone.now())
    except FileRefused as refusal:
        return _upload_page(request, conference, str(refusal), status=422)
    return redirect("programme:schedule-import-preview", conference.slug, row.pk)


def _file(request, conference, pk):
    rows = ImportFile.objects.filter(conference=_conference(request, conference), kind=ImportFile.Kind.SCHEDULE)
    return get_object_or_404(rows.select_related("conference", "by"), pk=pk)


@never_cache
@require_safe
def schedule_import_preview(request, conference, pk):
    """Show part by part what an import would do; after it, the result and what was left out."""
    return _preview(request, _file(request, conference, pk))


def _preview(request, row, refusal="", status=200):
    try:
        found = preview_schedule(parsed_schedule(row), row.conference)
    except FileRefused as refused:
        return _upload_page(request, row.conference, str(refused), status=422)
    shown = _shown(request.GET.get("show"), found)
    page = Paginator(found.warned if shown == WARNED else found.of(shown), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **staff_page_context(request, row.conference),
        "import_file": row,
        "found": found,
        "new_since": found.shown.new_since(request.POST.get("seen", "")),
        "counts": [(kind, found.counts[kind]) for kind in ScheduleItemKind],
        "shown": shown,
        "page": page,
        "entries": [_entry(each) for each in page],
        "form": ScheduleChoicesForm(request.POST or None),
        "removable": sum(each.is_removable for each in found.of(ScheduleItemKind.GONE)),
        "is_nothing": not found.to_apply(ScheduleChoices(conflicts=ConflictPolicy.ALL, widen=True, remove=True)),
        "refusal": refusal,
    }
    return render(request, "programme/imports/schedule_import_preview.html", context, status=status)


def _shown(asked, found):
    """Return the list that the address asks for, else the first that is not empty."""
    if asked == WARNED:
        return WARNED
    if asked in ScheduleItemKind.values:
        return ScheduleItemKind(asked)
    return next((kind for kind in ScheduleItemKind if found.counts[kind]), ScheduleItemKind.UNCHANGED)


def _entry(item):
    """Return a part with its differences word by word, for the template."""
    differences = [
        (one, official(one.code) if one.code else None, difference(one.ours, one.theirs)) for one in item.differences
    ]
    return {"item": item, "differences": differences}


@require_POST
def schedule_import_apply(request, conference, pk):
    """Import a file as its preview showed it."""
    row, form = _file(request, conference, pk), ScheduleChoicesForm(request.POST)
    if not form.is_valid():
        return _preview(request, row, _("Choose one of what is offered."), status=422)
    choice = {"choices": form.choices(), "seen": request.POST.get("seen", "")}
    try:
        with ImportProgress(row) as told:
            written = apply_import(row, by=request.user, at=timezone.now(), on_progress=told, **choice)
    except PreviewOutdated as refusal:
        return _preview(request, row, str(refusal), status=409)
    except (ImportRefused, FileRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext(
            "%(number)d part of the file was imported.", "%(number)d parts of the file were imported.", written
        )
        messages.success(request, words % {"number": written})
    return redirect("programme:schedule-import-preview", conference, pk)


@never_cache
@require_safe
def schedule_import_progress(request, conference, pk):
    """Return the progress of an import as JSON, for the waiting page."""
    return ImportProgress(_file(request, conference, pk)).answer()


@require_safe
def schedule_import_file(request, conference, pk):
    """The file as it was uploaded."""
    row = _file(request, conference, pk)
    return original_file(row.file, row.name)
