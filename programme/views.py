"""The pages of a programme. Each is given the edition that its address names (`editions.py`)."""

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from programme.front_page import conferences_in_order
from programme.history import history_of


@login_not_required
def front_page(request):
    conferences = conferences_in_order(at=timezone.now())
    response = render(request, "programme/front_page.html", {"conferences": conferences, **_first(conferences)})
    if not request.user.is_authenticated:
        response.headers["Rostrum-Cache"] = "released; seconds=60"  # which one is current depends on the day
    return response


def _first(conferences):
    return conferences.current.context if conferences.current else {"original_language": "en"}


def programme(request, edition):
    return render(request, "programme/programme.html", edition.context)


def session_detail(request, edition, session):
    found = edition.programme.session(session)
    if not found:
        raise Http404
    order = edition.programme.sessions
    place = order.index(found)
    beside = {"previous": order[place - 1] if place else None, "next": (order[place + 1 :] or [None])[0]}
    return render(request, "programme/session_detail.html", {**edition.context, "session": found, **beside})


def speaker_list(request, edition):
    speakers = edition.programme.speakers_in_order(get_language())
    return render(request, "programme/speaker_list.html", {**edition.context, "speakers": speakers})


def speaker_detail(request, edition, speaker):
    found = edition.programme.speaker(speaker)
    if not found:
        raise Http404
    context = {"speaker": found, "no_indexing": not found["indexing"]}
    return render(request, "programme/speaker_detail.html", {**edition.context, **context})


def photograph(request, edition, speaker):
    """The photograph that a revision shows; its file is never changed, only given up with the revision."""
    found = edition.programme.speaker(speaker)
    if not found or not found["photograph"] or not default_storage.exists(found["photograph"]):
        raise Http404
    return FileResponse(default_storage.open(found["photograph"]), content_type="image/jpeg")


def document_list(request, edition):
    return render(request, "programme/document_list.html", edition.context)


def change_log(request, edition):
    history = history_of(edition)  # first, because it brings the programme of the edition along
    return render(request, "programme/change_log.html", {**edition.context, "history": history})


def contact(request, edition):
    return render(request, "programme/contact.html", edition.context)
