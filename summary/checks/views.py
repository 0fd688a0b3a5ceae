"""The staff's page of checks: what stands out in the original, and how long each of its sections is."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from conference.documents.emphasis import note_mark
from conference.loading import require
from conference.posted import Words, posted
from conference.refusals import Refusal
from summary.checks.checking import check_original, label_of
from summary.checks.dismissing import dismiss, dismisses, undo
from summary.loading import draft_of, row_of
from summary.page_context import page_context
from summary.text.numbering import section_mark, title_note_mark
from summary.text.outline import outline_of
from summary.text.progress import words_in, words_of
from summary.text.shown import name_of
from summary.text.writing import FIELDS
from translation.models.teamwork import Dismissal
from translation.texts.registry import text_of


@require_GET
def checks(request, conference):
    return _page(request, draft_of(request, conference, "view_summary"))


@require_POST
def check_dismiss(request, conference, kind, pk, field):
    summary, row = _place(request, conference, kind, pk, field)
    sent = posted(request, key=Words(), reason=Words())
    return _done(request, summary, partial(dismiss, summary, row, field, sent.key, sent.reason), sent, _("Dismissed."))


@require_POST
def check_restore(request, conference, kind, pk, field, number):
    """Let a warning hold again that somebody dismissed."""
    summary, row = _place(request, conference, kind, pk, field)
    of_row = {"text__subject_type": row._meta.label_lower, "text__subject_id": row.pk, "text__field": field}
    dismissal = get_object_or_404(
        Dismissal.objects.select_related("text__conference"), pk=number, language=summary.original_language, **of_row
    )
    return _done(request, summary, partial(undo, summary, dismissal, row), None, _("The warning holds again."))


def _place(request, conference, kind, pk, field):
    summary = draft_of(request, conference, "view_summary")
    row = row_of(summary, kind, pk)
    require(field in FIELDS[type(row)])
    return summary, row


def _done(request, summary, act, sent, said):
    try:
        act(by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _page(request, summary, refusal=refusal, sent=sent, status=refusal.status)
    messages.success(request, said)
    return redirect("summary:checks", summary.conference.slug)


def _page(request, summary, *, status=200, **more):
    chapters = outline_of(summary)
    number, most = words_of(summary, chapters)
    places = _places(summary, chapters)
    found = check_original(summary, chapters)
    context = {
        **page_context(request, summary),
        "checked": [
            (each, *places[each.row], [(label_of(warning), warning) for warning in each.open], each.dismissed)
            for each in found
        ],
        "number": sum(len(each.open) for each in found),
        "dismisses": dismisses(summary, request.user),
        "words": number,
        "most_words": most,
        "sections": _lengths(summary, chapters),
        **more,
    }
    return render(request, "summary/checks/checks.html", context, status=status)


def _places(summary, chapters):
    """What each text is called, its kind, and where it is written: {row: (name, kind, address)}."""
    code, page = get_language(), reverse("summary:draft", args=[summary.conference.slug])
    found = {summary: (_("Masthead"), "summary", reverse("summary:masthead", args=[summary.conference.slug]))}
    for chapter in chapters:
        mark = section_mark(chapter.row.level, chapter.number, code)
        found[chapter.row] = (mark, "section", f"{page}#row-section-{chapter.row.pk}-heading")
        for node in chapter.walk():
            name = name_of(node, code)
            found[node.row] = (name, "paragraph", f"{page}#row-paragraph-{node.row.pk}")
            for cell_name, cell in node.named_cells():
                found[cell] = (f"{name} {cell_name}", "cell", f"{page}#row-cell-{cell.pk}")
            for note in node.notes:
                found[note] = (f"{name} {note_mark(note.number)}", "footnote", f"{page}#row-footnote-{note.pk}")
    for place, note in enumerate(chapters.title_notes, 1):
        found[note] = (title_note_mark(place, code), "footnote", f"{page}#row-footnote-{note.pk}")
    return found


def _lengths(summary, chapters):
    """The words of each section: [(mark, heading, words)]."""
    code = summary.original_language
    found = []
    for chapter in chapters:
        heading = text_of(chapter.row, "heading", code)
        rows = [row for node in chapter.walk() for row in (node.row, *(cell for __, cell in node.named_cells()))]
        number = words_in(heading) + sum(words_in(text_of(row, "text", code)) for row in rows)
        found.append((section_mark(chapter.row.level, chapter.number, get_language()), heading, number))
    return found
