"""The link of an interpreters' booth: how a browser opens the booth by it, and by which cookie it is known afterwards.

As with a delegation's link, opening it changes nothing; only the form does. The cookie holds the secret itself, for one
booth of one session, so that a link that is revoked closes all browsers at once.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http.cookie import parse_cookie
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from conference.languages import official
from conference.link_secrets import as_printed, fingerprint
from conference.loading import require
from conference.secret_urls import with_secret_url
from floor.models import BoothLink
from floor.page_context import page_context

LONGEST_SECRET = 40
MOST_COOKIES = 40  # that are looked up: the sessions of a day in a booth


def cookie_name(link=None):
    """The name of a booth's cookie; without a link, how all of them begin. Of hosts it is kept as a seat's is."""
    booth = f"{link.session_id}-{link.language}" if link else ""
    return f"{'__Host-' if settings.HTTPS else ''}rostrum-booth-{booth}"


def booth_link(cookies, session, language, at=None):
    """Returns the valid link by which a browser has opened this booth; None where it has not."""
    return _links(cookies, at).filter(session=session, language=language).first()


def link_of_cookies(header, conference):
    """Returns any valid link in a conference by a raw Cookie header in bytes, as the event streams have it."""
    found = _links(parse_cookie(header.decode("latin-1"))).filter(session__conference__slug=conference)
    return found.first()


def has_opened_a_booth(header):
    """Whether a browser has opened any booth by a link that is valid, by its raw Cookie header in bytes."""
    return cookie_name().encode() in header and _links(parse_cookie(header.decode("latin-1"))).exists()


def _links(cookies, at=None):
    names = [name for name in cookies if name.startswith(cookie_name())][:MOST_COOKIES]
    hashes = [fingerprint(cookies[name]) for name in names if len(cookies[name]) <= LONGEST_SECRET]
    links = BoothLink.objects.valid(at or timezone.now())
    return links.filter(secret_hash__in=hashes) if hashes else links.none()


@login_not_required
@with_secret_url
@require_http_methods(["GET", "HEAD", "POST"])
def open_booth(request, conference, secret):
    """Opens the booth of a link. Unknown, revoked and expired links, and those of others, do not exist."""
    at = timezone.now()
    links = BoothLink.objects.valid(at).with_secret(secret).filter(session__conference__slug=conference)
    link = links.select_related("session__conference").first()
    require(link)
    if request.method != "POST":
        context = {**page_context(link.session), "booth": official(link.language)}
        return render(request, "floor/booth/open.html", context)
    with translation.override(link.language):
        response = redirect(reverse("floor:booth", args=[conference, link.session.slug]))
    response.set_cookie(
        cookie_name(link),
        as_printed(secret),
        max_age=link.valid_until - at,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
