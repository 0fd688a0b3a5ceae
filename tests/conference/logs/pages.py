"""Addresses that fail, each in another way."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from conference.urls import handler400, handler403, handler404, handler500  # noqa: F401
from conference.urls import urlpatterns as all_pages
from tests.conference.logs.test_outages import Driver, error_of


@login_not_required
def broken(request):
    raise ValueError("It broke.")


@login_not_required
def away(request):
    raise error_of(Driver("psycopg2", pgcode=None))


@login_not_required
def busy(request):
    raise error_of(Driver(sqlite_errorcode=5))


@login_not_required
def whole(request):
    return HttpResponse("whole")


urlpatterns = [
    *i18n_patterns(path("broken/", broken), path("away/", away), path("busy/", busy), path("whole/", whole)),
    *all_pages,
]
