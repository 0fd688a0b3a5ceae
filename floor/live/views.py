"""What the room and the public see of a floor: the live page, the room screen, the state that they poll.

`static/floor/live/room.js` keeps both pages up to date; they are rendered here in full, so that they work without it.
"""

import time
from zlib import crc32

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from conference.caches import Cache
from conference.languages import CODES, LANGUAGES, official
from conference.languages.names import LANGUAGE_NAMES
from conference.models.epoch import in_epoch
from floor.live.broadcasts import compact, consistent_state_of
from floor.loading import public_session
from floor.models import Floor

TURN = 15  # seconds for which the room screen shows a language
SHORTEST_TURN, LONGEST_TURN = 5, 600
LAST = 30_000  # milliseconds of a speaker's time that count as the last
FRESH = 15  # seconds after which a name that was corrected shows, though no step was made
MOST_KEPT = 200


@login_not_required
@require_safe
def live(request, conference, session):
    """The floor for the public and for phones, among the pages of the programme."""
    edition, row = public_session(conference, session)
    return render(request, "floor/live/live.html", {**edition.context, **_floor(edition, row)})


@login_not_required
@require_safe
def screen(request, conference, session):
    """The floor for the room: `?languages=ar,en,fr` turns through these, each for `?seconds=15`."""
    edition, row = public_session(conference, session)
    wanted = [code for code in request.GET.get("languages", "").lower().split(",") if code in CODES]
    codes = list(dict.fromkeys(wanted)) or [translation.get_language()]
    seconds = request.GET.get("seconds", "")
    seconds = int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 5 else TURN
    context = {
        "turns": [official(code) for code in codes],
        "seconds": min(max(seconds, SHORTEST_TURN), LONGEST_TURN),
    }
    return render(request, "floor/live/screen.html", {**edition.context, **_floor(edition, row), **context})


@login_not_required
@require_safe
def state(request, conference, session):
    """The state for screens that cannot have a stream: asked every few seconds, it is made once for each version."""
    _edition, row = public_session(conference, session)
    mark, body = _kept_state(row)
    if request.headers.get("If-None-Match", "").removeprefix("W/") == mark:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json")
    response.headers["ETag"] = mark
    patch_cache_control(response, private=True, no_cache=True)
    return response


_kept = Cache(MOST_KEPT)  # {session: (version, until, mark, body)}


def _kept_state(session):
    """The mark and the bytes of a floor's state, read again when its version rises, whichever process made it."""
    version = Floor.objects.filter(session=session).values_list("version", flat=True).first() or 0
    found = _kept.get(session.pk)
    if not found or found[0] != version or time.monotonic() > found[1]:
        public = in_epoch(consistent_state_of(session).public)
        body = compact(public).encode()
        mark = f'"{public["version"]}-{crc32(body):08x}"'
        _kept[session.pk] = found = public["version"], time.monotonic() + FRESH, mark, body
    return found[2:]


def _floor(edition, row):
    """What both pages show of a floor."""
    state = consistent_state_of(row).public
    now = round(timezone.now().timestamp() * 1000)
    return {
        "session": edition.programme.session(row.slug),
        "state": state,
        "facts": facts_of(state, now),
        "clock": clock_of(state["speaking"], now) if state["speaking"] else None,
        "clock_left": clock_of(state["interrupted"], now) if state["interrupted"] else None,
        "official_languages": LANGUAGES,
        "language_names": LANGUAGE_NAMES,
    }


def facts_of(state, now):
    """What is true of a state at a moment, as words; `facts` of static/floor/live/room.js does the same."""
    speaking = state["speaking"]
    found = {
        word for word in ("presiding", "next", "waiting", "interrupted", "suspended", "message") if state.get(word)
    }
    if "suspended" in found and state["suspended"]["resumes_at"]:
        found.add("resumes")
    if "message" in found:
        found |= {f"message-{code}" for code, words in state["message"].items() if words}
    if not speaking:
        if found & {"interrupted", "suspended"}:
            return found
        is_over = now >= state["ends_at"]
        return found | {"nobody" if takes_requests(state, now) else "ended" if is_over else "closed"}
    found |= {"speaking", f"kind-{speaking['kind']}"}
    found |= {word for word in ("person", "group", "language") if speaking[word]}
    if speaking["language"]:
        found.add(f"language-{speaking['language']}")
    left = time_left(speaking, now)
    stage = "over" if left <= 0 else "last" if left <= LAST else "running"
    if speaking["paused_at"]:
        return found | {"paused"} | ({"over"} if stage == "over" else set())
    return found | {stage}


def takes_requests(state, now):
    """Whether requests are taken at a moment: as when the state was read, or by an hour that has come since."""
    opens, closes = state["requests_from"], state["requests_until"]
    is_open = state["takes_requests"] or (opens is not None and opens <= now)
    return is_open and (closes is None or now < closes)


def time_left(speaking, now):
    """Milliseconds of the time allowed that are left; below zero it is overtime."""
    end = now if speaking["paused_at"] is None else speaking["paused_at"]
    return speaking["allowed"] - max(end - speaking["given_at"] - speaking["paused_for"], 0)


def clock_of(speaking, now):
    """The digits of the clock: "2:40", overtime "+0:12"; static/floor/live/speaker-clock.js has the same."""
    left = time_left(speaking, now)
    minutes, seconds = divmod(-left // 1000 if left <= 0 else -(-left // 1000), 60)
    return f"{'+' if left <= 0 else ''}{minutes}:{seconds:02}"
