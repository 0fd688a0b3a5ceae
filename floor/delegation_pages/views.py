"""The page of a delegation: its speakers as released, and what is public of its part in the dialogue."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from conference.loading import key_in, require
from conference.released_pages import fresh_for
from floor.delegation_pages.public_record import public_record
from programme.public.views import OF_RECORDINGS
from programme.release.editions import current
from programme.release.protocol import speakers_of
from speakers.models import Delegation


@require_safe
@current
@fresh_for(OF_RECORDINGS)
def delegation_detail(request, edition, delegation):
    """One that the release does not name has a page once something of it is public."""
    released = edition.programme.delegation(delegation)
    row = _row(edition, released, delegation)
    released = released or next((each for each in edition.programme.delegations if row and each["id"] == row.pk), None)
    record = public_record(edition, row, at=timezone.now(), language=get_language())
    require(released or record)
    code = released["code"] if released else row.code()
    if delegation != code:
        return redirect("floor:delegation-detail", edition.slug, code)
    speakers = speakers_of(edition.programme, code, get_language()) if released else []
    context = {
        "delegation": released or {"kind": row.kind, "name": row.public_name, "code": code},
        "speakers": speakers,
        "record": record,
        "no_indexing": not all(speaker["indexing"] for speaker in speakers),
    }
    return render(request, "floor/delegation_pages/delegation_detail.html", {**edition.context, **context})


def _row(edition, released, code):
    """The delegation as it is now; None where it has been deleted, or was never there."""
    rows = Delegation.objects.filter(conference__slug=edition.slug).select_related("state")
    if released:
        return rows.filter(pk=released["id"]).first()
    return rows.filter(state__iso3=code.upper()).first() or rows.filter(pk=key_in(code)).first()


@login_not_required
@require_safe
def delegation_statements(request, conference, delegation):
    """What was the page of a delegation's statements is part of the page of the delegation."""
    return redirect("floor:delegation-detail", conference, delegation, permanent=True)
