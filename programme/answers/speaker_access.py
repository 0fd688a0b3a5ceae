"""Opening a private link, and by which cookie the browser is known afterwards.

Opening the address changes nothing and shows nothing but the conference, because mail scanners and previews open links
and people look over shoulders; only the form opens the page. The cookie holds the secret itself, one for each link, for
as long as the browser is open, so that a link that is revoked closes all browsers at once.

There is no limit by network address: a mission shares one, and 99 bits cannot be guessed.
"""

from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.answers import answer, is_script
from conference.link_secrets import as_printed
from conference.page_context import page_context
from conference.refusals import ConferenceArchived
from conference.secret_urls import with_secret_url
from speakers.models import AnswerLink

LONGEST_SECRET = 40


def cookie_name(link):
    """The name of the cookie of a link, by its key; of hosts it is kept as a seat's is."""
    return f"{'__Host-' if settings.HTTPS else ''}rostrum-answer-{link}"


def _valid(secret, conference):
    links = AnswerLink.objects.valid(timezone.now()).with_secret(secret).filter(speaker__conference__slug=conference)
    found = links.select_related("speaker__conference", "speaker__delegation").first()
    if found and found.speaker.conference.archived_at:
        raise ConferenceArchived
    return found


def no_link(request):
    """Answers for a link that is wrong, expired or revoked, and for a conference that never existed, alike."""
    if is_script(request):
        words = _("This page was closed. Open the link again; what you wrote is kept on this device.")
        return answer(words, status=404)
    return render(request, "programme/answers/no_link.html", status=404)


@login_not_required
@with_secret_url
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request, conference, secret):
    link = _valid(secret, conference) if len(secret) <= LONGEST_SECRET else None
    if link is None:
        return no_link(request)
    if request.method != "POST":
        return render(request, "programme/answers/open.html", page_context(link.speaker.conference))
    link.open(at=timezone.now())
    response = redirect("programme:answer", conference, link.pk)
    response.set_cookie(cookie_name(link.pk), as_printed(secret), secure=settings.HTTPS, httponly=True, samesite="Lax")
    return response


def opened(view):
    """For the pages behind a link: `view(request, link)`. To a browser that has not opened it, they do not exist."""

    @login_not_required
    @never_cache
    @wraps(view)
    def wrapper(request, conference, link, **kwargs):
        secret = request.COOKIES.get(cookie_name(link), "")
        found = _valid(secret, conference) if 0 < len(secret) <= LONGEST_SECRET else None
        if found is None or found.pk != link:
            return no_link(request)
        return view(request, found, **kwargs)

    return wrapper


@opened
@require_safe
def token(request, link):
    """The token of a page that was opened before it changed; the page checks that it still speaks for the link."""
    return JsonResponse({"user": link.pk, "token": get_token(request)})


@opened
@require_POST
def close(request, link):
    """Closes the page on this device; the link itself goes on."""
    response = render(request, "programme/answers/closed.html", page_context(link.speaker.conference, link=link))
    response.delete_cookie(cookie_name(link.pk), samesite="Lax")
    if settings.HTTPS:
        response.cookies[cookie_name(link.pk)]["secure"] = True
    return response
