"""The address to which browsers send what the content security policy refused; no page, in no language."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from operations.csp_reports import reports

MOST_BYTES = 16 * 1024
KINDS = ("application/csp-report", "application/reports+json")


@csrf_exempt  # browsers send no token with a report
@login_not_required
@require_POST
def csp_reports(request: HttpRequest) -> HttpResponse:
    if request.content_type not in KINDS:
        return HttpResponse(status=415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        for report in reports.read(request.body):
            reports.told.tell(report)
    except reports.ReportRefused:
        return HttpResponse(status=400)
    return HttpResponse(status=204)
