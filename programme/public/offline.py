"""The programme for reading without connection, and for installing on a device.

`service-worker.js` keeps it, only for readers who ask for it. Withdrawn content is deleted at the next connection.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from conference.house import current_house
from conference.languages import official
from conference.templatetags.languages import in_language
from programme.models import Session

MOST_SESSIONS = 150  # more have no pages of their own offline, about a megabyte; the programme page has them all

PAGES = "programme without-connection my-programme speaker-list document-list change-log contact".split()
# What a page loads only when it needs it, which no page names.
SCRIPTS = ("shared/dates.js", "programme/public/own-times.js")
DEEP = "#0b4a66"  # unless the house has a colour of its own
ICONS = (
    ("shared/mark.svg", "any", "image/svg+xml"),
    ("shared/mark-192.png", "192x192", "image/png"),
    ("shared/mark-512.png", "512x512", "image/png"),
)


@login_not_required
def service_worker(request):
    """Return the script, at the root since a worker controls what is below its address, and revalidated each time."""
    script = (settings.SHARED / "static" / "programme" / "public" / "service-worker.js").read_bytes()
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


def kept(request, edition):
    """Return what a device keeps, without photographs: {"revision": number, "title": words, "pages": [path, ...], ...}.

    A Summary is kept with it, and its number counts: "3/1" is its first edition beside the third revision.
    """
    pages = [edition.url(name) for name in PAGES] + [edition.url("programme-document", "pdf")]
    if edition.has_summary:
        pages += [
            reverse("summary:summary", args=[edition.slug]),
            reverse("summary:document", args=[edition.slug, "pdf"]),
        ]
    if edition.programme.delegations:
        pages.append(edition.url("delegation-list"))
    sessions = [session for session in edition.programme.sessions if session["kind"] != Session.Kind.BREAK]
    if len(sessions) <= MOST_SESSIONS:
        pages += [edition.url("session-detail", session["slug"]) for session in sessions]
    revision = edition.release.number
    if edition.summaries:
        revision = f"{revision}/{edition.summaries[0].number}"
    own, conference = official(get_language()), edition.programme.conference
    title, __ = in_language(conference["title"], conference["original_language"])
    said = {"title": title, "language": own.html, "language_name": own.name}
    scripts = [static(name) for name in SCRIPTS]
    return JsonResponse({"revision": revision, **said, "pages": pages, "scripts": scripts})


def manifest(request, edition):
    """Return the manifest of the installed programme (https://www.w3.org/TR/appmanifest/)."""
    conference = edition.programme.conference
    own = official(get_language())
    title, __ = in_language(conference["title"], conference["original_language"])
    short, __ = in_language(conference["short_title"], conference["original_language"])
    house = current_house()
    icons = [{"src": static(name), "sizes": sizes, "type": kind} for name, sizes, kind in ICONS]
    if house.emblem:
        icons = [{"src": reverse("house-emblem", args=[house.emblem]), "sizes": "512x512", "type": "image/png"}]
    body = {
        "id": edition.url("programme"),
        "name": title,
        "short_name": short or title,
        "lang": own.html,
        "dir": own.direction,
        "start_url": edition.url("programme"),
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": house.colour or DEEP,
        "background_color": house.colour or DEEP,
        "icons": icons,
    }
    return JsonResponse(body, content_type="application/manifest+json")


def without_connection(request, edition):
    """Return the page that a device shows without connection instead of one that it does not keep."""
    return render(request, "programme/public/without_connection.html", {**edition.context, "no_indexing": True})
