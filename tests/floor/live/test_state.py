import json
from datetime import timedelta

import pytest

from conference import caches
from conference.models.epoch import new_epoch
from floor.live import views as live_views
from floor.live.state import state_of
from floor.models import Floor
from floor.procedure import presiding, suspension
from tests.factories import in_six, release
from tests.staff import browser_of, make_member

STATE = "/en/dialogue/sessions/session-0/live/state.json"


@pytest.fixture(autouse=True)
def nothing_kept():
    """A test's rows are rolled back, and their versions come again."""
    caches.clear()


@pytest.fixture
def released(room):
    release(room.conference)
    return room


def test_state_is_that_of_the_streams(client, released):
    released.give(released.ask(0))

    answer = client.get(STATE)

    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == state_of(released.session).public


def test_state_that_is_known_is_not_sent_again(client, released):
    mark = client.get(STATE).headers["ETag"]

    again = client.get(STATE, headers={"If-None-Match": mark})
    released.ask(0)
    changed = client.get(STATE, headers={"If-None-Match": mark})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", mark)
    assert (changed.status_code, changed.json()["waiting"]) == (200, 1)


def test_state_is_made_once_for_each_version(client, released, django_assert_num_queries):
    client.get(STATE)

    with django_assert_num_queries(3):
        client.get(STATE)


def test_state_shows_a_corrected_name_soon(client, released, monkeypatch):
    monkeypatch.setattr(live_views, "FRESH", -1)
    released.give(released.ask(0))
    mark = client.get(STATE).headers["ETag"]
    released.conference.delegations.update(name_en="Renamed")

    answer = client.get(STATE, headers={"If-None-Match": mark})

    assert answer.json()["speaking"]["name"]["en"] == "Renamed"


def test_who_polls_is_told_of_a_restore_too(client, released):
    known = client.get(STATE).headers["ETag"]
    officer = browser_of(make_member("floor-officer"))
    places = ["console/version/", "record/version/"]
    addresses = [STATE, *(STATE.replace("live/state.json", place) for place in places)]

    epoch = new_epoch()
    caches.clear()

    assert [officer.get(address).json()["epoch"] for address in addresses] == [epoch] * 3
    assert client.get(STATE, headers={"If-None-Match": known}).status_code == 200


def test_state_shows_who_is_interrupted_with_the_time_left_and_next_again(released):
    speaker = released.give(released.ask(0))
    released.later(60)
    released.ask(2)
    order = released.give(released.ask(1, kind="point-of-order"), instead_of=speaker)

    state = state_of(released.session).public

    assert (state["speaking"]["id"], state["interrupted"]["id"], state["next"]["id"]) == (
        order.pk,
        speaker.pk,
        speaker.pk,
    )
    left = live_views.time_left(state["interrupted"], 10**15)
    assert (left, live_views.clock_of(state["interrupted"], 10**15)) == (118_000, "1:58")
    presiding.conclude(released.session, by=None, at=released.later(9), expected=order.pk)
    state = state_of(released.session).public
    assert (state["speaking"], live_views.facts_of(state, 0)) == (None, {"next", "waiting", "interrupted"})


def test_state_tells_of_a_suspension_in_six_languages(released):
    at = released.at
    suspension.suspend(released.session, by=None, at=at, resumes_at=at + timedelta(hours=6, minutes=30))

    state = state_of(released.session).public

    assert state["suspended"]["hour"]["en"] == "4.30 p.m."
    assert (state["suspended"]["other_hour"]["en"], state["suspended"]["other_hour"]["ru"]) == ("16:30", "4.30 p.m.")
    assert state["suspended"]["sentence"]["fr"] == (
        "La séance reprend à 16\u00a0h\u00a030\u00a0; les délégations sont priées de rester à proximité."
    )
    assert live_views.facts_of(state, 0) == {"suspended", "resumes"}


def test_state_has_the_message_of_the_chair_and_who_speaks(released):
    released.give(released.ask(0))
    suspension.show_message(released.session, {"text_ru": "Тише!"}, by=None, at=released.at)

    state = state_of(released.session).public

    assert (state["message"]["ru"], state["message"]["en"]) == ("Тише!", "")
    assert {"message", "message-ru", "speaking"} <= live_views.facts_of(state, 0)
    assert "message-en" not in live_views.facts_of(state, 0)


def test_delegation_alone_is_told_to_conclude_and_of_all_its_requests(released):
    speaker = released.give(released.ask(0))
    released.ask(1)
    reply = released.ask(0, kind="right-of-reply")
    presiding.ask_to_conclude(released.session, by=None, at=released.at, expected=speaker.pk)

    state = state_of(released.session)

    own, other = (state.requests[released.delegations[number].pk] for number in (0, 1))
    asked = round(released.at.timestamp() * 1000)
    assert [(row["id"], row["asked_to_conclude_at"]) for row in own] == [(speaker.pk, asked), (reply.pk, None)]
    assert [row["asked_to_conclude_at"] for row in other] == [None]
    assert "asked_to_conclude_at" not in json.dumps(state.public)


def test_room_screen_shows_a_suspension_to_all_in_six_languages(client, released):
    suspension.suspend(released.session, by=None, at=released.at)

    page = client.get("/en/dialogue/sessions/session-0/screen/").content.decode()

    assert "The meeting is suspended. Delegations are asked to stay near the room." in page
    assert "Заседание прервано. Просьба к делегациям не удаляться от зала." in page


def test_version_of_another_process_is_seen(client, released):
    client.get(STATE)
    Floor.objects.filter(session=released.session).update(version=99)

    assert client.get(STATE).json()["version"] == 99


def test_who_presides_is_named_with_courtesy_title(room):
    chair = room.chairs[0]
    type(chair.speaker).objects.filter(pk=chair.speaker_id).update(**in_six("courtesy_title", "H.E. Mr."))
    Floor.objects.filter(session=room.session).update(presiding=chair)

    told = {code: name.replace("\xa0", " ") for code, name in state_of(room.session).public["presiding"].items()}

    assert (told["en"], told["zh-hans"]) == ("H.E. Mr. (en) Speaker 0 (en)", "Speaker 0 (zh_hans)H.E. Mr. (zh_hans)")
