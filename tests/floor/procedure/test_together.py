"""Many who press at once: real threads with connections of their own, on whichever database the run is on."""

import random
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference.models import AuditEntry, User
from conference.refusals import Overtaken, Refusal
from floor.delegation.views import REQUESTS_A_MINUTE
from floor.models import Floor, FloorEvent, Intervention
from floor.models.seat import Seat
from floor.procedure import presiding
from floor.procedure.events import undo
from floor.procedure.panel_answers import let_panellists_answer
from floor.procedure.requests import ask_for_floor, withdraw
from floor.record.gists import write_gist
from floor.record.themes import mark_themes
from floor.seats.device_access import cookie_name
from tests.factories import make_panel
from tests.together import at_once, in_the_midst_of, the_one

THREADS = 40
DAY = timedelta(days=1)


def test_two_hundred_who_give_the_floor_at_once_make_one_speaker(crowded_room):
    room = crowded_room
    requests = [room.ask(number) for number in range(40)]

    def give(number):
        request = Intervention.objects.select_related("session").get(pk=requests[number % 40].pk)
        return presiding.give_floor(request, by=room.officer, at=room.at, instead_of=None)

    outcomes = at_once(give, people=THREADS, times=200)

    assert [outcome for outcome in outcomes if not isinstance(outcome, Refusal)] == [None]
    assert room.session.interventions.speaking().count() == 1
    assert FloorEvent.objects.filter(act="give").count() == 1


def test_tap_repeated_two_hundred_times_at_once_is_one_request(crowded_room):
    room, key = crowded_room, uuid4()

    outcomes = at_once(
        lambda __: ask_for_floor(room.session, room.delegations[0], key=key, through="phone", at=room.at),
        people=THREADS,
        times=200,
    )

    assert {outcome.pk for outcome in outcomes} == {Intervention.objects.get().pk}


def test_forty_delegations_that_ask_at_once_all_wait(crowded_room):
    room = crowded_room

    outcomes = at_once(
        lambda number: ask_for_floor(room.session, room.delegations[number], key=uuid4(), through="phone", at=room.at),
        people=THREADS,
    )

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert room.session.interventions.waiting().count() == 40
    assert Floor.objects.get().version == 41


@pytest.fixture
def phone(crowded_room):
    """Asks from a phone of the first delegation: `phone(session)` is the answer's status."""
    seats = Seat.objects.make([crowded_room.delegations[0]], valid_until=None, by=None, at=timezone.now())
    joined = Client()
    joined.post(reverse("floor:join", args=["dialogue", seats[0][1]]))

    def ask(session):
        client = Client()
        client.cookies = joined.cookies
        sent = {"session": session.slug, "key": uuid4(), "kind": "intervention"}
        return client.post(reverse("floor:ask", args=["dialogue"]), sent).status_code

    return ask


def test_requests_that_a_phone_makes_at_once_are_counted_one_by_one(crowded_room, phone):
    """The sessions are many, so that nothing but the phone itself makes one request wait for another."""
    panels = [make_panel(crowded_room.conference) for __ in range(2 * REQUESTS_A_MINUTE)]
    for panel in panels:
        presiding.open_requests(panel, by=crowded_room.officer, at=crowded_room.at)

    answers = at_once(lambda number: phone(panels[number]), people=len(panels))

    assert sorted(answers) == [302] * REQUESTS_A_MINUTE + [429] * REQUESTS_A_MINUTE
    assert Intervention.objects.count() == REQUESTS_A_MINUTE


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


@pytest.mark.parametrize("seed", range(6))
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
        with suppress(Refusal):
            act()
        versions.append(Floor.objects.get().version)
        assert room.session.interventions.speaking().count() <= 1

    assert versions == sorted(versions)
    assert Floor.objects.get().events.count() == versions[-1]
    for intervention in room.session.interventions.filter(concluded_at__isnull=False):
        whole = intervention.concluded_at - intervention.given_at
        assert intervention.time_used(room.at) + intervention.paused_for == whole


def test_round_that_three_begin_with_one_key_at_once_is_one(crowded_room):
    room, key = crowded_room, uuid4()

    outcomes = at_once(
        lambda __: let_panellists_answer(room.session, [room.panellist], key=key, by=room.officer, at=room.at)
    )

    assert outcomes == [None] * 3
    assert room.session.interventions.waiting().count() == 1
    assert [event.act for event in FloorEvent.objects.all()] == ["open", "let-answer"]  # one step to take back


# The desk of the note-takers


@pytest.fixture
def spoken(crowded_room):
    """An intervention that is being made, seen by whoever writes of it: each call is a row of its own."""
    intervention = crowded_room.give(crowded_room.ask(0))
    return lambda: Intervention.objects.select_related("session__conference").get(pk=intervention.pk)


def test_gists_that_three_begin_at_once_are_all_kept_and_one_stands(crowded_room, spoken):
    people = [User.objects.create_user(name) for name in ("a", "b", "c")]

    outcomes = at_once(
        lambda number: write_gist(
            spoken(), f"Gist of {people[number]}", 0, language="en", by=people[number], at=crowded_room.at
        )
    )

    standing = the_one(outcomes, Overtaken)
    assert list(spoken().gists.not_set_aside()) == [standing]
    assert sorted(spoken().gists.values_list("number", flat=True)) == [1, 2, 3]


def test_themes_that_two_mark_at_once_are_both_marked_and_told_one_after_the_other(crowded_room, spoken):
    themes = list(crowded_room.session.themes.all())

    marked = at_once(
        lambda n: mark_themes(spoken(), add=[themes[n].pk], remove=(), by=crowded_room.officer, at=crowded_room.at),
        people=2,
    )

    assert sorted(len(after) for after in marked) == [1, 2]
    assert list(spoken().themes.all()) == themes


def test_theme_that_somebody_is_deleting_is_not_marked(crowded_room, spoken):
    theme = crowded_room.session.themes.first()
    key = theme.pk

    refused = in_the_midst_of(
        theme.delete,
        lambda: mark_themes(spoken(), add=[key], remove=(), by=crowded_room.officer, at=crowded_room.at),
    )

    assert type(refused) is Refusal
    assert not spoken().themes.exists()


# Seats


@pytest.fixture
def seat(crowded_room):
    [(__, secret)] = Seat.objects.make(
        crowded_room.delegations[:1], valid_until=timezone.now() + DAY, by=None, at=timezone.now()
    )
    return Seat.objects.with_secret(secret).get()


def test_seat_that_three_revoke_at_once_is_revoked_once(seat):
    numbers = at_once(lambda __: Seat.objects.filter(pk=seat.pk).revoke(by=None, at=timezone.now()))

    assert sorted(numbers) == [0, 0, 1]
    assert AuditEntry.objects.filter(act="seat: revoke").count() == 1


def test_seat_that_somebody_is_revoking_is_not_prolonged(seat):
    at = timezone.now()

    number = in_the_midst_of(
        lambda: Seat.objects.filter(pk=seat.pk).revoke(by=None, at=at),
        lambda: Seat.objects.filter(pk=seat.pk).keep_until(at + 9 * DAY, by=None, at=at),
    )

    assert number == 0
    assert Seat.objects.get().valid_until == seat.valid_until


def test_phone_that_somebody_is_removing_does_not_ask(crowded_room, seat):
    device, token = seat.join(agent="Phone", at=timezone.now())
    phone = Client()
    phone.cookies[cookie_name("dialogue")] = token
    assert phone.get("/en/dialogue/floor/").status_code == 200
    form = {"session": crowded_room.session.slug, "key": str(uuid4()), "kind": "intervention"}

    answer = in_the_midst_of(
        lambda: device.remove(by=None, at=timezone.now()), lambda: phone.post("/en/dialogue/floor/ask/", form)
    )

    assert answer.status_code == 404
    assert crowded_room.waiting() == []
