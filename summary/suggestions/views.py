"""The staff's page of suggestions: what is to be decided, all at once where it suits, and what was decided."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods

from conference.languages import official
from conference.loading import key_in
from conference.posted import Words, posted, seen_in
from conference.refusals import Refusal
from conference.text_diff import difference
from summary.loading import draft_of
from summary.models import Paragraph, Suggestion
from summary.page_context import page_context
from summary.suggestions.reading import readings_of, shown_in
from summary.suggestions.rules import decide_all, decides
from summary.text.outline import outline_of
from summary.text.shown import name_of

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request, conference):
    """The list; `?paragraph=` keeps to one paragraph. Posted, all that it shows is accepted or refused."""
    summary = draft_of(request, conference, "view_summary")
    key = key_in(request.GET.get("paragraph"))
    paragraph = get_object_or_404(Paragraph, pk=key, section__summary=summary) if key else None
    if request.method != "POST":
        return _page(request, summary, paragraph)
    accepts = posted(request, act=Words()).act == "accept"
    who = {"by": request.user, "at": timezone.now()}
    try:
        number = decide_all(summary, accepts=accepts, paragraph=paragraph, seen=seen_in(request), **who)
    except Refusal as refusal:
        return _page(request, summary, paragraph, refusal=refusal, status=409)
    if accepts:
        words = ngettext("%(number)d suggestion is accepted.", "%(number)d suggestions are accepted.", number)
    else:
        words = ngettext("%(number)d suggestion is refused.", "%(number)d suggestions are refused.", number)
    messages.success(request, words % {"number": number})
    return redirect("summary:suggestions", conference)


def _page(request, summary, paragraph, *, status=200, **more):
    readings = readings_of(summary, request.user, paragraph=paragraph)
    theirs = [each for each in readings if each.suggestion.by_id != request.user.pk]
    shown, code = shown_in(readings, summary), get_language()
    names = {node.row.pk: name_of(node, code) for each in outline_of(summary) for node in each.walk()}
    decided = Suggestion.objects.filter(paragraph__section__summary=summary).exclude(outcome="open")
    decided = decided.select_related("by", "decided_by", "paragraph").order_by("-decided_at", "-pk")
    found = Paginator(decided.filter(paragraph=paragraph) if paragraph else decided, PER_PAGE)
    found = found.get_page(request.GET.get("page"))
    context = {
        **page_context(request, summary),
        "paragraph": paragraph,
        "readings": [(each, names.get(each.suggestion.paragraph_id, "")) for each in readings],
        "decided": [
            (row, names.get(row.paragraph_id, ""), official(row.language), difference(row.base_text, row.text))
            for row in found
        ],
        "page": found,
        "decides": decides(summary, request.user),
        "number": len(theirs),
        "number_fitting": sum(each.is_whole for each in theirs),
        "seen": shown.token,
        "new": {key[1] for key in shown.new_since(seen_in(request)) if key[0] == "suggestion"},
        **more,
    }
    return render(request, "summary/suggestions/suggestions.html", context, status=status)
