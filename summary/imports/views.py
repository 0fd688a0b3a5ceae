"""The page on which a draft comes in from Word or as a pasted text, and what the page of the draft asks for a paste."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from conference.answers import answer, refused
from conference.imports import views as pages
from conference.imports.apply import apply_import
from conference.imports.kind import StaffRequest
from conference.languages import official
from conference.languages.lists import labelled, listed
from conference.posted import Pressed, Words, posted, seen_in
from conference.refusals import Refusal
from summary.draft.page import act_on_draft
from summary.imports.blocks import PARAGRAPH
from summary.imports.kind import DRAFTS, PASTED, button_of, entry_of, place_from, store_pasted
from summary.imports.pasted import pasted_text
from summary.imports.plan import DraftPlace
from summary.imports.preview import name_of
from summary.imports.recognition import recognized
from summary.loading import draft_of
from summary.models import Paragraph

MOST_SHOWN = 200  # parts in the dialogue of the draft's page; the page of the import shows all


@csrf_exempt  # as the upload of every import, which checks the token once the size is known
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: StaffRequest, conference: str) -> HttpResponse:
    """The form with a file or a text, and what was uploaded before."""
    if request.method == "POST":
        return pages.upload(request, DRAFTS, conference)
    return DRAFTS.upload_page(request, DRAFTS.conference(request, conference))


@require_POST
def place(request: StaffRequest, conference: str, pk: int) -> HttpResponse:
    """Choose another place for a text before it is imported."""
    import_file = DRAFTS.file(request, conference, pk)
    sent = posted(request, place=Words(), replaces=Pressed())
    if not import_file.taken_at:
        import_file.options = {"place": place_from(sent.place, replaces=sent.replaces).as_json()}
        import_file.save(update_fields=["options"])
    return redirect(DRAFTS.address("preview", import_file))


@require_POST
def paste(request: StaffRequest, conference: str) -> HttpResponse:
    """What a pasted text would become, for the script of the draft's page: its preview, or the text where it is one."""
    row = DRAFTS.conference(request, conference)
    sent = posted(request, plain=Words(), html=Words(), place=Words())
    try:
        blocks = recognized(pasted_text(sent.plain, sent.html)).blocks
        if len(blocks) == 1 and (blocks[0].kind, blocks[0].depth) == (PARAGRAPH, 0):
            return answer(text=blocks[0].text)
        facts = {"conference": row, "place": place_from(sent.place), "by": request.user, "at": timezone.now()}
        import_file = store_pasted(sent.plain, sent.html, **facts)
        found = DRAFTS.compare(import_file, DRAFTS.parse(import_file), request.user)
    except Refusal as refusal:
        return refused(request, refusal)
    context = {
        "entries": [entry_of(each) for each in list(found.plan.texts())[:MOST_SHOWN]],
        "more": max(0, len(list(found.plan.texts())) - MOST_SHOWN),
        "left_out": _left_out([name_of(each) for each in found.found.left_out]),
        "button": button_of(found),
        "seen": found.fingerprint,
        "addresses": {"make": DRAFTS.address("make", import_file), "undo": DRAFTS.address("undo", import_file)},
        "original": official(found.summary.original_language),
    }
    return JsonResponse({"message": "", "html": render_to_string("summary/imports/pasted.html", context, request)})


@require_POST
def make(request: StaffRequest, conference: str, pk: int) -> HttpResponse:
    """Make paragraphs of a pasted text as the dialogue showed them; answered like an act on the draft."""
    import_file = DRAFTS.file(request, conference, pk)
    summary = draft_of(request, conference, "draft_summary", "clear_summary")

    def act(**who):
        if import_file.outcome["format"] != PASTED:
            raise Refusal(_("Choose what is to be done."))
        apply_import(DRAFTS, import_file, seen=seen_in(request), **who)

    place = DraftPlace.of(import_file.options)
    return act_on_draft(request, summary, act, Paragraph(pk=place.pk) if place.kind == PARAGRAPH else None)


def _left_out(names: list[str]) -> str:
    return labelled(_("Not imported"), listed(names)) if names else ""
