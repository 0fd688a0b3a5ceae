"""The page of speakers who may be one person, and the one where two are compared and merged."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.loading import conference_for
from conference.models import AuditEntry, RecordedRow
from conference.posted import seen_in
from conference.refusals import Conflict, Refusal
from conference.staff_pages import staff_page_context
from speakers.duplicates.finding import by_name, pairs_of
from speakers.duplicates.forms import MergeForm
from speakers.duplicates.merging import merge, plan_merge
from speakers.imports.names import doubled
from speakers.models import Delegation, KeptApart, Speaker

MAY = ("speakers.change_speaker", "speakers.delete_speaker")


@never_cache
@require_safe
def duplicates(request, conference):
    """The speakers who may be one person; delegations and rooms that are called alike."""
    row = conference_for(request, conference, *MAY)
    delegations = (
        Delegation.objects.filter(conference=row).select_related("state").prefetch_related("state__former_names")
    )
    context = {
        **staff_page_context(request, row),
        "pairs": pairs_of(row),
        "groups": [
            (_("Delegations with one name"), "admin:speakers_delegation_change", doubled(delegations)),
            (_("Rooms with one name"), "admin:programme_room_change", by_name(row.rooms.all())),
        ],
    }
    return render(request, "speakers/duplicates/duplicates.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request, conference, kept, other):
    """Two speakers side by side, and the form that merges the second into the first."""
    row = conference_for(request, conference, *MAY)
    if decided := _decided(row, kept, other):
        messages.info(request, decided)
        return redirect("speakers:duplicates", row.slug)
    one, two = _speakers(row, kept, other)
    if request.method != "POST":
        return _page(request, row, one, two)
    plan = plan_merge(one, two)
    form = MergeForm(plan.asked, request.POST)
    if not form.is_valid():
        return _page(request, row, one, two, _("Choose one of what is offered."), status=422)
    facts = {"seen": seen_in(request), "by": request.user, "at": timezone.now()}
    try:
        act = merge(one, two, form.choices, **facts)
    except Conflict as refusal:
        return _page(request, row, one, two, str(refusal), status=409)
    except Refusal as refusal:
        return _page(request, row, one, two, str(refusal), status=422)
    messages.success(request, _("The two are one person now: “%(name)s”.") % {"name": act.entry.subject_name})
    return redirect("speakers:duplicates", row.slug)


@require_POST
def apart(request, conference, kept, other):
    """Note that two speakers who look alike are two persons."""
    row = conference_for(request, conference, *MAY)
    if decided := _decided(row, kept, other):
        messages.info(request, decided)
        return redirect("speakers:duplicates", row.slug)
    one, two = sorted(_speakers(row, kept, other), key=lambda speaker: speaker.pk)
    __, is_new = KeptApart.objects.get_or_create(one=one, other=two)
    if is_new:
        detail = {"other": two.slug}
        facts = {"subject": one, "by": request.user, "at": timezone.now(), "conference": row}
        AuditEntry.objects.record(act=AuditEntry.Act.KEEP_APART, detail=detail, **facts)
    messages.success(request, _("Noted: they are two persons."))
    return redirect("speakers:duplicates", row.slug)


def _decided(conference, *keys):
    """What to say where a colleague has merged or deleted one of the two since the page was opened; empty if not."""
    gone = {str(key) for key in keys} - {str(row.pk) for row in conference.speakers.filter(pk__in=keys)}
    removed = RecordedRow.objects.filter(
        act__conference=conference, act__undone_at=None, subject_type=Speaker._meta.label_lower, after__isnull=True
    )
    act = removed.filter(subject_key__in=gone).select_related("act__entry__by").last() if gone else None
    if act is None:
        return ""
    return _("%(name)s has decided on this in the meantime. Nothing was done.") % {"name": act.act.entry.by}


def _speakers(conference, *keys):
    rows = conference.speakers.select_related("conference", "delegation").in_bulk(keys)
    if len(rows) < len(keys):
        raise Http404
    return [rows[key] for key in keys]


def _page(request, conference, kept, other, refusal="", status=200):
    plan = plan_merge(kept, other)
    context = {
        **staff_page_context(request, conference),
        "plan": plan,
        "form": MergeForm(plan.asked, request.POST or None),
        "other_way": reverse("speakers:pair", args=[conference.slug, other.pk, kept.pk]),
        "refusal": refusal,
        "new_since": plan.shown.new_since(seen_in(request)),
    }
    return render(request, "speakers/duplicates/pair.html", context, status=status)
