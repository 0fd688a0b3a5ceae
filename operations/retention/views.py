"""The page that says which personal data of a conference is kept how long, and what of it there is today."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from conference.loading import conference_for
from conference.staff_pages import staff_page_context
from operations.retention.erasing import plan
from operations.retention.forms import PeriodsForm


@require_http_methods(["GET", "HEAD", "POST"])
def retention(request, conference):
    row = conference_for(request, conference, "conference.change_conference")
    now = timezone.now()
    form = PeriodsForm(request.POST if request.method == "POST" else None, conference=row)
    if form.is_bound and form.is_valid():
        if form.save(by=request.user, at=now):
            messages.success(request, _("The periods are saved."))
        return redirect("operations:retention", row.slug)
    items = plan(row, now.astimezone(row.zone).date())
    rows = [(item, form[item.kind.value]) for item in items]
    context = {**staff_page_context(request, row), "form": form, "rows": rows, "ends_on": row.ends_on}
    return render(request, "operations/retention/retention.html", context)
