"""The public pages of the recordings of a session: where they are, who speaks at which second, chapters for players."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from conference.languages import CODES, official
from conference.loading import require
from conference.released_pages import hide_other_parameters, offer
from floor.loading import public_session
from floor.recordings.chapters import as_json, as_webvtt, chapters_of
from floor.recordings.session_recordings import SessionRecordings
from floor.recordings.structured_data import of_recordings

FRESH = 30  # seconds for which pages that tell of recordings are kept


@login_not_required
@require_safe
def recordings(request, conference, session):
    """Live and on demand, with the time code of each intervention that may be published."""
    hide_other_parameters(request, ())
    edition, row = public_session(conference, session)
    language = get_language()
    found = SessionRecordings(row, at=timezone.now(), language=language)
    parts = [(part, chapters_of(found, part, edition.programme, language)) for part in found.timed_parts]
    context = {
        **edition.context,
        "session": edition.programme.session(session),
        "recordings": found,
        "parts": [(part, chapters) for part, chapters in parts if chapters],
        "structured_data": of_recordings(edition, found, request.path, language),
    }
    response = render(request, "floor/recordings/recordings.html", context)
    offer(request, response, seconds=FRESH)
    return response


@login_not_required
@require_safe
def chapters_vtt(request, conference, session, part, code):
    """The chapters of a part in a language, for players: WebVTT."""
    require(code in CODES)
    chapters = _chapters(request, conference, session, part, code)
    response = HttpResponse(as_webvtt(chapters, code), content_type="text/vtt; charset=utf-8")
    response.headers["Content-Language"] = official(code).html
    return _open(request, response)


@login_not_required
@require_safe
def chapters_json(request, conference, session, part):
    """The chapters of a part in the language of the address, for other programs."""
    code = get_language()
    chapters = _chapters(request, conference, session, part, code)
    recording = chapters[0].code.recording
    told = {
        "conference": conference,
        "session": session,
        "part": part,
        "language": official(code).html,
        "recording": {"channel": recording.channel, "address": recording.address},
        "chapters": as_json(chapters, code),
    }
    return _open(request, JsonResponse(told, json_dumps_params={"ensure_ascii": False}))


def _chapters(request, conference, session, part, code):
    """The chapters of a part in a language; 404 where there are none."""
    hide_other_parameters(request, ())
    edition, row = public_session(conference, session)
    found = SessionRecordings(row, at=timezone.now(), language=code)
    chapters = chapters_of(found, part, edition.programme, code)
    require(chapters)
    return chapters


def _open(request, response):
    """A file that players at other sites may read, and that search engines leave alone."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    offer(request, response, seconds=FRESH)
    return response
