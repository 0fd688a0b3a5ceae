"""The versions of a text in a language: compared word by word, and restored."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from translation.desk import saving
from translation.desk.save_views import AtText
from translation.desk.versions import compared_as_asked, with_differences
from translation.models import Version
from translation.page_context import frame
from translation.texts.writing import TextRefused, version_of


@require_GET
def versions(request, conference, text, code):
    """All that was written of a text in a language, the latest first, each against the one before it."""
    return _page(request, AtText(request, conference, text, code))


def _page(request, at_text, said="", status=200):
    pair = at_text.pair
    found = list(Version.objects.filter(text=at_text.text, language=pair.code).select_related("by"))
    context = {
        **frame(request, at_text.conference, at_text.language),
        "pair": pair,
        "versions": with_differences(found),
        "compared": compared_as_asked(request, found),
        "said": said,
    }
    return render(request, "translation/desk/desk_versions.html", context, status=status)


@require_POST
def version_restore(request, conference, text, code, number):
    """Let an earlier version stand again, as a draft; it becomes the newest one."""
    at_text = AtText(request, conference, text, code)
    pair, field = at_text.pair, at_text.text.field
    try:
        at_text.for_who_may_write()
        words = version_of(pair.row, field, pair.code, number)
        on, source_on, at = pair.on, pair.source_on, timezone.now()
        saving.save(pair, words, on=on, source_on=source_on, asked=saving.BY_ITSELF, by=request.user, at=at)
    except TextRefused as refusal:
        return _page(request, at_text, said=str(refusal), status=409)
    return redirect("translation:text-versions", at_text.conference.slug, text, code)
