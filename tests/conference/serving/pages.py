"""Addresses for the tests of the serving process: small views that count how often they were made."""

import threading
import time
from collections import Counter
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from conference.models import Release

LONG = "All persons are equal before the law. " * 100
made = Counter()
may_finish = threading.Event()


def read_first():
    return ["/newest/"]


def page(view):
    @csrf_exempt
    @login_not_required
    def counted(request, **kwargs):
        made[request.path] += 1
        return view(request, **kwargs)

    return counted


def released(text, offer="released", **headers):
    return HttpResponse(text, headers={"Rostrum-Cache": offer, **headers})


@page
def newest(request):
    return released(f"{LONG} {Release.objects.fingerprint()}")


@page
def by_day(request):
    return released(f"{LONG} {request.GET.get('day')}", "released; reads=day")


@page
def withdraw_all(request):
    for release in Release.objects.public():
        release.withdraw(reason="All are wrong.", by=None, at=release.released_at)
    return HttpResponse("Withdrawn.")


@page
def slow(request):
    may_finish.wait(5)
    return released(LONG)


@page
def with_cookie(request):
    response = released(LONG)
    response.set_cookie("seen", "yes")
    return response


@page
def with_token(request):
    return released(LONG + get_token(request))


@page
def recovers(request):
    return released(LONG) if made[request.path] > 1 else HttpResponse("Not yet.", status=503)


@page
def echo(request):
    return HttpResponse(f"{request.method} {len(request.body)} {request.GET.get('q')} {request.META.get('HTTP_X_A')}")


@page
def reads(request):
    may_finish.wait(5)
    return HttpResponse("read")


@page
def address(request):
    return HttpResponse(f"{request.scheme} {request.META['REMOTE_ADDR']}")


@page
def stuck(request):
    time.sleep(30)
    return HttpResponse("at last")


def failed(request, exception=None, status=500):
    return HttpResponse("It failed.", status=status)


handler400 = partial(failed, status=400)
handler404 = partial(failed, status=404)
handler500 = failed
urlpatterns = [
    path("newest/", newest),
    path("by-day/", by_day),
    path("withdraw-all/", withdraw_all),
    path("slow/", slow),
    path("short-lived/", page(lambda request: released(LONG, "released; seconds=0"))),
    path("with-cookie/", with_cookie),
    path("with-token/", with_token),
    path("by-language/", page(lambda request: released(LONG, Vary="Accept-Language"))),
    path("nonsense/", page(lambda request: released(LONG, "yes please"))),
    path("missing/", page(lambda request: HttpResponse(LONG, status=404, headers={"Rostrum-Cache": "released"}))),
    path("recovers/", recovers),
    path("large/", page(lambda request: HttpResponse(b"x" * 20_000_000))),
    path("personal/", page(lambda request: HttpResponse(LONG))),
    path("echo/", echo),
    path("stuck/", stuck),
    path("reads/", reads),
    path("address/", address),
    path("en/sign-in/", slow),
    path("ar/sign-in/", echo),
    path("fr/sign-in/", page(lambda request: HttpResponseRedirect("/fr/admin/"))),
    path("en/dialogue/sessions/panel-1/console/version/", page(lambda request: HttpResponse("version 1"))),
]
