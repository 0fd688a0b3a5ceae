"""Requests are taken between two hours, by themselves; who opens or closes by hand goes before the hours."""

from datetime import timedelta

import pytest

from conference.refusals import Refusal
from floor.live.views import facts_of
from floor.models import Floor, FloorEvent
from floor.procedure import presiding
from floor.procedure.events import undo
from floor.procedure.hours import set_hours

HOUR = timedelta(hours=1)


@pytest.fixture
def morning(room):
    """A floor whose requests are taken from one hour after `room.at` to three hours after it."""
    presiding.close_requests(room.session, by=room.officer, at=room.at)
    room.start = room.at
    set_hours(room.session, opens_at=room.at + HOUR, closes_at=room.at + 3 * HOUR, by=room.officer, at=room.later(1))
    return room


def takes(room, hours):
    """Whether requests are taken so many hours on: by the rule of one floor, and by that of many."""
    at = room.start + hours * HOUR
    one = Floor.objects.get().takes_requests(at)
    assert Floor.objects.taking_requests(at).exists() == one
    return one


def at_hours(room, *hours):
    return [takes(room, hour) for hour in hours]


def test_requests_open_and_close_at_their_hours_without_a_step(morning):
    steps = FloorEvent.objects.count()

    assert at_hours(morning, 0.5, 1, 2.9, 3, 5) == [False, True, True, False, False]

    morning.at = morning.start + HOUR / 2
    with pytest.raises(Refusal, match="not open now"):
        morning.ask(0)
    morning.at = morning.start + HOUR
    assert morning.ask(0).state == "waiting"
    assert FloorEvent.objects.count() == steps + 1


def test_requests_opened_early_by_hand_close_at_the_hour(morning):
    presiding.open_requests(morning.session, by=morning.officer, at=morning.start + HOUR / 2)

    assert at_hours(morning, 0.5, 1, 2.9, 3) == [True, True, True, False]


def test_requests_opened_by_hand_after_the_hours_stay_open(morning):
    presiding.open_requests(morning.session, by=morning.officer, at=morning.start + 4 * HOUR)

    assert at_hours(morning, 4, 9) == [True, True]


def test_requests_closed_by_hand_stay_closed(morning):
    presiding.close_requests(morning.session, by=morning.officer, at=morning.start + 2 * HOUR)

    assert at_hours(morning, 2, 2.9, 5) == [False, False, False]
    undo(morning.session, by=morning.officer, at=morning.start + 2 * HOUR)
    assert at_hours(morning, 2, 2.9, 5) == [True, True, False]


def test_requests_closed_by_hand_before_their_hour_open_at_it(morning):
    presiding.open_requests(morning.session, by=morning.officer, at=morning.start + HOUR / 4)
    presiding.close_requests(morning.session, by=morning.officer, at=morning.start + HOUR / 2)

    assert at_hours(morning, 0.5, 1, 3) == [False, True, False]


def test_requests_open_by_hand_are_open_whatever_the_clock_says(room):
    room.start = room.at
    assert at_hours(room, -1, 0, 100) == [True, True, True]


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [(2, 1, "close after they open"), (None, -1, "has passed already"), (1, 3, "These are the hours already")],
)
def test_odd_hours_are_refused(morning, opens, closes, words):
    opens_at, closes_at = (hour and morning.start + hour * HOUR for hour in (opens, closes))

    with pytest.raises(Refusal, match=words):
        set_hours(morning.session, opens_at=opens_at, closes_at=closes_at, by=morning.officer, at=morning.at)


@pytest.mark.parametrize(
    ("taken", "opens", "closes", "is_open"),
    [
        (True, None, None, True),
        (False, None, None, False),
        (False, 5, None, True),
        (False, 15, None, False),
        (True, 5, 15, True),
        (True, 5, 10, False),
    ],
)
def test_screens_follow_the_hours_by_their_own_clock(taken, opens, closes, is_open):
    state = {"speaking": None, "presiding": None, "next": None, "waiting": 0, "ends_at": 100}
    state |= {"takes_requests": taken, "requests_from": opens, "requests_until": closes}

    assert (facts_of(state, 10) == {"nobody"}) == is_open
