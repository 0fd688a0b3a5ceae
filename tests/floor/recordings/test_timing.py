"""Moments of the room in a recording."""

from datetime import timedelta

import pytest

from floor.recordings.timing import Anchor, Timing, residual, timing_of
from tests.factories import MORNING


def after(seconds):
    return MORNING + timedelta(seconds=seconds)


@pytest.mark.parametrize(("moment", "second"), [(100, 98), (100.9, 98), (101, 99), (1, 0), (0, 0)])
def test_link_begins_two_seconds_before_rounded_down(moment, second):
    assert Timing(MORNING).second(after(moment)) == second


@pytest.mark.parametrize(("moment", "is_inside"), [(-1, False), (0, True), (59, True), (60, False)])
def test_moment_lies_between_the_ends_of_a_recording(moment, is_inside):
    assert Timing(MORNING).has(after(moment), timedelta(minutes=1)) == is_inside


def test_recording_without_a_length_has_all_that_follows():
    assert Timing(MORNING).has(after(10**6), None)
    assert not Timing(MORNING).has(after(-1), None)


def test_nothing_is_asserted_where_nothing_is_known():
    assert timing_of(None, []) is None


def test_second_0_that_was_typed_goes_before_anchors():
    assert timing_of(MORNING, [Anchor(after(10), 500)]) == Timing(MORNING)


def test_one_anchor_shifts():
    found = timing_of(None, [Anchor(after(100), 40)])

    assert found == Timing(after(60))
    assert found.second(after(160)) == 98


def test_two_anchors_shift_and_stretch():
    found = timing_of(None, [Anchor(after(3700), 3702), Anchor(after(100), 100)])

    assert found.offset(after(100)) == pytest.approx(100)
    assert found.offset(after(3700)) == pytest.approx(3702)
    assert found.offset(after(1900)) == pytest.approx(1901)
    assert found.drift == pytest.approx(2)
    assert not found.is_doubtful


def test_drift_that_no_clock_has_is_doubtful():
    assert timing_of(None, [Anchor(after(0), 0), Anchor(after(3600), 3540)]).is_doubtful


def test_anchor_between_shows_a_gap():
    anchors = [Anchor(after(0), 0), Anchor(after(1800), 1760), Anchor(after(3600), 3600)]
    found = timing_of(None, anchors)

    assert [residual(found, anchor) for anchor in anchors] == [0, -40, 0]


def test_two_anchors_of_one_moment_shift():
    assert timing_of(None, [Anchor(after(100), 40), Anchor(after(100), 41)]) == Timing(after(60))
