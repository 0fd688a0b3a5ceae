from datetime import timedelta

import pytest

from conference.models import AuditEntry
from conference.refusals import Conflict, Refusal
from floor.models import Floor, FloorEvent
from floor.procedure import presiding
from floor.procedure.events import undo
from floor.procedure.step_sentences import sentence

MINUTE = timedelta(minutes=1)


def test_floor_is_given_with_the_speaking_time_of_the_panel(room):
    intervention = room.give(room.ask(0))

    assert (intervention.state, intervention.given_at, intervention.allowance) == ("speaking", room.at, 3 * MINUTE)


def test_giving_the_floor_to_the_next_ends_the_intervention_being_made(room):
    first = room.give(room.ask(0))
    second = room.ask(1)
    room.later(100)

    room.give(second, instead_of=first)
    first.refresh_from_db()

    assert (first.state, first.concluded_at, room.speaking()) == ("concluded", room.at, second)


def test_second_console_that_presses_is_told_who_has_the_floor(room):
    first, second = room.ask(0), room.ask(1)
    room.give(first)

    with pytest.raises(Conflict, match="Delegation 0"):
        room.give(second)

    assert room.speaking() == first


def test_floor_is_not_given_to_who_has_withdrawn(room):
    from floor.procedure.requests import withdraw

    request = room.ask(0)
    withdraw(request, at=room.at)

    with pytest.raises(Refusal, match="no longer waiting"):
        room.give(request)


def test_time_used_is_without_pauses(room):
    intervention = room.give(room.ask(0))
    presiding.pause(room.session, by=room.officer, at=room.later(60), expected=intervention.pk)
    intervention.refresh_from_db()
    assert intervention.time_used(room.later(40)) == MINUTE

    presiding.resume(room.session, by=room.officer, at=room.at, expected=intervention.pk)
    presiding.conclude(room.session, by=room.officer, at=room.later(30), expected=intervention.pk)
    intervention.refresh_from_db()

    assert (intervention.time_used(room.later(999)), intervention.paused_for) == (
        timedelta(seconds=90),
        timedelta(seconds=40),
    )


def test_concluding_while_paused_does_not_count_the_pause(room):
    intervention = room.give(room.ask(0))
    presiding.pause(room.session, by=room.officer, at=room.later(60), expected=intervention.pk)
    presiding.conclude(room.session, by=room.officer, at=room.later(60), expected=intervention.pk)
    intervention.refresh_from_db()

    assert intervention.time_used(room.at) == MINUTE


def test_overtime_is_counted_and_nobody_is_cut_off(room):
    intervention = room.give(room.ask(0))

    assert intervention.overtime(room.later(179)) == timedelta(0)
    assert intervention.overtime(room.later(31)) == timedelta(seconds=30)
    assert room.speaking() == intervention


def test_there_is_no_overtime_where_no_time_was_set(room):
    intervention = room.give(room.ask(0))
    intervention.allowance = None

    assert intervention.time_used(room.later(500)) == timedelta(seconds=500)
    assert intervention.overtime(room.at) == timedelta(0)


def test_shorter_speaking_time_is_for_those_who_have_not_begun(room):
    speaking, waiting = room.give(room.ask(0)), room.ask(1)

    presiding.set_speaking_time(room.session, 2 * MINUTE, by=room.officer, at=room.at)
    speaking.refresh_from_db()
    assert speaking.allowance == 3 * MINUTE

    assert room.give(waiting, instead_of=speaking).allowance == 2 * MINUTE


def test_one_speaker_is_given_more_time_before_or_while_speaking(room):
    intervention = room.ask(0)
    presiding.give_more_time(intervention, MINUTE, by=room.officer, at=room.at)
    room.give(intervention)
    assert intervention.time_allowed() == 4 * MINUTE

    presiding.give_more_time(intervention, 2 * MINUTE, by=room.officer, at=room.at)
    assert intervention.time_allowed() == 6 * MINUTE
    said = "gave 2:00 more to Delegation 0 (en) (3:00 added in all)"
    assert sentence(FloorEvent.objects.latest("number")) == said


def test_time_that_is_added_twice_from_one_page_is_added_once(room):
    intervention = room.give(room.ask(0))
    press = {"by": room.officer, "at": room.at}
    for _tap in range(2):
        presiding.give_more_time(intervention, MINUTE, seen=timedelta(0), **press)
    assert (intervention.extra_time, FloorEvent.objects.filter(act="extend").count()) == (MINUTE, 1)

    presiding.give_more_time(intervention, MINUTE, seen=MINUTE, **press)
    assert intervention.extra_time == 2 * MINUTE

    with pytest.raises(Conflict, match=r"The time added for Delegation 0 \(en\) is 2:00 now"):
        presiding.give_more_time(intervention, 2 * MINUTE, seen=MINUTE, **press)
    assert intervention.extra_time == 2 * MINUTE


def test_time_that_was_added_can_be_taken_off(room):
    intervention = room.give(room.ask(0))
    for extra in (2 * MINUTE, -MINUTE):
        presiding.give_more_time(intervention, extra, by=room.officer, at=room.at)

    assert intervention.extra_time == MINUTE
    said = "took 1:00 off the time of Delegation 0 (en) (1:00 added in all)"
    assert sentence(FloorEvent.objects.latest("number")) == said


@pytest.mark.parametrize("extra", [-MINUTE, timedelta(0), 61 * MINUTE])
def test_absurd_additions_of_time_are_refused(room, extra):
    with pytest.raises(Refusal):
        presiding.give_more_time(room.ask(0), extra, by=room.officer, at=room.at)


def test_co_chair_hands_over_and_the_record_says_who_presided(room):
    presiding.hand_over_chair(room.session, room.chairs[0], by=room.officer, at=room.at)
    first = room.give(room.ask(0))
    presiding.hand_over_chair(room.session, room.chairs[1], by=room.officer, at=room.at)
    second = room.give(room.ask(1), instead_of=first)

    assert (first.presided_by, second.presided_by) == tuple(room.chairs)


def test_panellist_cannot_preside(room):
    with pytest.raises(Refusal, match="Only a co-chair"):
        presiding.hand_over_chair(room.session, room.panellist, by=room.officer, at=room.at)


def test_order_is_the_co_chair_s(room):
    requests = [room.ask(number) for number in range(4)]

    presiding.put_in_order(room.session, [requests[2].pk, requests[0].pk], by=room.officer, at=room.at)

    assert room.waiting() == [2, 0, 1, 3]


def test_request_after_the_order_was_set_comes_last(room):
    requests = [room.ask(number) for number in range(3)]
    presiding.put_in_order(room.session, [requests[2].pk], by=room.officer, at=room.at)

    room.ask(3)

    assert room.waiting() == [2, 0, 1, 3]


def test_order_of_a_list_that_has_changed_is_refused(room):
    first, second = room.ask(0), room.ask(1)
    room.give(first)

    with pytest.raises(Refusal, match="The list has changed"):
        presiding.put_in_order(room.session, [second.pk, first.pk], by=room.officer, at=room.at)


def test_struck_intervention_stays_in_the_record_with_its_reason(room):
    intervention = room.give(room.ask(0))
    presiding.conclude(room.session, by=room.officer, at=room.later(60), expected=intervention.pk)

    presiding.strike(intervention, reason="Entered for the wrong delegation", by=room.officer, at=room.at)

    assert list(room.session.interventions.on_record()) == [intervention]
    assert (intervention.state, intervention.struck_by) == ("struck", room.officer)


def test_striking_needs_a_reason(room):
    with pytest.raises(Refusal, match="Say why"):
        presiding.strike(room.ask(0), reason="  ", by=room.officer, at=room.at)


def test_undo_of_giving_the_floor_brings_both_back(room):
    first, second = room.give(room.ask(0)), room.ask(1)
    room.give(second, instead_of=first)

    undo(room.session, by=room.officer, at=room.later(1))
    first.refresh_from_db()
    second.refresh_from_db()

    assert (first.state, first.concluded_at, second.state, second.given_at) == ("speaking", None, "waiting", None)


def test_undo_goes_back_step_by_step_and_is_on_the_record(room):
    request = room.ask(0)
    room.give(request)
    presiding.set_speaking_time(room.session, MINUTE, by=room.officer, at=room.at)

    undo(room.session, by=room.officer, at=room.at)
    undo(room.session, by=room.officer, at=room.at)
    request.refresh_from_db()

    floor = Floor.objects.get()
    assert (floor.speaking_time, request.state) == (3 * MINUTE, "waiting")
    assert [event.act for event in floor.events.all()] == ["open", "ask", "give", "shorten", "undo", "undo"]


def test_undo_with_nothing_left_says_so(room):
    undo(room.session, by=room.officer, at=room.at)

    with pytest.raises(Refusal, match="nothing to undo"):
        undo(room.session, by=room.officer, at=room.at)


def test_undo_of_a_step_that_somebody_else_has_followed_is_refused(room):
    room.give(room.ask(0))
    seen = FloorEvent.objects.order_by("-number").first().number
    presiding.set_speaking_time(room.session, MINUTE, by=room.officer, at=room.at)

    with pytest.raises(Refusal, match="Somebody else has acted since"):
        undo(room.session, by=room.officer, at=room.at, expected=seen)


def test_undo_is_refused_where_the_delegation_has_asked_again(room):
    room.give(room.ask(0))
    room.ask(0)

    with pytest.raises(Refusal, match="asked for the floor again"):
        undo(room.session, by=room.officer, at=room.at)


def test_each_step_raises_the_version_and_is_an_audit_entry(room):
    room.give(room.ask(0))

    floor = Floor.objects.get()
    assert floor.version == floor.events.count() == 3
    assert list(AuditEntry.objects.order_by("pk").values_list("act", "detail__step")) == [
        ("floor: open", 1),
        ("floor: ask", 2),
        ("floor: give", 3),
    ]


def test_refused_step_leaves_no_trace(room):
    version = Floor.objects.get().version

    with pytest.raises(Refusal):
        presiding.open_requests(room.session, by=room.officer, at=room.at)

    assert (Floor.objects.get().version, AuditEntry.objects.count()) == (version, 1)


def test_clock_that_was_set_back_keeps_times_in_order(room):
    intervention = room.ask(0)
    room.later(-30)

    room.give(intervention)
    presiding.conclude(room.session, by=room.officer, at=room.later(-30), expected=intervention.pk)
    intervention.refresh_from_db()

    assert intervention.asked_at == intervention.given_at == intervention.concluded_at
