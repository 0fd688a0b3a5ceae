"""`state.json` of the process that serves: from memory, so that three thousand phones cost no query each."""

import pytest
from django.db import connections
from django.db.backends.signals import connection_created
from django.test import Client
from django.utils import timezone

from conference.models import Release
from floor.live import polls
from floor.models.seat import Seat
from floor.seats.device_access import cookie_name
from tests.factories import release
from tests.floor.live.served import Site, ask_in_another_process

STATE = "/fr/dialogue/sessions/session-0/live/state.json"
OWN = "/ar/dialogue/floor/session-0/state.json"


@pytest.fixture
def room(crowded_room):
    release(crowded_room.conference)
    return crowded_room


@pytest.fixture
def site(room, monkeypatch):
    monkeypatch.setitem(connections.databases["default"], "CONN_MAX_AGE", 0)
    site = Site()
    site.start()
    yield site
    site.stop()


@pytest.fixture
def statements():
    """What any connection that is opened from now on asks the tables of the floor."""
    asked = []

    def note(execute, sql, params, many, context):
        if '"floor_' in sql:
            asked.append(sql)
        return execute(sql, params, many, context)

    def watch(connection, **kwargs):
        connection.execute_wrappers.append(note)

    connection_created.connect(watch)
    yield asked
    connection_created.disconnect(watch)


@pytest.fixture
def phone(room):
    Seat.objects.make([room.delegations[0]], valid_until=None, by=room.officer, at=room.at)
    _device, token = Seat.objects.latest("pk").join(agent="Phone", at=timezone.now())
    return f"{cookie_name('dialogue')}={token}"


def settled(site):
    """Waits until the floor that was asked for is not being read any more."""
    while any(broadcast.task for broadcast in list(site.streams.broadcasts.values())):
        pass


def test_polls_of_one_floor_ask_nothing_of_the_database_and_hear_of_steps(site, room, statements):
    first = site.ask(STATE)
    settled(site)
    read = len(statements)
    same = [site.ask(STATE.replace("/fr/", f"/{code}/")) for code in ("ar", "zh-hans", "en")]
    not_modified = site.ask(STATE, **{"If-None-Match": first.headers["ETag"]})
    asked_by_polls = statements[read:]
    room.give(room.ask(0))
    while b'"speaking":{' not in (after := site.ask(STATE)).body:
        pass

    assert (read > 0, asked_by_polls) == (True, [])
    assert {answer.body for answer in same} == {first.body}
    assert (not_modified.status, not_modified.body) == (304, b"")
    assert after.headers["ETag"] != first.headers["ETag"]
    assert after.headers["Content-Type"] == "application/json"
    assert after.headers["Cache-Control"] == "private, no-cache"
    # Whoever is answered by another process, or by Django, keeps what it has.
    django = Client().get(STATE)
    assert (django.content, django.headers["ETag"]) == (after.body, after.headers["ETag"])


def test_polls_hear_of_steps_of_another_process(site, room, tmp_path):
    before = site.ask(STATE).headers["ETag"]

    ask_in_another_process(room, 0, tmp_path)
    while (after := site.ask(STATE)).headers["ETag"] == before:
        pass

    assert b'"waiting":1' in after.body


def test_delegation_is_told_its_own_requests_from_memory(site, room, phone, statements):
    room.ask(0)
    first = site.ask(OWN, Cookie=phone)
    settled(site)
    read = len(statements)
    again = [site.ask(OWN, Cookie=phone) for _poll in range(3)]
    not_modified = site.ask(OWN, Cookie=phone, **{"If-None-Match": first.headers["ETag"]})
    read_by_polls = statements[read:]

    assert (read > 0, read_by_polls) == (True, [])
    assert b'"requests":[{"id":' in first.body
    assert {answer.body for answer in again} == {first.body}
    assert not_modified.status == 304
    django = Client(headers={"Cookie": phone}).get(OWN)
    assert (django.content, django.headers["ETag"]) == (first.body, first.headers["ETag"])


def test_what_is_not_public_is_answered_as_what_never_existed(site, room, phone):
    assert site.ask(STATE).status == 200
    stranger = [site.ask(OWN).status, site.ask(OWN, Cookie="rostrum-delegation-dialogue=forged").status]
    for newest in Release.objects.public():
        newest.withdraw(reason="A name was wrong.", by=None, at=newest.released_at)
    while site.ask(STATE).status == 200:
        pass
    withdrawn, never = site.ask(STATE), site.ask(STATE.replace("session-0", "nothing"))

    assert stranger == [404, 404]
    assert (withdrawn.status, never.status) == (404, 404)
    assert site.ask(STATE, Host="elsewhere.example").status == 400


def test_floor_that_nobody_polls_any_more_is_given_up(site, room, monkeypatch):
    monkeypatch.setattr(polls, "KEPT", -1)

    site.ask(STATE)
    held = list(site.streams.broadcasts)
    site.application.streams._loop.call_soon_threadsafe(site.streams.sweep)
    while site.streams.broadcasts:
        pass

    assert held == [("dialogue", "session-0")]
    assert not site.streams.has_listeners.is_set()
