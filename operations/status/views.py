"""The status page of the room day: what a technical officer watches."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conference.answers import is_script
from operations.status.board import board

PERMISSION = "operations.view_servingprocess"


@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """The whole page, or for its script what changes on it."""
    if not request.user.has_perm(PERMISSION):
        raise Http404
    template = "operations/status/_status.html" if is_script(request) else "operations/status/status.html"
    return render(request, template, board(timezone.now()))
