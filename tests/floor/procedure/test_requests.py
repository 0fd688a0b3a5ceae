from uuid import uuid4

import pytest

from conference.refusals import Refusal
from floor.models import FloorEvent, Intervention
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


def test_delegation_waits_once(room):
    room.ask(0)

    with pytest.raises(Refusal, match="waiting for the floor already"):
        room.ask(0)


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
