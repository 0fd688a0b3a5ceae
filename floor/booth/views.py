"""The page of an interpreters' booth: who speaks, who is next, and three signals to the officer.

The language of the page is that of the booth. `static/floor/booth/booth.js` keeps it up to date by the stream of the
floor; without it the page is whole when it is loaded again.
"""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_GET, require_POST

from conference.answers import is_script
from conference.languages import official
from conference.models.epoch import in_epoch
from conference.posted import Words, posted
from conference.refusals import Refusal
from floor.booth.board import booth_of
from floor.booth.loading import of_booth
from floor.models import Floor
from floor.page_context import page_context
from floor.procedure import signals


@of_booth
@require_GET
def booth(request, session):
    return _page(request, session)


@of_booth
@require_GET
def booth_now(request, session):
    """The parts of the page that change with the floor, as they are now."""
    return _fragment(request, session)


@of_booth
@require_GET
@conditional_page
def booth_version(request, session):
    """For a booth that cannot have events: only whether anything has changed."""
    version = Floor.objects.filter(session=session).values_list("version", flat=True).first() or 0
    return JsonResponse(in_epoch({"version": version}))


@of_booth
@require_POST
def signal(request, session):
    """Sends one of the three signals; the answer is the page as it is then, also where it stands already."""
    status, message = 200, ""
    try:
        signals.send(session, get_language(), posted(request, kind=Words()).kind, at=timezone.now())
    except Refusal as refusal:
        status, message = refusal.status, str(refusal)
    if is_script(request):
        return _fragment(request, session, message, status)
    if status == 200:
        return redirect("floor:booth", session.conference.slug, session.slug)
    return _page(request, session, message, status)


def _page(request, session, message="", status=200):
    context = {
        **_changing(request, session, message),
        "is_light": request.GET.get("colours") == "light",
        "account": f"booth-{request.booth_link.pk}" if request.booth_link else request.user.pk,
    }
    return render(request, "floor/booth/booth.html", context, status=status)


def _fragment(request, session, message="", status=200):
    return render(request, "floor/booth/_booth.html", _changing(request, session, message), status=status)


def _changing(request, session, message):
    return page_context(
        session, board=booth_of(session, timezone.now()), booth=official(get_language()), message=message
    )
