"""The staff's page of releases: what has changed, releasing it, withdrawing a revision."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from conference.accounts.reauthentication import asks_who_is_there
from conference.fields import validate_characters
from conference.loading import conference_for, require
from conference.models import Release
from conference.models.release import NothingToRelease
from conference.posted import seen_in
from conference.refusals import Conflict, Refusal
from conference.staff_pages import staff_page_context
from programme.release.releasing import plan_of, release_draft
from programme.release.warnings import grouped


class ReleaseForm(forms.Form):
    """A release of what the page with the token `seen` showed; `in_spite` overrules its warnings."""

    note = forms.CharField(
        label=gettext_lazy("Note for colleagues"), max_length=500, required=False, validators=[validate_characters]
    )
    seen = forms.CharField(required=False)
    in_spite = forms.BooleanField(required=False)
    withdraw_naming = forms.BooleanField(required=False)


class WithdrawalForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, validators=[validate_characters])


@asks_who_is_there
def release_list(request, conference, form=None, refusal="", seen="", status=200, **withdrawal):
    row = conference_for(request, conference, "conference.release_programme")
    plan = plan_of(row)
    shown = plan.shown
    new_since = shown.new_since(seen)
    releases = list(
        row.releases.filter(matter=Release.Matter.PROGRAMME)
        .select_related("released_by", "withdrawn_by")
        .defer("content")
    )
    naming = {warning.number for warning in plan.warnings if warning.kind == "protected-revision"}
    public = [each.number for each in releases if not each.withdrawn_at]
    context = {
        **staff_page_context(request, row),
        "changes": plan.changes,
        "warnings": grouped(plan.warnings),
        "number": len(plan.warnings),
        "seen": shown.token,
        "new_since": new_since,
        "new_names": plan.names_of(new_since) if plan.changes is None else [],
        "names_protected": bool(naming),
        "releases": releases,
        "newest": public[0] if public else None,
        "next": {"number": public[1], "names_protected": public[1] in naming} if len(public) > 1 else None,
        "readers": row.change_subscriptions.confirmed().count(),
        "form": form or ReleaseForm(),
        "refusal": refusal,
        "withdrawal_form": WithdrawalForm(),
        **withdrawal,
    }
    return render(request, "programme/release/release_list.html", context, status=status)


@require_POST
@asks_who_is_there
def release(request, conference):
    """Release the draft, if it is what the user was shown."""
    row = conference_for(request, conference, "conference.release_programme")
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return release_list(request, conference, form=form, seen=seen_in(request), status=422)
    try:
        released, withdrawn = release_draft(row, **form.cleaned_data, by=request.user, at=timezone.now())
    except NothingToRelease:
        released, withdrawn = None, 0
    except Refusal as refusal:
        shown = {"seen": form.cleaned_data["seen"]} if isinstance(refusal, Conflict) else {}
        return release_list(request, conference, form=form, refusal=str(refusal), status=refusal.status, **shown)
    if form.cleaned_data["withdraw_naming"]:
        words = ngettext("%(number)d revision is withdrawn.", "%(number)d revisions are withdrawn.", withdrawn)
        messages.success(request, words % {"number": withdrawn})
    if released:
        messages.success(request, _("Revision %(number)d is public.") % {"number": released.number})
    else:
        messages.info(request, _("Nothing has changed since the last release."))
    return redirect("programme:release-list", conference)


@require_POST
@asks_who_is_there
def withdraw(request, conference, number):
    row = conference_for(request, conference, "conference.release_programme")
    released = get_object_or_404(row.releases.public(), matter=Release.Matter.PROGRAMME, number=number)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return release_list(request, conference, withdrawal_form=form, withdrawing=number, status=422)
    was_public = released.withdraw(reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    require(was_public)  # else it was withdrawn since it was found
    messages.success(request, _("Revision %(number)d is withdrawn.") % {"number": number})
    return redirect("programme:release-list", conference)
