"""The staff's page on which the draft is written: the document, what it rests on, and what is not yet reflected."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from conference.loading import conference_for, require
from conference.page_context import page_context
from conference.posted import Pressed, posted
from conference.refusals import Refusal
from summary.draft.page import act_on_draft, context_of, page
from summary.draft.skeleton import begin, start_from_the_record
from summary.loading import draft_of
from summary.models import Summary
from translation.texts.permissions import reads


@require_GET
def draft(request, conference):
    """The draft; before there is one, the page on which it is begun; translators are led to their desk at all times."""
    row = conference_for(request, conference)
    if not request.user.has_perm("summary.view_summary"):
        require(reads(request.user))
        return redirect("translation:overview", conference)
    if not Summary.objects.filter(conference=row).exists():
        return render(request, "summary/draft/draft_begin.html", page_context(row))
    return page(request, draft_of(request, conference))


@require_GET
def draft_parts(request, conference):
    """The parts of the page that change while several people write."""
    summary = draft_of(request, conference, "view_summary")
    return render(request, "summary/draft/_draft.html", context_of(request, summary))


@require_GET
def draft_version(request, conference):
    """Whether anything has changed: a number that rises with each act."""
    return JsonResponse({"version": draft_of(request, conference, "view_summary").version})


@require_POST
def draft_begin(request, conference):
    row = conference_for(request, conference, "summary.draft_summary")
    at = timezone.now()
    summary = begin(row, by=request.user, at=at)
    if vars(posted(request, **{"from-the-record": Pressed()}))["from-the-record"]:
        try:
            start_from_the_record(summary, by=request.user, at=at)
        except Refusal as refusal:
            return page(request, summary, message=str(refusal), status=409)
    return redirect("summary:draft", conference)


@require_POST
def start(request, conference):
    summary = draft_of(request, conference, "view_summary")
    return act_on_draft(request, summary, lambda **who: start_from_the_record(summary, **who))
