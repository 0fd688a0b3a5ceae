import pytest

from conference import caches
from conference.models.epoch import new_epoch
from floor.live import views as live_views
from floor.live.state import state_of
from floor.models import Floor
from tests.factories import release
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


def test_version_of_another_process_is_seen(client, released):
    client.get(STATE)
    Floor.objects.filter(session=released.session).update(version=99)

    assert client.get(STATE).json()["version"] == 99
