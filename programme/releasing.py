"""The staff's page of releases: what has changed, releasing it, withdrawing what should not have been released."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from conference.languages import LANGUAGES
from conference.models import Release
from conference.releases import NothingToRelease
from conference.staff import conference_for, frame
from conference.text import validate_characters
from programme.content import content_of, missing_texts
from programme.history import unreleased_changes


class ReleaseForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Note for colleagues"), max_length=500, required=False, validators=[validate_characters]
    )


class WithdrawalForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, validators=[validate_characters])


def release_list(request, conference, form=None, withdrawal_form=None, withdrawing=None, status=200):
    row = conference_for(request, conference, "conference.release_programme")
    missing = missing_texts(content_of(row))
    context = {
        **frame(request, row),
        "changes": unreleased_changes(row),
        "missing": [(language, missing.get(language.code, 0)) for language in LANGUAGES],
        "releases": row.releases.filter(matter=Release.Matter.PROGRAMME)
        .select_related("released_by", "withdrawn_by")
        .defer("content"),
        "form": form or ReleaseForm(),
        "withdrawal_form": withdrawal_form or WithdrawalForm(),
        "withdrawing": withdrawing,
    }
    return render(request, "programme/release_list.html", context, status=status)


@require_POST
def release(request, conference):
    row = conference_for(request, conference, "conference.release_programme")
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return release_list(request, conference, form=form, status=422)
    try:
        released = Release.objects.release(
            row,
            Release.Matter.PROGRAMME,
            content_of(row),
            note=form.cleaned_data["note"],
            by=request.user,
            at=timezone.now(),
        )
    except NothingToRelease:
        messages.info(request, _("Nothing has changed since the last release."))
    else:
        messages.success(request, _("Revision %(number)d is public.") % {"number": released.number})
    return redirect("programme:release-list", conference)


@require_POST
def withdraw(request, conference, number):
    row = conference_for(request, conference, "conference.release_programme")
    released = get_object_or_404(row.releases.public(), matter=Release.Matter.PROGRAMME, number=number)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return release_list(request, conference, withdrawal_form=form, withdrawing=number, status=422)
    released.withdraw(reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    messages.success(request, _("Revision %(number)d is withdrawn.") % {"number": number})
    return redirect("programme:release-list", conference)
