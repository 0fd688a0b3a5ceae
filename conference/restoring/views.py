"""What was deleted or merged in a conference, and the page that puts it back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from conference.loading import conference_for
from conference.models import RecordedAct
from conference.posted import seen_in
from conference.refusals import Conflict, Refusal
from conference.restoring.plan import Restoring, restore
from conference.staff_pages import staff_page_context

MAY_LIST = "conference.change_conference"
ON_A_PAGE = 50


@never_cache
@require_safe
def acts(request, conference):
    """The deletions and merges of a conference that are kept, the latest first."""
    row = conference_for(request, conference, MAY_LIST)
    found = RecordedAct.objects.filter(conference=row).select_related("entry__by", "undone_by")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "conference/restoring/acts.html", {**staff_page_context(request, row), "page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request, conference, pk):
    """What putting something back would do, and the form that confirms it."""
    row = conference_for(request, conference, MAY_LIST)
    rows = RecordedAct.objects.filter(conference=row).select_related("entry__by", "undone_by", "conference")
    found = get_object_or_404(rows, pk=pk)
    app, __, model = found.subject_type.partition(".")
    if not request.user.has_perm(f"{app}.add_{model}"):
        raise Http404
    if request.method != "POST":
        return _page(request, row, found)
    try:
        restore(found, seen=seen_in(request), by=request.user, at=timezone.now())
    except Conflict as refusal:
        return _page(request, row, found, str(refusal), status=409)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(name)s” was restored.") % {"name": found.entry.subject_name})
        return redirect("restoring:acts", row.slug)
    return redirect("restoring:act", row.slug, pk)


def _page(request, conference, found, refusal="", status=200):
    plan = Restoring(found).plan()
    context = {
        **staff_page_context(request, conference),
        "act": found,
        "plan": plan,
        "is_deletion": found.kind == RecordedAct.Kind.DELETION,
        "new_since": plan.shown.new_since(seen_in(request)),
        "refusal": refusal,
    }
    return render(request, "conference/restoring/act.html", context, status=status)
