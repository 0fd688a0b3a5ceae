"""The pages of the console and of the cue cards, each as a whole and as the fragment that changes."""

from datetime import timedelta
from uuid import uuid4

from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conference.languages.durations import in_words
from floor import cue_cards
from floor.console.board import board_of
from floor.console.drawn_rows import DrawnRows
from floor.console.forms import READY, KindTimeForm, MessageForm, SuspensionForm
from floor.console.hours import hours_of
from floor.console.spoken_list import spoken_page
from floor.console.step_list import steps_page
from floor.forms import KINDS, SlipForm, delegations_to_find
from floor.page_context import page_context
from floor.record.forms import choices_for

PRESETS = [timedelta(seconds=seconds) for seconds in (300, 180, 150, 120, 90, 60)]
EXTRA = [timedelta(minutes=minutes) for minutes in (1, 2, 3)]


def all_shortcuts():
    """The keys of the console and what each does, in the order of use: [(heading, [(keys, act)])]."""
    return [
        (
            pgettext("where delegations speak", "The floor"),
            [
                (["N"], _("Give the floor to the next, or let the interrupted speaker go on")),
                (["P"], _("Pause or resume the clock")),
                (["C"], _("Conclude the intervention")),
                (["U"], _("Undo the last step")),
                (["A"], _("More time for whoever has the floor")),
            ],
        ),
        (
            _("Requests"),
            [
                (["S"], _("Enter a slip: name or two-letter code, then Enter")),
                (["O"], _("Open or close the requests")),
                (["R"], _("Let the panellists answer, all in order")),
                (["T"], _("Set the speaking time")),
                (["H"], _("Hand over the chair")),
            ],
        ),
        (
            _("The list"),
            [
                (["J", "K"], _("Go down or up the list")),
                (["G"], _("Give the floor to the one chosen")),
                (["Alt+↑", "Alt+↓"], _("Move the one chosen")),
                (["M"], _("More for the one chosen: time, place, withdraw")),
            ],
        ),
        (_("This page"), [(["?"], _("Show the shortcuts")), (["Esc"], _("Leave a field or a list"))]),
    ]


def console_context(session):
    return page_context(session)


def _changing(request, session, message):
    """What the fragments show."""
    board, context = board_of(session, timezone.now()), console_context(session)
    choices = {"kind": [(*kind, "") for kind in KINDS], **choices_for(session.conference)}
    drawn = DrawnRows({**context, "extra": EXTRA, "choices": choices}, get_token(request))
    return {
        **context,
        "board": board,
        "requests": lambda: drawn.requests(board.listed),
        "spoken": lambda: drawn.spoken(board.made),
        "booth_signals": session.booth_signals.standing(),
        "message": message,
        "key": uuid4(),
        "presets": PRESETS,
        "extra": EXTRA,
        "choices": choices,
        "kind_form": KindTimeForm(),
        "suspension_form": SuspensionForm(),
        "message_form": MessageForm(),
        "ready_messages": READY,
        "hours": hours_of(board.floor, session.conference.zone, board.at),
    }


def console_page(request, session, message="", status=200):
    context = {
        **_changing(request, session, message),
        "slip": SlipForm(session.conference),
        "delegations": delegations_to_find(session.conference),
        "shortcuts": all_shortcuts(),
    }
    return render(request, "floor/console/console.html", context, status=status)


def console_fragment(request, session, message="", status=200):
    return render(request, "floor/console/_console.html", _changing(request, session, message), status=status)


def cards_page(request, session, message="", status=200):
    return render(request, "floor/console/cards.html", _with_cards(request, session, message), status=status)


def cards_fragment(request, session, message="", status=200):
    return render(request, "floor/console/_cards.html", _with_cards(request, session, message), status=status)


def _with_cards(request, session, message):
    changing = _changing(request, session, message)
    board = changing["board"]
    each = in_words(board.outlook.each)
    panellists = [role.speaker for role in board.panellists]
    cards = [
        (_("To open"), cue_cards.opening(each, panellists, session.conference.original_language)),
        (_("While it goes on"), cue_cards.during(each)),
        (_("To close"), cue_cards.closing()),
    ]
    return {**changing, "cards": cards}


PAGES = {
    "console": (console_page, console_fragment, "console"),
    "cards": (cards_page, cards_fragment, "cue-cards"),
    "steps": (steps_page, steps_page, "steps"),
    "spoken": (spoken_page, spoken_page, "spoken"),
}
