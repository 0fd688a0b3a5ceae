"""Saving a text of the original, and its versions: compared word by word, and restored."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from conference.answers import answer, conflict_of, is_script, overtaken_answer, refused
from conference.documents.emphasis import STRAY_MARK, has_stray_mark
from conference.languages import CODES, official
from conference.languages.lists import full_stop, in_sentences
from conference.loading import require
from conference.posted import Words, posted
from conference.refusals import Overtaken, Refusal
from summary.draft.page import page
from summary.loading import draft_of, row_of
from summary.models import Paragraph
from summary.page_context import page_context
from summary.text.progress import words_in_original
from summary.text.shown import words_of
from summary.text.writing import FIELDS, digest, restore, write_text
from translation.desk.versions import compared_as_asked, with_differences
from translation.models import Version
from translation.texts.registry import text_of


@require_POST
def save_text(request, conference, kind, pk, field):
    """Save a text of the original: the script is told as JSON, a form sees the page."""
    summary, row = _place(request, conference, kind, pk, field)
    sent = {"key": f"{kind}:{row.pk}", **vars(posted(request, text=Words(), base_version=Words()))}
    try:
        saved = write_text(
            row,
            field,
            summary.original_language,
            sent["text"],
            sent["base_version"],
            by=request.user,
            at=timezone.now(),
        )
    except Overtaken as overtaken:
        return overtaken_answered(request, summary, overtaken, sent)
    except Refusal as refusal:
        return refused(
            request,
            refusal,
            lambda message, status: page(
                request, summary, sent={**sent, "message": message}, message=message, status=status
            ),
        )
    if is_script(request):
        return answer(_saved_words(saved), base_version=digest(saved), **_of_the_draft(summary))
    return redirect(f"{reverse('summary:draft', args=[conference])}#row-{kind}-{row.pk}")


def _saved_words(text):
    """That a text is saved, and whether a mark of emphasis in it is not closed."""
    return in_sentences((f"{_('Saved')}{full_stop()}", STRAY_MARK)) if has_stray_mark(text) else _("Saved")


def _of_the_draft(summary):
    """What else a save changes on the page: the number of the last change, and the count of the words."""
    summary.refresh_from_db(fields=["version"])
    return {"version": summary.version, "words": words_of(*words_in_original(summary))}


def _place(request, conference, kind, pk, field, code=None):
    """Returns the Summary and the row of an address to those who may read the draft; else 404."""
    summary = draft_of(request, conference)
    row = row_of(summary, kind, pk)
    require(field in FIELDS[type(row)] and code in (None, *CODES))
    require(code or request.user.has_perm("summary.view_summary"))
    return summary, row


def overtaken_answered(request, summary, overtaken, sent):
    """409: both texts with their difference; the form then rests on the current one."""
    base_version = digest(overtaken.current)
    if is_script(request):
        more = {"base_version": base_version, "original": official(summary.original_language)}
        return overtaken_answer(request, overtaken, "summary/draft/_conflict.html", **more)
    return page(
        request,
        summary,
        sent={**sent, "base_version": base_version},
        conflict={"key": sent["key"], **conflict_of(overtaken)},
        message=str(overtaken),
        status=overtaken.status,
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
        "suggested": _suggested(row, code),
        "compared": compared_as_asked(request, found),
        "writes": summary.takes_text_from(request.user, code),
        "message": message,
    }
    return render(request, "summary/draft/versions.html", context, status=status)


def _suggested(row, code):
    """Who suggested the words of a version that another person accepted: {number of the version: person}."""
    if not isinstance(row, Paragraph):
        return {}
    accepted = row.suggestions.filter(language=code, version__isnull=False).select_related("by")
    return {each.version: each.by for each in accepted}


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
