"""Points of order, which interrupt, and rights of reply, which stand beside the list."""

from datetime import timedelta

import pytest

from conference.refusals import Conflict, Refusal
from floor.models import Floor
from floor.procedure import presiding
from floor.procedure.events import undo
from floor.procedure.requests import withdraw
from floor.record.entries import entries_of
from floor.record.exports import table_of
from floor.statistics.statistics import intervention_facts, statistics_of
from tests.constraints import refuses
from tests.pages import body_of
from tests.staff import browser_of, make_member

MINUTE = timedelta(minutes=1)
LEFT = timedelta(seconds=48)


@pytest.fixture
def interrupted(room):
    """Delegation 0, of whose three minutes 48 seconds are left, is interrupted by a point of order of delegation 1."""
    speaker = room.give(room.ask(0))
    room.later(131)
    order = room.ask(1, kind="point-of-order")
    room.give(order, instead_of=speaker)
    speaker.refresh_from_db()
    return speaker, order


def left(row, at):
    row.refresh_from_db()
    return row.time_allowed() - row.time_used(at)


def act(room, done, **more):
    return done(by=room.officer, at=room.later(20), **more)


def test_case_32_interrupted_speaker_goes_on_with_the_time_that_was_left(room, interrupted):
    speaker, order = interrupted
    assert (speaker.state, room.speaking(), left(speaker, room.later(40))) == ("interrupted", order, LEFT)

    presiding.conclude(room.session, by=room.officer, at=room.later(5), expected=order.pk)
    presiding.go_on(speaker, by=room.officer, at=room.later(15))

    assert (room.speaking(), left(speaker, room.at)) == (speaker, LEFT)
    assert left(speaker, room.later(8)) == timedelta(seconds=40)


def test_case_32_speaker_who_was_paused_first_keeps_the_time_too(room):
    speaker = room.give(room.ask(0))
    presiding.pause(room.session, by=room.officer, at=room.later(132), expected=speaker.pk)
    room.later(30)
    order = room.ask(1, kind="point-of-order")
    room.give(order, instead_of=speaker)
    room.later(60)

    act(room, lambda **by: presiding.go_on(speaker, instead_of=order.pk, **by))

    assert (room.speaking(), left(speaker, room.at), speaker.paused_at) == (speaker, LEFT, None)


def test_case_32_interrupted_intervention_is_one_on_the_record_and_in_the_figures(room, interrupted):
    speaker, order = interrupted
    act(room, lambda **by: presiding.go_on(speaker, instead_of=order.pk, **by))
    presiding.conclude(room.session, by=room.officer, at=room.later(30), expected=speaker.pk)

    entries = entries_of(room.session, at=room.at)

    assert [(entry.row, entry.number, entry.used) for entry in entries] == [
        (speaker, 1, timedelta(seconds=162)),
        (order, 2, timedelta(seconds=20)),
    ]
    assert [entry.interrupted_by for entry in entries] == [[order], []]
    assert statistics_of([intervention_facts(entry) for entry in entries]).interventions == 2


def test_case_32_second_point_of_order_is_possible_before_the_speaker_goes_on(room, interrupted):
    speaker, first = interrupted
    second = room.ask(2, kind="point-of-order")

    room.give(second, instead_of=first)
    first.refresh_from_db()
    act(room, lambda **by: presiding.go_on(speaker, instead_of=second.pk, **by))

    assert (first.state, room.speaking(), left(speaker, room.at)) == ("concluded", speaker, LEFT)
    assert entries_of(room.session, at=room.at)[0].interrupted_by == [first, second]


def test_case_32_next_on_the_list_concludes_who_was_interrupted(room, interrupted):
    speaker, order = interrupted
    following = room.ask(2)

    room.give(following, instead_of=order)

    used = MINUTE * 3 - LEFT
    speaker.refresh_from_db()
    assert (speaker.state, speaker.time_used(room.at), room.speaking()) == ("concluded", used, following)


def test_case_32_undo_takes_each_step_back(room, interrupted):
    speaker, order = interrupted
    presiding.conclude(room.session, by=room.officer, at=room.later(5), expected=order.pk)
    presiding.go_on(speaker, by=room.officer, at=room.later(15))

    states = []
    for _step in range(3):
        undo(room.session, by=room.officer, at=room.at)
        speaker.refresh_from_db()
        order.refresh_from_db()
        states.append((speaker.state, order.state))

    assert states == [("interrupted", "concluded"), ("interrupted", "speaking"), ("speaking", "waiting")]
    assert (speaker.paused_at, speaker.paused_for) == (None, timedelta(0))


def test_interrupted_speaker_who_does_not_go_on_is_concluded(room, interrupted):
    speaker, order = interrupted
    presiding.conclude(room.session, by=room.officer, at=room.later(5), expected=order.pk)

    presiding.conclude(room.session, by=room.officer, at=room.later(5), expected=speaker.pk)

    speaker.refresh_from_db()
    assert (speaker.state, speaker.time_used(room.at)) == ("concluded", 3 * MINUTE - LEFT)


def test_right_of_reply_is_interrupted_too(room):
    reply = room.give(room.ask(0, kind="right-of-reply"))
    room.give(room.ask(1, kind="point-of-order"), instead_of=reply)

    reply.refresh_from_db()
    assert reply.state == "interrupted"


def test_console_that_has_not_seen_the_interruption_does_not_end_it(room, interrupted):
    speaker, order = interrupted

    with pytest.raises(Conflict, match="Delegation 1"):
        room.give(room.ask(2), instead_of=speaker)
    with pytest.raises(Conflict, match="Delegation 1"):
        presiding.go_on(speaker, by=room.officer, at=room.at)

    assert (room.speaking(), Floor.objects.get().version) == (order, 5 + 1)


def test_who_is_not_interrupted_does_not_go_on(room, interrupted):
    with pytest.raises(Refusal, match=r"Delegation 2 .* is not interrupted"):
        presiding.go_on(room.ask(2), by=room.officer, at=room.at, instead_of=interrupted[1].pk)


def test_database_refuses_two_who_are_interrupted(room, interrupted):
    rows = room.session.interventions
    other = room.ask(2)
    fields = {"given_at": room.at, "allowance": MINUTE, "paused_at": room.at}

    assert refuses(rows.filter(pk=other.pk).update, state="interrupted", **fields)
    assert not refuses(rows.filter(pk=interrupted[0].pk).update, state="interrupted", **fields)


# Rights of reply


def test_right_of_reply_is_put_in_any_order_among_the_list(room):
    first, reply, second = room.ask(0), room.ask(1, kind="right-of-reply"), room.ask(2)
    assert room.waiting() == [0, 2, 1]

    presiding.put_in_order(room.session, [first.pk, reply.pk, second.pk], by=room.officer, at=room.at)

    assert room.waiting() == [0, 1, 2]
    assert room.ask(3).is_listed


def test_order_of_the_list_leaves_rights_of_reply_beside_it(room):
    room.ask(0), room.ask(1, kind="right-of-reply")
    second = room.ask(2)

    presiding.put_in_order(room.session, [second.pk], by=room.officer, at=room.at)
    room.ask(3)

    assert room.waiting() == [2, 0, 3, 1]


def test_right_of_reply_is_deferred_and_taken_up_again(room):
    reply = room.ask(0, kind="right-of-reply")
    presiding.put_in_order(room.session, [reply.pk], by=room.officer, at=room.at)
    room.ask(1)

    presiding.defer(reply, by=room.officer, at=room.later(1))
    assert (room.waiting(), reply.deferred_at) == ([1, 0], room.at)

    presiding.defer(reply, by=room.officer, at=room.later(1))
    assert (reply.deferred_at, reply.is_listed) == (None, False)


def test_deferred_right_of_reply_that_is_placed_is_no_longer_deferred(room):
    reply = room.ask(0, kind="right-of-reply")
    presiding.defer(reply, by=room.officer, at=room.at)

    presiding.put_in_order(room.session, [reply.pk], by=room.officer, at=room.at)
    reply.refresh_from_db()
    assert (reply.deferred_at, reply.rank) == (None, 0)

    undo(room.session, by=room.officer, at=room.at)
    reply.refresh_from_db()
    assert (reply.deferred_at is None, reply.rank) == (False, None)


def test_other_requests_are_not_deferred(room):
    with pytest.raises(Refusal, match="Only a right of reply"):
        presiding.defer(room.ask(0), by=room.officer, at=room.at)

    reply = room.ask(1, kind="right-of-reply")
    withdraw(reply, at=room.at)
    with pytest.raises(Refusal, match="no longer waiting"):
        presiding.defer(reply, by=room.officer, at=room.at)


def test_right_of_reply_at_once_ends_the_intervention_being_made(room):
    speaker = room.give(room.ask(0))
    reply = room.give(room.ask(1, kind="right-of-reply"), instead_of=speaker)

    speaker.refresh_from_db()
    assert (speaker.state, room.speaking()) == ("concluded", reply)


def test_record_and_its_table_name_who_interrupted(room, interrupted):
    desk = browser_of(make_member("note-taker"))

    heading, (first, second) = table_of(room.session, at=room.at)
    page = body_of(desk.get(f"/en/dialogue/sessions/{room.session.slug}/record/"))

    column = heading.index("Interrupted by a point of order")
    assert (first[column], second[column], first[1]) == ("Delegation 1 (en)", "", "interrupted by a point of order")
    entry = page.split("<dt>Interrupted by a point of order</dt>")[1].split("</dd>")[0]
    assert "Delegation 1 (en)" in entry
