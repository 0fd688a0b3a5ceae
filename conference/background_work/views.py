"""The page on which each member of the staff follows their own background work of a conference."""

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from conference.answers import answer, is_script, telling
from conference.background_work.jobs import expires_at, try_again, waits_long
from conference.background_work.kind import TellsProgress, work_of
from conference.files.downloads import original_file
from conference.loading import conference_for
from conference.staff_pages import staff_page_context

PERMISSION = "conference.preview_programme"
MOST = 50


def show_job(request, job) -> HttpResponseBase:
    """Lead from the page where a job was started to the page where it is found."""
    messages.success(request, _("It is done in the background; you will find the result here. You may leave the page."))
    return redirect("background-work:jobs", job.conference.slug)


@require_safe
def jobs(request, conference):
    """List one's own jobs, the newest first; a script asks for the list alone."""
    row = conference_for(request, conference, PERMISSION)
    context = {"conference": row, "zone": row.zone, "jobs": _own(request, row)}
    context["is_open"] = any(job.is_open for job in context["jobs"])
    if is_script(request):
        return answer(html=render_to_string("conference/background_work/_jobs.html", context, request))
    return render(request, "conference/background_work/jobs.html", {**staff_page_context(request, row), **context})


def _own(request, conference):
    at = timezone.now()
    found = list(conference.jobs.filter(by=request.user).select_related("conference")[:MOST])
    for job in found:
        work = work_of(job)
        job.is_allowed = request.user.has_perm(work.permission)
        job.told = work.told(job) if job.finished_at and not job.failure else []
        job.address = work.address(job)
        if job.is_open and isinstance(work, TellsProgress) and (reached := work.reached(job)):
            job.done, job.total = reached
        job.expires_at = expires_at(job)
        job.waits_long = waits_long(job, at)
    return found


def _job(request, slug, pk):
    """Return a job to its owner, who may still start it; to everybody else it answers 404."""
    row = conference_for(request, slug, PERMISSION)
    job = get_object_or_404(row.jobs.filter(by=request.user).select_related("conference"), pk=pk)
    if not request.user.has_perm(work_of(job).permission):
        raise Http404
    return job


@require_safe
def job_file(request, conference, pk):
    """Give the file that a job has made to its owner."""
    job = _job(request, conference, pk)
    return original_file(job.file, job.file_name)


@require_POST
def job_again(request, conference, pk):
    """Try a job again that failed."""
    job = _job(request, conference, pk)
    with telling(request, _("It is tried again.")):
        try_again(job, at=timezone.now())
    return redirect("background-work:jobs", conference)
