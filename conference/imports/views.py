"""The pages of an imported file, for every kind: upload, preview and outcome, and undoing the import."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.background_work.views import show_job
from conference.files.downloads import as_attachment, original_file
from conference.files.import_progress import ImportProgress
from conference.files.uploads import too_large
from conference.imports.apply import apply_import
from conference.imports.background_work import import_in_background, is_large, open_job, undo_in_background
from conference.imports.undo import plan_undo, undo_import
from conference.posted import seen_in
from conference.refusals import Conflict, Refusal

ON_A_PAGE = 50


@csrf_exempt  # until the size is known: the check of the token reads the whole body, however large
@require_POST
def upload(request, kind, conference):
    """Receive a file for its preview; no row is written yet."""
    row = kind.conference(request, conference)
    if words := too_large(request, kind.largest):
        return kind.upload_page(request, row, words, status=413)
    return received(request, kind, row)


@csrf_protect
def received(request, kind, conference):
    """Keep the file of a form, whose size is known, and lead to its preview."""
    try:
        import_file = kind.receive(request, conference)
    except Refusal as refusal:
        return kind.upload_page(request, conference, str(refusal), status=422)
    return redirect(kind.address("preview", import_file))


@never_cache
@require_safe
def preview(request, kind, conference, pk):
    """What an import would do, item by item; once imported, how the file compares with the current rows."""
    import_file = kind.file(request, conference, pk)
    if import_file.pk != pk:  # by the number that it had before
        return redirect(kind.address("preview", import_file))
    if step := kind.step_before_preview(import_file):
        return redirect(step)
    return _preview(request, kind, import_file)


def _preview(request, kind, import_file, refusal="", status=200):
    try:
        parsed = kind.parse(import_file)
        found = kind.compare(import_file, parsed, request.user)
    except Refusal as refused:
        return kind.upload_page(request, import_file.conference, str(refused), status=422, import_file=import_file)
    shown, items = kind.shown(request.GET.get("show", ""), found)
    page = Paginator(items, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **kind.page_context(request, import_file),
        **_pages(kind, import_file),
        "preview": found,
        "job": open_job(import_file) if is_large(kind.number_of_rows(parsed)) else None,
        "new_since": found.shown.new_since(seen_in(request)),
        "counts": [(each, number, kind.label(each, import_file)) for each, number in found.counts.items()],
        "shown": shown,
        "shown_label": kind.label(shown, import_file),
        "page": page,
        "left_out": kind.left_out(import_file, found),
        "outcome": kind.imported(import_file.outcome["written"]) if import_file.taken_at else "",
        "refusal": refusal,
        **kind.details(request, import_file, found, page),
    }
    return render(request, "conference/imports/preview.html", context, status=status)


def _pages(kind, import_file):
    """The file, its kind, and the addresses of its other pages."""
    names = ("preview", "apply", "progress", "file", "undo")
    return {
        "import_file": import_file,
        "kind": kind,
        "addresses": {name: kind.address(name, import_file) for name in names},
        "left_out_address": kind.address("left-out", import_file) if kind.writes_left_out(import_file) else "",
    }


@require_POST
def apply(request, kind, conference, pk):
    """Import a file as its preview showed it; a large one in the background."""
    import_file = kind.file(request, conference, pk)
    try:
        choices = kind.choices(request)
    except Refusal as refusal:
        return _preview(request, kind, import_file, str(refusal), status=422)
    facts = {"choices": choices, "seen": seen_in(request), "by": request.user, "at": timezone.now()}
    try:
        if job := import_in_background(kind, import_file, **facts):
            return show_job(request, job)
        with ImportProgress(import_file) as progress:
            number = apply_import(kind, import_file, on_progress=progress, **facts)
    except Conflict as refusal:
        return _preview(request, kind, import_file, str(refusal), status=409)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, kind.imported(number))
    return redirect(kind.address("preview", import_file))


@never_cache
@require_safe
def progress(request, kind, conference, pk):
    """For the page that waits: how far the import has come."""
    return ImportProgress(kind.file(request, conference, pk)).answer()


@require_safe
def original(request, kind, conference, pk):
    """The file as it was uploaded."""
    import_file = kind.file(request, conference, pk)
    return original_file(import_file.file, kind.file_name(import_file))


@require_safe
def left_out(request, kind, conference, pk):
    """What is not imported, as a table in the format of the file, with the reasons."""
    import_file = kind.file(request, conference, pk)
    if not kind.writes_left_out(import_file):
        raise Http404
    try:
        found = kind.compare(import_file, kind.parse(import_file), request.user)
    except Refusal:
        raise Http404 from None
    content, content_type = kind.left_out_file(import_file, found)
    name = kind.file_name(import_file, _("not imported"))
    return as_attachment(HttpResponse(content, content_type=content_type), name)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request, kind, conference, pk):
    """What undoing an import would do, and the form that confirms it."""
    import_file = kind.file(request, conference, pk)
    if request.method != "POST":
        return _undo_page(request, kind, import_file)
    facts = {"seen": seen_in(request), "by": request.user, "at": timezone.now()}
    try:
        if job := undo_in_background(kind, import_file, **facts):
            return show_job(request, job)
        undo_import(kind, import_file, **facts)
    except Conflict as refusal:
        return _undo_page(request, kind, import_file, str(refusal), status=409)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The import was undone."))
    return redirect(kind.address("preview", import_file))


def _undo_page(request, kind, import_file, refusal="", status=200):
    plan = plan_undo(kind, import_file, request.user)
    context = {
        **kind.page_context(request, import_file),
        **_pages(kind, import_file),
        "plan": plan,
        "job": open_job(import_file) if is_large(sum(plan.counts.values())) else None,
        "refusal": refusal,
    }
    return render(request, "conference/imports/undo.html", context, status=status)
