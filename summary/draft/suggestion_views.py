"""Suggesting other words for a paragraph, and deciding on one suggestion, on the page of the draft."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from conference.answers import answer, is_script, refused
from conference.posted import OddKey, Words, posted
from conference.refusals import Overtaken, Refusal
from summary.draft.page import act_on_draft, page
from summary.draft.text_views import overtaken_answered
from summary.loading import draft_of, row_of
from summary.models import Suggestion
from summary.suggestions.rules import accept, refuse, suggest, withdraw
from summary.text.writing import digest


@require_POST
def suggest_words(request, conference, pk):
    """Keep the words that are suggested for a paragraph: the script is told as JSON, a form sees the page."""
    summary = draft_of(request, conference, "view_summary")
    paragraph = row_of(summary, "paragraph", pk)
    fields = vars(posted(request, text=Words(), reason=Words(), base_version=Words()))
    sent = {"key": f"suggestion:{paragraph.pk}", **fields}
    try:
        saved, __ = suggest(paragraph, **fields, by=request.user, at=timezone.now())
    except Overtaken as overtaken:
        return overtaken_answered(request, summary, overtaken, sent)
    except Refusal as refusal:
        again = lambda message, status: page(  # noqa: E731
            request, summary, sent={**sent, "message": message}, message=message, status=status
        )
        return refused(request, refusal, again)
    if is_script(request):
        return answer(_("Saved"), base_version=digest(saved))
    return redirect(f"{reverse('summary:draft', args=[conference])}#row-paragraph-{paragraph.pk}")


@require_POST
def decide_suggestion(request, conference, pk):
    """Accept, refuse or withdraw a suggestion, or a single change of one."""
    summary = draft_of(request, conference, "view_summary")
    found = get_object_or_404(Suggestion, pk=pk, paragraph__section__summary=summary)
    sent = posted(request, act=Words(), change=OddKey(), answer=Words(), seen=Words())
    acts = {
        "accept": partial(accept, found, seen=sent.seen, change=sent.change),
        "refuse": partial(refuse, found, seen=sent.seen, change=sent.change, answer=sent.answer),
        "withdraw": partial(withdraw, found),
    }
    return act_on_draft(request, summary, acts.get(sent.act), found.paragraph)
