from datetime import timedelta
from uuid import uuid4

import pytest

from conference.refusals import Refusal
from floor.groups import add_groups
from floor.models import Floor, FloorEvent, Intervention
from floor.procedure import presiding
from floor.procedure.requests import ask_for_floor, ask_for_panellist, withdraw
from speakers.models import Delegation
from tests.factories import in_six, make_conference


def test_request_waits_with_the_time_of_asking(room):
    request = room.ask(0, kind="intervention", language="fr", speaker_name="Ms. A")

    assert (request.state, request.asked_at, request.through) == ("waiting", room.at, "phone")


def test_same_key_is_one_request(room):
    key = uuid4()

    first = room.ask(0, key=key)
    second = room.ask(0, key=key)

    assert (first.pk == second.pk, Intervention.objects.count(), FloorEvent.objects.filter(act="ask").count()) == (
        True,
        1,
        1,
    )


def test_key_of_another_delegation_does_not_show_its_request(room):
    key = uuid4()
    theirs = room.ask(0, key=key)

    with pytest.raises(Refusal):
        room.ask(1, key=key)

    assert list(Intervention.objects.all()) == [theirs]


@pytest.mark.parametrize("kind", ["intervention", "right-of-reply", "point-of-order"])
def test_delegation_waits_once_with_each_kind(room, kind):
    room.ask(0, kind=kind)

    with pytest.raises(Refusal, match=r"Delegation 0 .* is waiting for the floor already"):
        room.ask(0, kind=kind)


@pytest.mark.parametrize("through", ["phone", "slip"])
def test_case_11_point_of_order_and_right_of_reply_stand_beside_the_request(room, through):
    by = {"through": through, "by": room.officer if through == "slip" else None}
    asked = {kind: room.ask(0, kind=kind, **by) for kind in ("intervention", "point-of-order", "right-of-reply")}
    other = room.ask(1, kind="point-of-order", **by), room.ask(1, **by)

    assert list(room.session.interventions.waiting()) == [
        asked["point-of-order"],
        other[0],
        asked["intervention"],
        other[1],
        asked["right-of-reply"],
    ]
    withdraw(asked["point-of-order"], at=room.later(1))
    room.give(asked["right-of-reply"])
    assert list(room.session.interventions.waiting()) == [other[0], asked["intervention"], other[1]]


def test_delegation_waits_for_itself_and_for_one_group(room):
    first, second = add_groups(room.conference)[:2]
    room.ask(0)
    room.ask(0, group=first)

    for again in ({}, {"group": first}, {"group": second}):
        with pytest.raises(Refusal, match="waiting for the floor already"):
            room.ask(0, **again)

    assert [row.group for row in room.session.interventions.waiting()] == [None, first]


# Points of order and rights of reply, while the session is on


def of_procedure(room, at, **hours):
    """Whether a phone can raise a point of order at a moment, as seconds from the beginning of the session."""
    Floor.objects.filter(session=room.session).update(**hours)
    room.at = room.session.starts_at + timedelta(seconds=at)
    try:
        return room.ask(0, kind="point-of-order").state == "waiting"
    except Refusal as refusal:
        return "while the session is on" not in str(refusal)


@pytest.mark.parametrize(
    ("minutes", "is_raised"), [(-55, False), (-30, False), (1, True), (179, True), (239, True), (242, False)]
)
def test_point_of_order_is_raised_on_a_closed_floor_during_the_session(room, minutes, is_raised):
    room.session.ends_at = room.session.starts_at + timedelta(hours=3)
    room.session.save()
    presiding.close_requests(room.session, by=room.officer, at=room.session.starts_at - timedelta(hours=2))

    assert of_procedure(room, minutes * 60) == is_raised


def test_session_that_runs_late_takes_points_of_order_as_long_as_there_are_acts(room):
    late = room.session.ends_at + timedelta(hours=3)
    presiding.close_requests(room.session, by=room.officer, at=late)

    assert of_procedure(room, (late - room.session.starts_at).total_seconds() + 600)


def test_floor_that_was_never_opened_takes_no_point_of_order(room):
    assert not of_procedure(room, 60, requests_opened_at=None, record="none", order_known=False)


def test_requests_before_the_session_are_no_points_of_order(room):
    day = timedelta(days=1)
    hours = {"requests_opened_at": None, "requests_from": room.session.starts_at - day}
    assert not of_procedure(room, -3600, record="none", order_known=False, **hours)
    assert room.ask(0, kind="intervention").state == "waiting"
    assert of_procedure(room, 60)


def test_delegation_may_ask_again_after_it_has_spoken(room):
    room.give(room.ask(0))

    assert room.ask(0).state == "waiting"


def test_closed_requests_refuse_a_phone_and_take_a_slip(room):
    presiding.close_requests(room.session, by=room.officer, at=room.at)

    with pytest.raises(Refusal, match="not open now"):
        room.ask(0)
    assert room.ask(1, through="slip", by=room.officer).asked_by == room.officer


def test_request_is_withdrawn_also_when_requests_are_closed(room):
    request = room.ask(0)
    presiding.close_requests(room.session, by=room.officer, at=room.at)

    withdraw(request, at=room.later(5))

    assert (request.state, request.withdrawn_at) == ("withdrawn", room.at)
    assert room.waiting() == []


def test_request_is_not_withdrawn_once_the_floor_is_given(room):
    request = room.give(room.ask(0))

    with pytest.raises(Refusal, match="The floor has been given already"):
        withdraw(request, at=room.at)


def test_delegation_of_another_conference_cannot_ask(room):
    stranger = Delegation.objects.create(
        conference=make_conference(slug="other"), kind="media", **in_six("name", "Stranger")
    )

    with pytest.raises(Refusal, match="another conference"):
        ask_for_floor(room.session, stranger, key=uuid4(), through="phone", at=room.at)


def test_points_of_order_go_ahead_of_the_list_and_rights_of_reply_stand_after_it(room):
    room.ask(0)
    room.ask(1, kind="right-of-reply")
    room.ask(2)
    room.ask(3, kind="point-of-order")

    assert room.waiting() == [3, 0, 2, 1]


def test_panellist_answers_a_round(room):
    answer = ask_for_panellist(room.panellist, key=uuid4(), by=room.officer, at=room.later(1))

    room.give(answer)

    assert (room.speaking(), str(answer)) == (answer, "Speaker 2 (en)")
