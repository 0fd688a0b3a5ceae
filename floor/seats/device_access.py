"""Joining: how a phone becomes a device of a delegation, and by which cookie it is known afterwards.

Opening a link changes nothing, because mail scanners and previews open links; only the form joins. The cookie holds
a token of the device's own, one cookie for each conference, so that a phone that has joined two keeps both apart.

There is no limit by network address: the whole room shares one, and 99 bits cannot be guessed.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import Q
from django.http.cookie import parse_cookie
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from conference.languages import texts
from conference.link_secrets import fingerprint
from conference.loading import require
from conference.models import Conference, FormerShortName
from conference.page_context import page_context
from conference.prepared import MOMENT, TEXT, prepared
from conference.refusals import ConferenceArchived, Refusal
from conference.secret_urls import with_secret_url
from floor.models.seat import Device, Seat

KEPT = timedelta(days=30)
MINUTE = timedelta(minutes=1)
JOINS_A_MINUTE = 20  # through one link
LONGEST_TOKEN = 60
SEEN = timedelta(minutes=5)  # after which it is noted again that a phone is there
MOST_COOKIES = 6  # that are looked up: a phone joins few conferences


def cookie_name(conference):
    """The name of a conference's cookie; under HTTPS with the prefix that keeps other hosts of the domain from it."""
    return f"{'__Host-' if settings.HTTPS else ''}rostrum-seat-{conference}"


def device_of(request, conference, at=None):
    """Returns the device that a request comes from, in the conference of that short name; else None."""
    return _device(request.COOKIES, conference, at)


def device_of_cookies(header, conference, at=None):
    """Returns the same for a raw Cookie header in bytes, as the event streams have it; queries the database."""
    return _device(parse_cookie(header.decode("latin-1")), conference, at)


def _device(cookies, conference, at):
    """A phone that joined before the conference got another short name has its cookie under the former one."""
    prefix = cookie_name("")
    names = [cookie_name(conference), *(name for name in cookies if name.startswith(prefix))]
    tokens = [token for name in names[:MOST_COOKIES] if (token := cookies.get(name)) and len(token) <= LONGEST_TOKEN]
    if not tokens:
        return None
    tokens += [""] * (MOST_COOKIES - len(tokens))  # "" is the fingerprint of none
    hashes = {f"token_{place}": token and fingerprint(token) for place, token in enumerate(tokens)}
    return _device_of.first(conference=conference, at=at or timezone.now(), **hashes)


@prepared(conference=TEXT, at=MOMENT, **{f"token_{place}": TEXT for place in range(MOST_COOKIES)})
def _device_of(conference, at, **hashes):
    """The newest device comes first."""
    former = FormerShortName.objects.filter(kind="conference", slug=conference)
    conferences = Conference.objects.filter(Q(slug=conference) | Q(pk__in=former.values("conference")))
    joined = Device.objects.joined(at).filter(
        token_hash__in=list(hashes.values()), seat__delegation__conference__in=conferences
    )
    return joined.select_related("seat__delegation__conference")


@login_not_required
@with_secret_url
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, conference, secret):
    """Join as the delegation of a link. Unknown, revoked and expired links, and those of others, do not exist."""
    at = timezone.now()
    links = Seat.objects.valid(at).with_secret(secret).filter(delegation__conference__slug=conference)
    seat = links.select_related("delegation__conference").first()
    require(seat)
    if seat.delegation.conference.archived_at:
        raise ConferenceArchived
    here = device_of(request, conference, at)
    if request.method != "POST":
        return _ask(request, seat, here)
    if here and here.seat_id == seat.pk:
        return redirect("floor:delegation", conference)
    if seat.devices.filter(joined_at__gt=at - MINUTE).count() >= JOINS_A_MINUTE:
        return _ask(request, seat, here, _("Many phones are joining through this link; try again in a minute."), 429)
    try:
        with transaction.atomic():
            if here:
                Device.objects.filter(pk=here.pk).leave(at=at)
            device, token = seat.join(agent=browser_in_words(request.headers.get("User-Agent", "")), at=at)
    except Refusal as refusal:
        return _ask(request, seat, here, str(refusal), refusal.status)
    response = redirect("floor:delegation", conference)
    _hand_over(response, device, token, at)
    return response


def _ask(request, seat, here, refusal=None, status=200):
    delegation = seat.delegation
    context = {
        **page_context(delegation.conference),
        "names": texts(delegation, "name"),
        "joined_already": here and here.seat_id == seat.pk,
        "other_names": texts(here.seat.delegation, "name")
        if here and here.seat.delegation_id != delegation.pk
        else None,
        "refusal": refusal,
    }
    return render(request, "floor/seats/join.html", context, status=status)


def _hand_over(response, device, token, at):
    until = device.seat.valid_until
    kept = min(KEPT, until - at) if until else KEPT
    response.set_cookie(
        cookie_name(device.seat.delegation.conference.slug),
        token,
        max_age=kept,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


@login_not_required
@never_cache
@require_POST
def leave(request, conference):
    """Removes this phone from its delegation; its cookie becomes worthless."""
    at = timezone.now()
    device = device_of(request, conference, at)
    if device:
        Device.objects.filter(pk=device.pk).leave(at=at)
    response = render(request, "floor/seats/left.html")
    response.delete_cookie(cookie_name(conference), samesite="Lax")
    if settings.HTTPS:
        response.cookies[cookie_name(conference)]["secure"] = True
    return response


BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux")


def browser_in_words(agent):
    """What a delegation knows its phones by: "Safari, iPhone"; names of products are the same in all languages."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    return ", ".join(filter(None, (browser, system)))
