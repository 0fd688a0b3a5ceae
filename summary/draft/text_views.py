"""Saving a text of the original, and its versions: compared word by word, and restored."""

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from conference.languages import CODES, official
from conference.refusals import Overtaken, Refusal
from conference.text_diff import difference
from summary.draft.page import is_script, page
from summary.staff_pages import draft_of, page_context, row_of
from summary.text.writing import FIELDS, digest, restore, write_text
from translation.desk.versions import compared_as_asked, with_differences
from translation.models import Version
from translation.texts.registry import text_of


@require_POST
def save_text(request, conference, kind, pk, field):
    """Save a text of the original: the script is told as JSON, a form sees the page."""
    summary, row = _place(request, conference, kind, pk, field)
    text, base_version = request.POST.get("text", ""), request.POST.get("base_version", "")
    sent = {"key": f"{kind}:{row.pk}", "text": text, "base_version": base_version}
    try:
        saved = write_text(
            row, field, summary.original_language, text, base_version, by=request.user, at=timezone.now()
        )
    except Overtaken as overtaken:
        return _overtaken(request, summary, overtaken, sent)
    except Refusal as refusal:
        if is_script(request):
            return JsonResponse({"message": str(refusal)}, status=422)
        return page(request, summary, sent={**sent, "message": str(refusal)}, message=str(refusal), status=422)
    if is_script(request):
        return JsonResponse({"base_version": digest(saved), "message": _("Saved")})
    return redirect(f"{reverse('summary:draft', args=[conference])}#row-{kind}-{row.pk}")


def _place(request, conference, kind, pk, field, code=None):
    """Returns the Summary and the row of an address to those who may read the draft; else 404."""
    summary = draft_of(request, conference)
    row = row_of(summary, kind, pk)
    if field not in FIELDS[type(row)] or code not in (None, *CODES):
        raise Http404
    if not request.user.has_perm("summary.view_summary") and code is None:
        raise Http404
    return summary, row


def _overtaken(request, summary, overtaken, sent):
    """409: both texts with their difference; the form then rests on the one that stands."""
    original = official(summary.original_language)
    conflict = {
        "key": sent["key"],
        "message": str(overtaken),
        "by": overtaken.by,
        "current": overtaken.current,
        "parts": difference(overtaken.current, overtaken.own),
    }
    base_version = digest(overtaken.current)
    if is_script(request):
        html = render_to_string("summary/draft/_conflict.html", {"conflict": conflict, "original": original}, request)
        answer = {"base_version": base_version, "text": overtaken.current, "message": str(overtaken), "conflict": html}
        return JsonResponse(answer, status=409)
    return page(
        request,
        summary,
        sent={**sent, "base_version": base_version},
        conflict=conflict,
        message=str(overtaken),
        status=409,
    )


@require_GET
def versions(request, conference, kind, pk, field, code):
    """All that was written of a text in a language, the latest first, each against the one before it."""
    return _versions(request, *_place(request, conference, kind, pk, field, code), kind, field, code)


def _versions(request, summary, row, kind, field, code, *, message="", status=200):
    found = list(Version.objects.of(row, field, code).select_related("by"))
    context = {
        **page_context(request, summary),
        "kind": kind,
        "row": row,
        "field": field,
        "target": official(code),
        "current_text": text_of(row, field, code),
        "versions": with_differences(found),
        "compared": compared_as_asked(request, found),
        "writes": summary.takes_text_from(request.user, code),
        "message": message,
    }
    return render(request, "summary/draft/versions.html", context, status=status)


@require_POST
def restore_version(request, conference, kind, pk, field, code, number):
    __, row = _place(request, conference, kind, pk, field, code)
    try:
        restore(row, field, code, number, by=request.user, at=timezone.now())
    except Refusal as refusal:
        place = _place(
            request, conference, kind, pk, field, code
        )  # read again, since the refused act may have found it changed
        return _versions(request, *place, kind, field, code, message=str(refusal), status=409)
    return redirect("summary:versions", conference, kind, row.pk, field, code)
