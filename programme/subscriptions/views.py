"""The pages of a reader who is told of changes: asking, and behind the links of the messages confirming and ending.

Opening an address changes nothing, because mail scanners open links: each page has one button. A mail program posts to
the address of ending by itself when its reader says so there (RFC 8058), without a page and so without its token.
"""

from functools import wraps

from allauth.core.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from conference.errors import too_many_requests
from conference.languages.dates import day_text, times_text
from conference.languages.lists import in_clauses, with_note
from conference.loading import require
from conference.models import Conference
from conference.page_context import page_context
from conference.secret_urls import with_secret_url
from conference.templatetags.languages import in_language
from programme.models import ChangeSubscription, Session
from programme.release.editions import CURRENT, released
from programme.subscriptions.background_work import send_asked_links
from programme.subscriptions.forms import ALL, SOME, SubscriptionForm
from programme.subscriptions.subscribing import ask, confirm, end, is_offered

AN_HOUR = 3600  # seconds: the window of `settings.ACCOUNT_RATE_LIMITS`
LONGEST_SECRET = 40


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request, conference):
    """Ask to be told of changes; the answer is the same whether the address is known or not."""
    edition = released(CURRENT, conference)
    row = Conference.objects.filter(slug=conference).first()
    require(edition and row and is_offered(row, edition.programme, timezone.now()))
    sessions = _sessions(edition.programme)
    chosen = [slug for slug in request.GET.get("sessions", "").split(",") if slug in dict(sessions)]
    initial = {"sessions": chosen, "part": SOME if chosen else ALL}
    form = SubscriptionForm(request.POST if request.method == "POST" else None, sessions=sessions, initial=initial)
    context = {**edition.context, "form": form, "no_indexing": True}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "programme/subscriptions/subscribe.html", context, status=status)
    email = form.cleaned_data["email"]
    if not consume(request, action="tell_of_changes", key=f"{row.pk} {email.lower()}"):
        return too_many_requests(request, AN_HOUR)
    at, code = timezone.now(), get_language()
    ask(row, email, language=code, sessions=form.chosen, release=edition.release, at=at)
    send_asked_links.enqueue()
    return render(request, "programme/subscriptions/asked.html", {**context, "email": email})


def _sessions(programme):
    """Return the sessions that can be chosen: [(slug, title with day and times)]."""
    code, original = get_language(), programme.conference["original_language"]
    found = []
    for session in programme.sessions:
        if session["kind"] != Session.Kind.BREAK:
            when = day_text(session["starts_at"], code), times_text(session["starts_at"], session["ends_at"], code)
            found.append((session["slug"], with_note(in_language(session["title"], original)[0], in_clauses(when))))
    return found


def behind_link(view):
    """For what a link of a message leads to: `view(request, subscription)`; one that is of no use any more says so."""

    @login_not_required
    @with_secret_url
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapper(request, conference, secret):
        rows = ChangeSubscription.objects.filter(conference__slug=conference).select_related("conference")
        found = rows.with_secret(secret).first() if len(secret) <= LONGEST_SECRET else None
        if found is None:
            return render(request, "programme/subscriptions/no_link.html", status=404)
        return view(request, found)

    return wrapper


@behind_link
def subscription(request, found):
    """Confirm an address; afterwards the page says what it is told of."""
    if request.method == "POST":
        held = confirm(found, at=timezone.now())
        return redirect("programme:subscription", held.conference.slug, held.secret)
    return render(request, "programme/subscriptions/subscription.html", _context(found))


@csrf_exempt
@behind_link
def subscription_end(request, found):
    context = _context(found)
    if request.method != "POST":
        return render(request, "programme/subscriptions/end.html", context)
    end(found)
    return render(request, "programme/subscriptions/ended.html", context)


def _context(found):
    """Return the context of a page about a subscription, with the titles of its sessions that are still public."""
    edition = released(CURRENT, found.conference.slug)
    sessions = edition.programme.sessions if edition else []
    chosen = [session for session in sessions if session["slug"] in found.sessions]
    offers = edition and is_offered(found.conference, edition.programme, timezone.now())
    return page_context(found.conference, subscription=found, chosen=chosen, edition=edition, is_offered=offers)
