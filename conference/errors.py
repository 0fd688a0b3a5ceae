"""The error pages, in six languages."""

from django.conf import settings
from django.shortcuts import render

TRY_AGAIN = 300  # seconds: the windows of `settings.ACCOUNT_RATE_LIMITS`


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


def page_not_found(request, exception=None):
    """Give the same response for what is not public as for what never existed: the exception is not shown."""
    return render(request, "404.html", status=404)


def server_error(request):
    return render(request, "500.html", status=500)


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
