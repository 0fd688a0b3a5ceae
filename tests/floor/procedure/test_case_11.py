"""Case 11: a point of order or a right of reply beside the request of a delegation that waits."""

from uuid import uuid4

import pytest

from conference.refusals import Refusal
from floor.procedure import presiding
from floor.procedure.events import undo
from floor.procedure.requests import ask_for_floor, withdraw
from tests.factories import in_six
from tests.floor.console.test_console import Desk
from tests.pages import body_of


def slip(room, number, kind, **more):
    details = {"key": uuid4(), "through": "slip", "by": room.officer, "at": room.later(1), "kind": kind, **more}
    return ask_for_floor(room.session, room.delegations[number], **details)


@pytest.mark.parametrize("is_open", [True, False])
def test_case_11_delegation_that_waits_is_heard_on_a_point_of_order_and_in_reply_too(room, is_open):
    first = slip(room, 0, "intervention")
    slip(room, 2, "intervention")
    if not is_open:
        presiding.close_requests(room.session, by=room.officer, at=room.at)

    order = slip(room, 0, "point-of-order")
    reply = slip(room, 0, "right-of-reply")

    assert list(room.session.interventions.waiting().filter(delegation=room.delegations[0])) == [order, first, reply]
    for kind in ("intervention", "point-of-order", "right-of-reply"):
        with pytest.raises(Refusal, match="waiting for the floor already"):
            slip(room, 0, kind)


def test_case_11_request_beside_a_point_of_order_the_other_way_round(room):
    order = slip(room, 1, "point-of-order")
    request = slip(room, 1, "intervention")

    assert list(room.session.interventions.waiting()) == [order, request]


def test_case_11_concluding_or_withdrawing_one_leaves_the_other(room):
    request, order, reply = (slip(room, 0, kind) for kind in ("intervention", "point-of-order", "right-of-reply"))

    room.give(order)
    presiding.conclude(room.session, by=room.officer, at=room.later(9), expected=order.pk)
    withdraw(reply, at=room.later(1))

    request.refresh_from_db()
    assert (request.state, list(room.session.interventions.waiting())) == ("waiting", [request])


def test_case_11_undo_takes_back_only_the_last(room):
    request, order = slip(room, 0, "intervention"), slip(room, 0, "point-of-order")
    room.give(order)

    undo(room.session, by=room.officer, at=room.later(1))

    order.refresh_from_db()
    assert (order.state, list(room.session.interventions.waiting())) == ("waiting", [order, request])


def test_case_11_delegation_that_speaks_raises_a_point_of_order(room):
    speaker = room.give(slip(room, 0, "intervention"))

    order = slip(room, 0, "point-of-order")
    room.give(order, instead_of=speaker)

    speaker.refresh_from_db()
    assert (speaker.state, room.speaking()) == ("interrupted", order)


def test_case_11_delegation_waits_for_itself_and_on_behalf_of_a_group(room):
    group = room.conference.groups.create(**in_six("name", "Group"))
    slip(room, 0, "intervention")
    slip(room, 0, "intervention", group=group)

    for more in ({}, {"group": group}):
        with pytest.raises(Refusal, match="waiting for the floor already"):
            slip(room, 0, "intervention", **more)
    assert room.waiting() == [0, 0]


def test_case_11_console_shows_both_ahead_of_and_on_the_list(room):
    slip(room, 0, "intervention")
    slip(room, 0, "point-of-order")

    page = body_of(Desk(room).look())

    before, after = page.split('id="requests-list"')
    assert after.split("</ol>")[0].count("Delegation 0 (en)</strong>") == 1
    assert page.split('id="orders"')[1].split("</ul>")[0].count("Delegation 0 (en)</strong>") == 1
    assert before
