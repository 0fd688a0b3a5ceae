"""The door display of a room: the session now and the next one, in one language or several in turn."""

from django.shortcuts import render
from django.utils.translation import get_language

from conference.languages import CODES, official
from conference.loading import require
from conference.released_pages import reads

TURN = 15  # seconds for which a language is shown
SHORTEST_TURN, LONGEST_TURN = 5, 600
THEMES = ("light", "dark")


@reads("languages", "seconds", "theme")
def door_display(request, edition, room):
    """Show all sessions of a room; `door-display.js` picks the current one by the server's clock and refreshes them.

    `?languages=ar,en,fr&seconds=20` shows these in turn; `?theme=dark` sets the colours.
    """
    sessions = [session for session in edition.programme.sessions if session["room_id"] == room]
    require(sessions)
    wanted = [code for code in request.GET.get("languages", "").lower().split(",") if code in CODES]
    theme = request.GET.get("theme")
    context = {
        "sessions": sessions,
        "room": sessions[0]["room"],
        "turns": [official(code) for code in dict.fromkeys(wanted or [get_language()])],
        "seconds": _seconds(request.GET.get("seconds", "")),
        "theme": theme if theme in THEMES else "",
    }
    return render(request, "programme/public/door.html", {**edition.context, **context})


def _seconds(words):
    seconds = int(words) if words.isascii() and words.isdigit() and len(words) < 5 else TURN
    return min(max(seconds, SHORTEST_TURN), LONGEST_TURN)
