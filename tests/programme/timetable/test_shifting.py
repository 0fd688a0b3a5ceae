"""Shifting is arithmetic on a day; what always holds of it is tried on programmes made at random."""

from datetime import datetime, timedelta
from random import Random

import pytest

from programme.timetable.shifting import MINUTE, Following, Itself, Shift, Slot, clashes, follows_everywhere

HALL, ROOM = 1, 2
SEEDS = range(60)


def at(clock):
    hour, minute = map(int, clock.split(":"))
    return datetime(2012, 4, 3, hour, minute)


def slot(key, start, end, room=HALL, **more):
    return Slot(key, at(start), at(end), room, **more)


MORNING = [
    slot(1, "10:00", "11:00"),
    slot(2, "11:00", "12:00"),
    slot(3, "12:15", "13:00"),
    slot(4, "15:00", "16:00"),
]


def times(changed):
    return {key: (f"{each.start:%H:%M}", f"{each.end:%H:%M}") for key, each in changed.items()}


def shifted(slots, first, minutes, **way):
    return times(Shift(minutes * MINUTE, **way).of(slots, slots[first]))


def test_all_that_follows_moves_by_as_much():
    assert shifted(MORNING, 0, 20) == {
        1: ("10:00", "11:20"),
        2: ("11:20", "12:20"),
        3: ("12:35", "13:20"),
        4: ("15:20", "16:20"),
    }


def test_time_between_sessions_absorbs_the_delay_first():
    moved = shifted(MORNING, 0, 20, following=Following.NECESSARY)

    assert moved == {1: ("10:00", "11:20"), 2: ("11:20", "12:20"), 3: ("12:20", "13:05")}


@pytest.mark.parametrize("way", [Following.NECESSARY, Following.SHORTENED])
def test_what_follows_is_the_same_in_whatever_order_the_sessions_are_given(way):
    """Who is pushed pushes the next, so that they are gone through in the order of time."""
    given = Shift(20 * MINUTE, following=way).of(MORNING, MORNING[0])

    turned = Shift(20 * MINUTE, following=way).of(MORNING[::-1], MORNING[0])

    assert (times(turned), 2 in times(given)) == (times(given), True)


def test_shortened_sessions_end_as_planned():
    moved = shifted(MORNING, 0, 20, following=Following.SHORTENED)

    assert moved == {1: ("10:00", "11:20"), 2: ("11:20", "12:00")}


def test_shortened_sessions_keep_at_least_half_of_their_time():
    moved = shifted(MORNING, 0, 50, following=Following.SHORTENED)

    assert moved == {1: ("10:00", "11:50"), 2: ("11:50", "12:20"), 3: ("12:20", "13:00")}


def test_session_that_is_over_can_stay_as_it_was_planned():
    moved = shifted(MORNING, 0, 15, itself=Itself.STAYS, following=Following.NECESSARY)

    assert moved == {2: ("11:15", "12:15")}


def test_session_can_move_as_a_whole():
    moved = shifted(MORNING, 2, -15, itself=Itself.MOVES)

    assert moved == {3: ("12:00", "12:45"), 4: ("14:45", "15:45")}


def test_what_has_begun_stays():
    slots = [MORNING[0], slot(2, "11:00", "12:00", has_begun=True), MORNING[2]]

    assert set(shifted(slots, 0, 20)) == {1, 3}


def test_other_days_stay():
    tomorrow = Slot(5, at("10:00") + timedelta(days=1), at("11:00") + timedelta(days=1), HALL)

    assert set(shifted([*MORNING, tomorrow], 0, 20)) == {1, 2, 3, 4}


def test_other_rooms_move_only_if_that_is_chosen():
    slots = [MORNING[0], slot(2, "11:00", "12:00", ROOM), slot(3, "12:00", "13:00", None, is_break=True)]

    assert set(shifted(slots, 0, 20, all_rooms=False)) == {1}
    assert set(shifted(slots, 0, 20)) == {1, 2, 3}


def test_all_rooms_follow_by_default_on_a_day_of_a_single_track():
    side_event, lunch = slot(5, "11:00", "12:00", ROOM), slot(6, "13:00", "15:00", None, is_break=True)

    assert follows_everywhere([*MORNING, lunch], MORNING[0])
    assert not follows_everywhere([*MORNING, side_event], MORNING[0])
    assert follows_everywhere([*MORNING, side_event, lunch], lunch)


@pytest.mark.parametrize(
    ("other", "is_clash"),
    [
        (slot(2, "10:30", "11:30"), True),
        (slot(2, "10:30", "11:30", ROOM), False),
        (slot(2, "11:00", "11:30"), False),
        (slot(2, "10:30", "11:30", None), False),
        (slot(2, "10:30", "11:30", None, is_break=True), True),
    ],
)
def test_clash_is_in_one_room_or_in_the_break_of_all(other, is_clash):
    assert clashes([slot(1, "10:00", "11:00"), other]) == ({frozenset((1, 2))} if is_clash else set())


def programme(random, rooms):
    """A day without clashes: in each room sessions one after another, with time between them or without."""
    slots = []
    for room in range(1, rooms + 1):
        clock = at("08:00") + random.randrange(4) * 5 * MINUTE
        for _session in range(random.randint(1, 6)):
            end = clock + random.randint(2, 12) * 5 * MINUTE
            slots.append(Slot(len(slots), clock, end, room))
            clock = end + random.choice([0, 0, 5, 10, 30]) * MINUTE
    return slots


def every_way():
    for following in Following.values:
        for itself in Itself.values:
            for all_rooms in (True, False):
                yield {"following": following, "itself": itself, "all_rooms": all_rooms}


def after(slots, changed):
    return [changed.get(each.key, each) for each in slots]


def tried(seed, rooms=3):
    """A programme, a session of it and a delay, for each way to shift: (slots, first, minutes, way)."""
    random = Random(seed)
    for way in every_way():
        slots = programme(random, rooms)
        yield slots, random.choice(slots), random.randint(1, 90), way


def test_each_way_is_tried_and_moves_something():
    ways = [(way, Shift(minutes * MINUTE, **way).of(slots, first)) for slots, first, minutes, way in tried(1)]

    assert [way for way, __ in ways] == list(every_way())
    assert all(moved for way, moved in ways if way["itself"] != Itself.STAYS)
    assert len(ways) > 1


@pytest.mark.parametrize("seed", SEEDS)
def test_delay_makes_no_clash_in_a_room(seed):
    for slots, first, minutes, way in tried(seed):
        changed = Shift(minutes * MINUTE, **way).of(slots, first)

        assert clashes(after(slots, changed)) == set(), (first, minutes, way)


@pytest.mark.parametrize("seed", SEEDS)
def test_order_of_the_sessions_in_a_room_is_kept(seed):
    for slots, first, minutes, way in tried(seed):
        moved = after(slots, Shift(minutes * MINUTE, **way).of(slots, first))

        for room in {each.room for each in slots}:
            starts = [each.start for each in moved if each.room == room]
            assert starts == sorted(starts), (first, minutes, way)


@pytest.mark.parametrize("seed", SEEDS)
def test_durations_are_kept_but_where_they_may_change(seed):
    for slots, first, minutes, way in tried(seed):
        moved = Shift(minutes * MINUTE, **way).of(slots, first)

        for before in slots:
            now, planned = moved.get(before.key, before), before.end - before.start
            if before.key == first.key and way["itself"] == Itself.LASTS:
                assert now.end - now.start == planned + minutes * MINUTE
            elif way["following"] == Following.SHORTENED and before.key != first.key:
                assert planned / 2 <= now.end - now.start <= planned
            else:
                assert now.end - now.start == planned


@pytest.mark.parametrize("seed", SEEDS)
def test_shift_and_its_reverse_leave_all_as_it_was(seed):
    for slots, first, minutes, way in tried(seed):
        if way["following"] == Following.ALL:
            there = after(slots, Shift(minutes * MINUTE, **way).of(slots, first))
            moved = next(each for each in there if each.key == first.key)
            if way["itself"] != Itself.STAYS:
                back = after(there, Shift(-minutes * MINUTE, **way).of(there, moved))
                assert back == slots, (first, minutes, way)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_moves_further_than_the_delay(seed):
    for slots, first, minutes, way in tried(seed):
        for key, now in Shift(minutes * MINUTE, **way).of(slots, first).items():
            before = next(each for each in slots if each.key == key)
            assert timedelta(0) <= now.start - before.start <= minutes * MINUTE
