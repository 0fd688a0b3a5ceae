"""Many who press at once: real threads with connections of their own, on whichever database the run is on."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from floor import presiding
from floor.asking import ask_for_floor, withdraw
from floor.models import Floor, FloorEvent, Intervention
from floor.steps import FloorRefusal, undo

THREADS = 40


def at_once(act, times):
    """What each of so many calls of `act(number)`, pressed at the same moment, returned or raised."""
    barrier = Barrier(THREADS)

    def press(thread):
        barrier.wait()
        outcomes = []
        for number in range(thread, times, THREADS):
            try:
                outcomes.append(act(number))
            except Exception as error:
                outcomes.append(error)
        connection.close()
        return outcomes

    with ThreadPoolExecutor(THREADS) as pool:
        return [outcome for outcomes in pool.map(press, range(THREADS)) for outcome in outcomes]


def test_two_hundred_who_give_the_floor_at_once_make_one_speaker(crowded_room):
    room = crowded_room
    requests = [room.ask(number) for number in range(40)]

    def give(number):
        request = Intervention.objects.select_related("session").get(pk=requests[number % 40].pk)
        return presiding.give_floor(request, by=room.officer, at=room.at, instead_of=None)

    outcomes = at_once(give, 200)

    assert [outcome for outcome in outcomes if not isinstance(outcome, FloorRefusal)] == [None]
    assert room.session.interventions.speaking().count() == 1
    assert FloorEvent.objects.filter(act="give").count() == 1


def test_tap_repeated_two_hundred_times_at_once_is_one_request(crowded_room):
    room, key = crowded_room, uuid4()

    outcomes = at_once(
        lambda number: ask_for_floor(room.session, room.delegations[0], key=key, through="phone", at=room.at), 200
    )

    assert {outcome.pk for outcome in outcomes} == {Intervention.objects.get().pk}


def test_forty_delegations_that_ask_at_once_all_wait(crowded_room):
    room = crowded_room

    outcomes = at_once(
        lambda number: ask_for_floor(room.session, room.delegations[number], key=uuid4(), through="phone", at=room.at),
        40,
    )

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert room.session.interventions.waiting().count() == 40
    assert Floor.objects.get().version == 41


def test_database_itself_refuses_a_second_speaker_and_a_second_request(room):
    room.give(room.ask(0))
    second = room.ask(1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Intervention.objects.filter(pk=second.pk).update(
            state="speaking", given_at=room.at, allowance=room.at - room.at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Intervention.objects.create(
            session=room.session, delegation=room.delegations[1], key=uuid4(), through="slip", asked_at=room.at
        )


@pytest.mark.parametrize("seed", range(12))
def test_any_interleaving_of_consoles_and_phones_keeps_the_rules(room, seed):
    """Three consoles that see an older state and five phones, at random: never two speakers, and times add up."""
    dice = random.Random(seed)
    seen = [None, None, None]  # whom each console believes to have the floor
    versions = [Floor.objects.get().version]

    def act():
        console = dice.randrange(3)
        waiting = list(room.session.interventions.waiting())
        speaking = room.speaking()
        if dice.random() < 0.7:
            seen[console] = speaking.pk if speaking else None
        by = {"by": room.officer, "at": room.later(dice.randrange(0, 50))}
        choice = dice.randrange(9)
        if choice in (0, 1, 2):
            room.ask(dice.randrange(5))
        elif choice == 3 and waiting:
            withdraw(dice.choice(waiting), at=room.at)
        elif choice in (4, 5) and waiting:
            presiding.give_floor(dice.choice(waiting), instead_of=seen[console], **by)
        elif choice == 6 and seen[console]:
            dice.choice([presiding.pause, presiding.resume, presiding.conclude])(
                room.session, expected=seen[console], **by
            )
        elif choice == 7:
            undo(room.session, **by)
        elif choice == 8 and waiting:
            presiding.put_in_order(room.session, [dice.choice(waiting).pk], **by)

    for _step in range(120):
        with suppress(FloorRefusal):
            act()
        versions.append(Floor.objects.get().version)
        assert room.session.interventions.speaking().count() <= 1

    assert versions == sorted(versions)
    assert Floor.objects.get().events.count() == versions[-1]
    for intervention in room.session.interventions.filter(concluded_at__isnull=False):
        whole = intervention.concluded_at - intervention.given_at
        assert intervention.time_used(room.at) + intervention.paused_for == whole
