"""The page on how long personal data of a conference is kept, and the file of what is known of a speaker."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from conference.accounts.reauthentication import asks_who_is_there
from conference.files.downloads import as_attachment
from conference.loading import conference_for
from conference.staff_pages import staff_page_context
from operations.retention.erasing import plan
from operations.retention.forms import PeriodsForm
from operations.retention.person import PersonalRecord, add_speakers


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
    context = {
        **staff_page_context(request, row),
        "form": form,
        "rows": rows,
        "ends_on": row.ends_on,
        "speakers": _speakers(row) if request.user.has_perm("speakers.change_speaker") else [],
    }
    return render(request, "operations/retention/retention.html", context)


def _speakers(conference):
    """The speakers in the order of the language; a protected one by the displayed name."""
    code, original = get_language(), conference.original_language
    return sorted(conference.speakers.all(), key=lambda speaker: speaker.key_in(code, original))


@require_safe
@asks_who_is_there
def speaker_record(request, conference, speaker):
    """What is known of a speaker, as a file for the person who asks."""
    row = conference_for(request, conference, "conference.change_conference", "speakers.change_speaker")
    found = get_object_or_404(row.speakers, slug=speaker)
    record = PersonalRecord()
    add_speakers(record, [found])
    response = HttpResponse(record.as_zip(timezone.now()), content_type="application/zip")
    return as_attachment(response, f"{row.slug}-{found.slug}.zip")
