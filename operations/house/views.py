"""The page on which administrators set the name, emblem, colours and foot of the house, and see them before."""

import hashlib
from typing import cast

from django.contrib import messages
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from conference.database_triggers import CHANNEL
from conference.files.uploads import too_large
from conference.house import House, current_house, set_house
from conference.house_colours import HEX, sample_sheet
from conference.models import AuditEntry, User
from conference.posted import Pressed, posted
from operations.house.forms import MOST_BYTES, HouseForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def house(request: HttpRequest) -> HttpResponseBase:
    """The form; what was written is shown as a page would show it before it is saved."""
    _require_administrator(request)
    standing = current_house()
    if request.method != "POST":
        return _page(request, HouseForm(initial=HouseForm.initial_of(standing)), standing)
    if refusal := too_large(request, MOST_BYTES):
        messages.error(request, refusal)
        return redirect("operations:house")
    form = HouseForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, standing, status=422)
    written = form.house(_digest(form, standing))
    if posted(request, preview=Pressed()).preview:
        return _page(request, form, written)
    with transaction.atomic():
        _enter(request, standing, written)
        set_house(written, form.picture)
        _tell_other_processes()
    messages.success(request, _("All pages and papers have this name, emblem and colours from now on."))
    return redirect("operations:house")


@never_cache
@require_safe
def sample_styles(request: HttpRequest) -> HttpResponse:
    """The colours of the samples, as they are written in the form."""
    _require_administrator(request)
    colour, dark = (request.GET.get(name, "") for name in ("colour", "dark"))
    if any(each and not HEX.fullmatch(each) for each in (colour, dark)):
        raise Http404
    sheet = sample_sheet(House(colour=colour, colour_dark=dark))
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


def _require_administrator(request: HttpRequest) -> None:
    if not request.user.is_superuser:
        raise Http404


def _digest(form: HouseForm, standing: House) -> str:
    if form.cleaned_data["without_emblem"]:
        return ""
    return hashlib.sha256(form.picture).hexdigest()[:12] if form.picture else standing.emblem


def _enter(request: HttpRequest, standing: House, written: House) -> None:
    kept = ("names", "feet", "colour", "colour_dark", "emblem")
    changed = {
        name: [getattr(standing, name), getattr(written, name)]
        for name in kept
        if getattr(standing, name) != getattr(written, name)
    }
    user = cast(User, request.user)
    AuditEntry.objects.record(act=AuditEntry.Act.CHANGE_HOUSE, subject=user, by=user, at=timezone.now(), detail=changed)


def _tell_other_processes() -> None:
    """SQLite tells them of the entry in the trail; PostgreSQL must be asked to."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")


def _page(request: HttpRequest, form: HouseForm, shown: House, status: int = 200) -> HttpResponse:
    colours = {"colour": shown.colour, "dark": shown.colour_dark}
    context = {
        "form": form,
        "shown": shown,
        "shown_name": shown.name(),
        "shown_foot": shown.foot(),
        "emblem": current_house().emblem,
        "picture": getattr(form, "picture_in_text", ""),
        "sample_styles": f"{reverse('operations:house-sample')}?{urlencode(colours)}",
    }
    return render(request, "operations/house/house.html", context, status=status)
