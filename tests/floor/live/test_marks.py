"""When a delegation's page has to be asked for: for its own sake or that of the rules, and never because others act."""

import asyncio
import re

import pytest
from django.test import Client
from django.urls import reverse

from floor.live.broadcasts import Broadcast, FloorSnapshot, Listener, consistent_state_of
from floor.live.marks import marks_of
from floor.live.permissions import Subscriber
from floor.models.seat import Seat
from floor.procedure import presiding
from floor.procedure.requests import withdraw
from tests.factories import make_conference, make_panel, release


def marks(room, number=0):
    """The marks of the page of one delegation."""
    return marks_of(room.conference.pk).of(room.delegations[number].pk)


def snapshot(room):
    marks = marks_of(room.conference.pk)
    return FloorSnapshot(room.session.pk, True, consistent_state_of(room.session), marks)


def test_steps_of_others_concern_them_alone(room):
    room.ask(0)
    mine, theirs = marks(room, 0), marks(room, 1)
    request = room.ask(1)
    room.give(request)
    presiding.pause(room.session, by=room.officer, at=room.later(5), expected=request.pk)
    room.ask(2)

    assert marks(room, 0) == mine
    assert marks(room, 1)["own"] != theirs["own"]
    assert marks(room, 1)["rules"] == theirs["rules"]


def test_each_step_on_the_own_request_is_a_reason_to_ask(room):
    seen = [marks(room)["own"]]

    def note():
        assert marks(room)["own"] not in seen
        seen.append(marks(room)["own"])

    request = room.ask(0)
    note()
    room.give(request)
    note()
    presiding.conclude(room.session, by=room.officer, at=room.later(5), expected=request.pk)
    note()
    withdrawn = room.ask(0)
    note()
    withdraw(withdrawn, by=room.officer, at=room.later(1))
    note()


def test_own_clock_comes_with_the_state_and_is_no_reason_to_ask(room):
    request = room.give(room.ask(0))
    before = marks(room)

    presiding.pause(room.session, by=room.officer, at=room.later(5), expected=request.pk)

    assert marks(room) == before
    state = snapshot(room).state
    assert state.public["speaking"]["paused_at"] == round(room.at.timestamp() * 1000)
    assert [row["id"] for row in state.requests[room.delegations[0].pk]] == [state.public["speaking"]["id"]]


def test_place_in_the_list_is_no_reason_to_ask(room):
    keys = [room.ask(number).pk for number in range(3)]
    before = [marks(room, number) for number in range(3)]

    presiding.put_in_order(room.session, list(reversed(keys)), by=room.officer, at=room.at)

    assert room.waiting() == [2, 1, 0]
    assert [marks(room, number) for number in range(3)] == before


def test_floor_that_opens_in_the_conference_is_a_reason_for_all(room):
    before = marks(room, 3)
    other = make_panel(room.conference)
    elsewhere = make_panel(make_conference(slug="other"), slug="elsewhere")
    presiding.open_requests(elsewhere, by=room.officer, at=room.at)
    assert marks(room, 3) == before

    presiding.open_requests(other, by=room.officer, at=room.at)
    opened = marks(room, 3)
    presiding.close_requests(other, by=room.officer, at=room.at)

    assert opened["rules"] != before["rules"]
    assert marks(room, 3) == before


@pytest.mark.parametrize("number", [0, None], ids=["that asked", "that did not"])
def test_page_and_state_of_a_delegation_have_the_same_marks(room, number):
    release(room.conference)
    if number is not None:
        room.ask(number)
    [(_delegation, secret)] = Seat.objects.make([room.delegations[0]], valid_until=None, by=None, at=room.at)
    phone = Client()
    phone.post(reverse("floor:join", args=["dialogue", secret]))

    page = phone.get("/en/dialogue/floor/").content.decode()
    state = phone.get("/en/dialogue/floor/session-0/state.json").json()

    assert re.search(r'data-own="(\w+)"\s+data-rules="(\w+)"', page).groups() == (state["own"], state["rules"])
    assert state["spread"] > 0
    assert marks(room) == {"own": state["own"], "rules": state["rules"]}


def test_state_that_is_polled_is_sent_again_when_a_mark_changes(room):
    release(room.conference)
    [(_delegation, secret)] = Seat.objects.make([room.delegations[0]], valid_until=None, by=None, at=room.at)
    phone, address = Client(), "/en/dialogue/floor/session-0/state.json"
    phone.post(reverse("floor:join", args=["dialogue", secret]))
    known = phone.get(address).headers["ETag"]

    presiding.open_requests(make_panel(room.conference), by=room.officer, at=room.at)

    assert phone.get(address, headers={"If-None-Match": known}).status_code == 200


def test_delegations_whom_a_step_concerns_are_told_first(room):
    order = []

    class Noted(Listener):
        def wake(self):
            order.append(self.delegation)

    async def woken():
        broadcast = Broadcast("dialogue", "session-0")
        broadcast.listeners = {Noted(delegation and delegation.pk) for delegation in [None, *room.delegations]}
        for each in snapshots:
            order.clear()
            broadcast.publish(each)

    room.ask(1)
    snapshots = [snapshot(room)]
    room.ask(3)
    room.give(room.session.interventions.get(delegation=room.delegations[1]))
    snapshots.append(snapshot(room))

    asyncio.run(woken())

    assert set(order[:2]) == {room.delegations[1].pk, room.delegations[3].pk}
    assert len(order) == 6


def test_same_event_is_not_sent_again_where_a_step_elsewhere_changes_the_rules(room):
    public, own = Subscriber(), Subscriber(("device", 1), delegation=room.delegations[0].pk)
    broadcast = Broadcast("dialogue", "session-0")
    broadcast.publish(snapshot(room))
    events = [broadcast.event_for(who) for who in (public, own)]

    presiding.open_requests(make_panel(room.conference), by=room.officer, at=room.at)
    broadcast.publish(snapshot(room))

    assert broadcast.event_for(public) is events[0]
    assert broadcast.event_for(own) != events[1]


def test_who_sleeps_is_sent_the_state_and_who_cannot_take_it_is_woken(room):
    public, sent, woken = Subscriber(), [], []

    class Noted(Listener):
        def wake(self):
            woken.append(self)

    async def tell():
        full, awake, asleep = (Noted(None, public, push) for push in (lambda piece: False, take, take))
        full.is_asleep = asleep.is_asleep = True
        broadcast.listeners = {full, awake, asleep}
        for each in snapshots:
            broadcast.publish(each)
        return full, awake, asleep

    def take(piece):
        sent.append(piece.frame)
        return True

    broadcast, snapshots = Broadcast("dialogue", "session-0"), [snapshot(room)]
    room.ask(1)
    snapshots.append(snapshot(room))

    full, awake, asleep = asyncio.run(tell())

    assert len(sent) == 2
    assert broadcast.event_for(public) in sent[-1]
    assert sent[-1].startswith(b"%x\r\nevent: time\n" % (len(sent[-1]) - len(b"123\r\n\r\n")))
    assert (set(woken), woken.count(full)) == ({full, awake}, 2)
    assert (asleep.sent_state, full.sent_state) == (broadcast.event_for(public), None)
