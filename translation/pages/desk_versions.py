"""The versions of a text in a language: compared word by word, and restored."""

from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from conference.differences import difference
from translation import saving
from translation.frame import frame
from translation.models import Version
from translation.pages.desk_saving import AtText
from translation.writing import TextRefused, version_of


@require_GET
def versions(request, conference, text, code):
    """All that was written of a text in a language, the latest first, each against the one before it."""
    return _page(request, AtText(request, conference, text, code))


def _page(request, at_text, said="", status=200):
    pair = at_text.pair
    found = list(Version.objects.filter(text=at_text.text, language=pair.code).select_related("by"))
    pairs = [(version, _before(found, place)) for place, version in enumerate(found)]
    context = {
        **frame(request, at_text.conference, at_text.language),
        "pair": pair,
        "versions": [(version, difference(before, version.words)) for version, before in pairs],
        "compared": _compared(request, found),
        "said": said,
    }
    return render(request, "translation/desk_versions.html", context, status=status)


def _before(found, place):
    """The text that stood before a version came: what was set aside never stood."""
    return next((version.words for version in found[place + 1 :] if not version.set_aside_at), "")


def _compared(request, found):
    """Two versions that the reader chose, with their difference; None where none are chosen."""
    by_number = {str(version.number): version for version in found}
    first, second = (by_number.get(request.GET.get(name, "")) for name in ("first", "second"))
    if not first or not second:
        return None
    return {"first": first, "second": second, "parts": difference(first.words, second.words)}


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


urlpatterns = [
    path("<int:text>/<slug:code>/versions/", versions, name="text-versions"),
    path("<int:text>/<slug:code>/versions/<int:number>/restore/", version_restore, name="text-version-restore"),
]
