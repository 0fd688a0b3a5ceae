"""Importing a glossary: what a file would change is shown first, and nothing is written until that is confirmed.

Between the two steps the browser keeps what was read, so that there is no file to delete, and exactly what was shown is
confirmed. It is read again like any other file.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from conference.languages import official
from conference.refusals import Conflict, Refusal
from translation.glossary.csv_and_tbx import LARGEST, GlossaryFileError, read_glossary, write_csv
from translation.glossary.importing import apply_import, plan_import
from translation.loading import secretariats_conference
from translation.page_context import page_context

SHOWN = 200  # concepts of a kind that the preview lists; the others are counted
LONGEST_CONTENT = 4_000_000  # characters that the browser keeps between preview and confirmation


@require_http_methods(["GET", "HEAD", "POST"])
def glossary_import(request, conference):
    conference = secretariats_conference(request, conference)
    if request.method != "POST":
        return _page(request, conference)
    scope = None if request.POST.get("scope") == "shared" else conference
    name, terms = "", []
    try:
        name, terms = _sent(request)
        if "seen" in request.POST:
            seen, who = request.POST["seen"], {"by": request.user, "at": timezone.now()}
            found = apply_import(terms, scope, seen=seen, name=name, within=conference, **who)
            return _imported(request, conference, found)
        return _preview(request, conference, scope, name, terms)
    except GlossaryFileError as fault:
        return _page(request, conference, 422, fault=fault)
    except Refusal as refusal:
        if "seen" in request.POST and terms:
            return _preview(request, conference, scope, name, terms, refusal)
        return _page(request, conference, 422, fault=refusal)


def _sent(request):
    """Returns (name, concepts) of the uploaded file, or of what the preview's form carries."""
    file = request.FILES.get("file")
    if file is not None:
        content = file.read(LARGEST + 1)
        return _printable(file.name), read_glossary(file.name, content)
    if "content" not in request.POST:
        raise Refusal(_("Choose a file first."))
    content = request.POST["content"].replace("\r\n", "\n").encode(errors="replace")
    return _printable(request.POST.get("name", "")), read_glossary("glossary.csv", content)


def _printable(name):
    return "".join(sign for sign in name if sign.isprintable())[:200]


def _preview(request, conference, scope, name, terms, refusal=None):
    content = write_csv(terms).decode("utf-8-sig")
    if len(content) > LONGEST_CONTENT:
        raise GlossaryFileError(_("The glossary is too large to be imported at once; split it into several files."))
    try:
        found = plan_import(terms, scope)
    except Refusal as fault:
        return _page(request, conference, 422, fault=fault)
    context = {
        "plan": found,
        "new_since": found.shown.new_since(request.POST.get("seen", "")),
        "new": [(each, _changes(each)) for each in found.new[:SHOWN]],
        "changed": [(each, _changes(each)) for each in found.changed[:SHOWN]],
        "content": content,
        "name": name,
        "scope": "conference" if scope else "shared",
        "fault": refusal,
    }
    status = 409 if isinstance(refusal, Conflict) else 422 if refusal else 200
    return _page(request, conference, status, **context)


def _changes(change):
    return [(official(code), gone, come) for code, gone, come in change.gone_and_come]


def _imported(request, conference, found):
    words = _("Imported: %(new)d new concepts, %(changed)d changed; %(unchanged)d were the same.")
    numbers = {"new": len(found.new), "changed": len(found.changed), "unchanged": len(found.unchanged)}
    messages.success(request, words % numbers)
    return redirect("translation:glossary", conference.slug)


def _page(request, conference, status=200, **more):
    return render(
        request,
        "translation/glossary/glossary_import.html",
        {**page_context(request, conference), **more},
        status=status,
    )
