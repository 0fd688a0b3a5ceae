"""The staff's page of releases: what has changed, releasing it, withdrawing a revision."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from conference.fields import validate_characters
from conference.models import Release
from conference.models.release import NothingToRelease
from conference.staff_pages import conference_for, staff_page_context
from programme.release.content import content_of
from programme.release.history import unreleased_changes
from programme.release.warnings import fingerprint, grouped, warnings_of
from programme.release.withdrawal import withdraw_those_that_name


class ReleaseForm(forms.Form):
    """A release; `in_spite` overrules the warnings whose fingerprint is `seen`."""

    note = forms.CharField(
        label=gettext_lazy("Note for colleagues"), max_length=500, required=False, validators=[validate_characters]
    )
    seen = forms.CharField(required=False, max_length=60)
    in_spite = forms.BooleanField(required=False)
    withdraw_naming = forms.BooleanField(required=False)


class WithdrawalForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, validators=[validate_characters])


def release_list(request, conference, form=None, refusal="", status=200, **withdrawal):
    row = conference_for(request, conference, "conference.release_programme")
    content = content_of(row)
    warnings = warnings_of(row, content)
    context = {
        **staff_page_context(request, row),
        "changes": unreleased_changes(row, content),
        "warnings": grouped(warnings),
        "number": len(warnings),
        "fingerprint": fingerprint(warnings),
        "names_protected": any(warning.kind == "protected-revision" for warning in warnings),
        "releases": row.releases.filter(matter=Release.Matter.PROGRAMME)
        .select_related("released_by", "withdrawn_by")
        .defer("content"),
        "form": form or ReleaseForm(),
        "refusal": refusal,
        "withdrawal_form": WithdrawalForm(),
        **withdrawal,
    }
    return render(request, "programme/release/release_list.html", context, status=status)


@require_POST
def release(request, conference):
    """Release the draft. If there are warnings, the user must have seen exactly these and overrule them."""
    row = conference_for(request, conference, "conference.release_programme")
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return release_list(request, conference, form=form, status=422)
    asked, content = form.cleaned_data, content_of(row)
    if asked["withdraw_naming"] or not _is_public(row, content):
        warnings = warnings_of(row, content)
        if warnings and asked["seen"] != fingerprint(warnings):
            refusal = _("The warnings have changed. Check them before you release.")
            return release_list(request, conference, form=form, refusal=refusal, status=409)
        if warnings and not asked["in_spite"]:
            refusal = _("Nothing was released: there are warnings. Tick that you release in spite of them.")
            return release_list(request, conference, form=form, refusal=refusal, status=422)
        _release(request, row, content, asked, warnings)
    else:
        messages.info(request, _("Nothing has changed since the last release."))
    return redirect("programme:release-list", conference)


def _is_public(conference, content):
    newest = conference.releases.public().filter(matter=Release.Matter.PROGRAMME).order_by("-number").first()
    return newest is not None and newest.content == content


def _release(request, conference, content, asked, warnings):
    """Release the revision and, if requested, withdraw those that name a protected person, in one transaction."""
    who = {"by": request.user, "at": timezone.now()}
    with transaction.atomic():
        if asked["withdraw_naming"]:
            reason = _("It named a person who is protected.")
            withdrawn = withdraw_those_that_name(conference, reason=reason, **who)
            words = ngettext("%(number)d revision is withdrawn.", "%(number)d revisions are withdrawn.", withdrawn)
            messages.success(request, words % {"number": withdrawn})
        try:
            released = Release.objects.release(
                conference,
                Release.Matter.PROGRAMME,
                content,
                note=asked["note"],
                overruled=[[warning.kind, *map(str, warning.key)] for warning in warnings],
                **who,
            )
        except NothingToRelease:
            messages.info(request, _("Nothing has changed since the last release."))
        else:
            messages.success(request, _("Revision %(number)d is public.") % {"number": released.number})


@require_POST
def withdraw(request, conference, number):
    row = conference_for(request, conference, "conference.release_programme")
    released = get_object_or_404(row.releases.public(), matter=Release.Matter.PROGRAMME, number=number)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return release_list(request, conference, withdrawal_form=form, withdrawing=number, status=422)
    if not released.withdraw(reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()):
        raise Http404  # withdrawn since it was found
    messages.success(request, _("Revision %(number)d is withdrawn.") % {"number": number})
    return redirect("programme:release-list", conference)
