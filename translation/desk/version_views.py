"""The versions of a text in a language: compared word by word, and restored."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from conference.refusals import Refusal
from translation.desk import saving
from translation.desk.save_views import TextRequest
from translation.desk.versions import compared_as_asked, revision_of, with_differences
from translation.models import Version
from translation.page_context import page_context
from translation.texts.writing import version_of


@require_GET
def versions(request, conference, text, code):
    """All versions of a text in a language, the latest first, each compared with the one before it."""
    return _page(request, TextRequest(request, conference, text, code))


def _page(request, text_request, message="", status=200):
    pair = text_request.pair
    found = list(Version.objects.filter(text=text_request.text, language=pair.code).select_related("by"))
    context = {
        **page_context(request, text_request.conference, text_request.language),
        "pair": pair,
        "versions": with_differences(found),
        "revision": revision_of(text_request.text, pair.code, pair.words, request.user),
        "zone": text_request.conference.zone,
        "compared": compared_as_asked(request, found),
        "message": message,
    }
    return render(request, "translation/desk/desk_versions.html", context, status=status)


@require_POST
def version_restore(request, conference, text, code, number):
    """Restores an earlier version as a draft; it becomes the newest one."""
    text_request = TextRequest(request, conference, text, code)
    pair, field = text_request.pair, text_request.text.field
    try:
        text_request.require_writable()
        words = version_of(pair.row, field, pair.code, number)
        base_version, source_version, at = pair.base_version, pair.source_version, timezone.now()
        saving.save(
            pair,
            words,
            base_version=base_version,
            source_version=source_version,
            asked=saving.BY_ITSELF,
            by=request.user,
            at=at,
        )
    except Refusal as refusal:
        return _page(request, text_request, message=str(refusal), status=409)
    return redirect("translation:text-versions", text_request.conference.slug, text, code)
