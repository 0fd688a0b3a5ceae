"""The staff's page of clearance: where the Summary stands, who acts next, and the trail of the steps taken."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from conference.loading import require
from conference.models import AuditAct, AuditEntry, Release
from conference.posted import seen_in
from conference.refusals import Refusal
from conference.rights import holders_of
from conference.roles import ROLES
from summary.clearance.forms import ReasonForm
from summary.clearance.shown import open_comments, open_suggestions, places_of, shown_of
from summary.clearance.stages import BY_NAME, STEPS, change_stage, steps_for
from summary.documents.documents import FORMATS
from summary.loading import draft_of
from summary.models import Summary
from summary.page_context import page_context
from summary.text.progress import words_of

MEANINGS = {
    Summary.Stage.DRAFT: gettext_lazy(
        "The drafters write the text in the original language, then send it to the President’s office."
    ),
    Summary.Stage.WITH_PRESIDENT: gettext_lazy(
        "The President’s office reads and may amend the text, then clears it or returns it with a reason."
    ),
    Summary.Stage.CLEARED: gettext_lazy(
        "The original can only be read. The secretariat sends it to translation; "
        "anyone entitled to reopen it must give a reason."
    ),
    Summary.Stage.IN_TRANSLATION: gettext_lazy(
        "Translators and revisers write the other five languages; then the secretariat issues the document."
    ),
    Summary.Stage.ISSUED: gettext_lazy(
        "The document is public, as an edition that never changes. A correction begins with reopening the draft."
    ),
}
_ACTS = {
    act: act.label
    for act in (AuditAct.BEGIN_DRAFT, AuditAct.CHANGE_MASTHEAD, *(AuditAct(f"summary: {step.name}") for step in STEPS))
} | {
    AuditAct.RELEASE: gettext_lazy("Issue an edition"),
    AuditAct.WITHDRAW: gettext_lazy("Withdraw an edition"),
}


@dataclass(frozen=True)
class PermissionHolder:
    """Who holds a permission: the roles that bring it, and the people who have one of them."""

    label: str
    roles: list
    people: list
    acts_next: bool


@require_safe
def clearance(request, conference):
    return _page(request, draft_of(request, conference, "view_summary"))


@require_POST
def clearance_step(request, conference, step):
    """Take a step; where it cannot be taken, the page says why and keeps the reason that was written."""
    summary = draft_of(request, conference, "view_summary")
    require(step in BY_NAME)
    form = ReasonForm(request.POST)
    again = partial(_page, request, chosen_step=BY_NAME[step], form=form)
    if not form.is_valid():
        return again(summary, status=422)
    reason = form.cleaned_data["reason"]
    try:
        seen = seen_in(request)
        changed = change_stage(summary, step, reason=reason, seen=seen, by=request.user, at=timezone.now())
    except Refusal as refusal:
        lacks_reason = BY_NAME[step].needs_reason and not reason
        current = draft_of(request, conference, "view_summary")
        return again(current, refusal=refusal, status=422 if lacks_reason else 409)
    messages.success(
        request, _("The Summary is now at the stage “%(stage)s”.") % {"stage": changed.get_stage_display()}
    )
    return redirect("summary:clearance", conference)


def _page(request, summary, *, status=200, **more):
    words, most = words_of(summary)
    around, shown = page_context(request, summary), shown_of(summary)
    new_since = shown.new_since(seen_in(request))
    context = {
        **around,
        "rows": [(*stage, MEANINGS[value]) for stage, value in zip(around["stages"], Summary.Stage, strict=True)],
        "steps": steps_for(summary, request.user),
        "holders": _holders(summary),
        "trail": _trail(summary),
        "comments": open_comments(summary),
        "suggestions": open_suggestions(summary),
        "words": words,
        "most_words": most,
        "formats": FORMATS,
        "seen": shown.token,
        "new_places": places_of(summary, new_since),
        **more,
    }
    return render(request, "summary/clearance/draft_clearance.html", context, status=status)


def _holders(summary):
    onward = [step for step in STEPS if summary.stage in step.before and not step.needs_reason]
    needed = {f"{step.permission}_summary" for step in onward}
    if summary.stage == Summary.Stage.IN_TRANSLATION:
        needed.add("issue_summary")
    return [
        PermissionHolder(
            label,
            [role.name for role in ROLES if f"summary.{name}" in role.permissions],
            list(holders_of(f"summary.{name}", summary.conference).order_by("last_name", "username")),
            name in needed,
        )
        for name, label in Summary._meta.permissions
    ]


def _trail(summary):
    """The steps and the editions, the latest first: [(act in words, entry)]."""
    editions = Release.objects.filter(conference=summary.conference, matter=Release.Matter.SUMMARY)
    of_editions = Q(
        subject_type="conference.release", subject_id__in=[str(pk) for pk in editions.values_list("pk", flat=True)]
    )
    of_draft = Q(subject_type="summary.summary", subject_id=str(summary.pk))
    entries = AuditEntry.objects.filter(of_draft | of_editions, act__in=_ACTS).select_related("by")
    return [(_ACTS[entry.act], entry) for entry in entries]
