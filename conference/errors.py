"""The error pages, in six languages, and the answers while the database cannot be asked."""

import sys

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext as _

from conference.languages import official
from conference.languages.urls_by_language import siblings_of
from conference.logs import outages
from conference.logs.requests import request_id

TRY_AGAIN = 300  # seconds: the windows of `settings.ACCOUNT_RATE_LIMITS`


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


def page_not_found(request, exception=None):
    """Give the same response for what is not public as for what never existed: the exception is not shown."""
    return render(request, "404.html", status=404)


def server_error(request):
    """Answers a request that failed: 503 where only the database is away or busy, so that programs try again."""
    error = sys.exc_info()[1]
    if outages.is_busy(error):
        outages.tell_busy(error)
        sentence = _("The database is busy with a long write. Try again in a few seconds.")
        return unavailable(request, sentence, busy=True)
    if outages.is_outage(error):
        outages.outage.refused(error)
        return unavailable(request, _("The database cannot be asked now. Try again in a moment."))
    return render(request, "500.html", {"request_id": request_id()}, status=500)


def unavailable(request, sentence, **facts):
    """Answers 503 with one sentence, in the form that the asker reads; nothing of it asks the database.

    `busy` tells a script that nothing was done and the same may be sent again.
    """
    if "Rostrum-Fragment" in request.headers or request.path.startswith("/api/") or request.path.endswith(".json"):
        response = JsonResponse({"message": sentence, "request": request_id(), **facts}, status=503)
    else:
        language = get_language_from_path(request.path) or get_language() or settings.LANGUAGE_CODE
        with override(language):
            context = {"status": 503, "sentence": sentence, "request_id": request_id()}
            context |= {"language": official(language), "siblings": siblings_of("/")}
            response = HttpResponse(render_to_string("conference/refused.html", context), status=503)
    response.headers["Retry-After"] = str(outages.RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def csrf_failure(request, reason=""):
    return render(request, "conference/csrf_failure.html", status=403)


def too_many_requests(request, seconds=TRY_AGAIN):
    """The answer to a code, a password or a wish for mail that comes too often, after which allauth counts again."""
    page = render(request, "conference/too_many.html", {"is_long": seconds > TRY_AGAIN}, status=429)
    page.headers["Retry-After"] = str(seconds)
    return page


def locked_out(request, response=None, credentials=None):
    """Axes' answer to a name that was tried too often from one network."""
    page = render(request, "conference/locked_out.html", status=429)
    page.headers["Retry-After"] = str(round(settings.AXES_COOLOFF_TIME * 3600))
    return page
