import socket
import threading
import time
from contextlib import ExitStack
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection, connections, transaction
from django.test import Client

from conference.models import Conference
from conference.models.epoch import new_epoch
from conference.refusals import Refusal
from floor import notifications
from floor.live import streams
from floor.models import Floor
from floor.models.seat import Seat
from floor.procedure import presiding
from floor.procedure.requests import ask_for_floor, withdraw
from floor.seats.device_access import cookie_name
from programme.models import Session
from tests.factories import make_panel, make_session, release
from tests.floor.live.served import Site, ask_in_another_process

pytestmark = pytest.mark.urls("tests.conference.serving.pages")
PUBLIC = "/live/dialogue/session-0/public"
DELEGATION = "/live/dialogue/session-0/delegation"
CONSOLE = "/live/dialogue/session-0/console"


@pytest.fixture
def room(crowded_room):
    release(crowded_room.conference)
    return crowded_room


@pytest.fixture
def site(room, monkeypatch):
    # A connection kept in a thread of the server would keep the test database from being emptied and dropped.
    monkeypatch.setitem(connections.databases["default"], "CONN_MAX_AGE", 0)
    site = Site()
    site.start()
    yield site
    site.stop()


@pytest.fixture
def short_heartbeat(monkeypatch):
    monkeypatch.setattr(streams, "HEARTBEAT", 0.2)


def cookie_of_phone(room, number=0):
    """The cookie of a phone that joined for a delegation."""
    Seat.objects.make([room.delegations[number]], valid_until=None, by=room.officer, at=room.at)
    seat = Seat.objects.latest("pk")
    _device, token = seat.join(agent="Phone", at=room.at)
    return seat, f"other=1; {cookie_name('dialogue')}={token}"


def cookie_of_officer(room, permission="run_floor"):
    if permission:
        room.officer.user_permissions.add(Permission.objects.get(codename=permission))
    client = Client()
    client.force_login(room.officer, settings.AUTHENTICATION_BACKENDS[-1])
    return client, f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def test_stream_begins_with_the_time_and_the_state_as_it_stands(site, room):
    intervention = room.give(room.ask(0))

    with site.listening(PUBLIC) as ear:
        name, moment = ear.event()
        state = ear.state()

    assert name == "time"
    assert abs(moment - time.time() * 1000) < 5000
    assert state["version"] == 3
    assert state["speaking"]["id"] == intervention.pk
    assert state["speaking"]["name"]["fr"] == "Delegation 0 (fr)"


def test_stream_tells_each_step_to_everybody(site, room):
    with ExitStack() as stack:
        ears = [stack.enter_context(site.listening(PUBLIC)) for _listener in range(3)]
        before = [ear.state()["speaking"] for ear in ears]

        intervention = room.give(room.ask(0))

        after = [ear.state_where(lambda state: state["speaking"])["speaking"]["id"] for ear in ears]
    assert (before, after) == ([None] * 3, [intervention.pk] * 3)


def test_stream_says_how_it_may_be_kept_and_what_it_may_do(site):
    with site.listening(PUBLIC, **{"Accept-Encoding": "gzip"}) as ear:
        headers = dict(ear.answer.getheaders())

    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert headers["x-accel-buffering"] == "no"
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "content-encoding" not in headers
    assert "set-cookie" not in headers


@pytest.mark.parametrize("path", [PUBLIC, "/live/time"])
def test_stream_is_of_this_host_and_for_its_pages_alone(site, path):
    port = {"Host": f"localhost:{site.port}"}
    refused = [
        site.ask(path, Host="evil.example"),
        site.ask(path, Host=""),
        site.ask(path, **port, Origin="https://evil.example"),
        site.ask(path, **port, Origin="null"),
        site.ask(path, **port, Origin="https://[evil"),
    ]
    with site.listening("/live/dialogue/session-0/public", **port, Origin=f"http://localhost:{site.port}") as ear:
        taken = ear.state()["version"]

    assert [answer.status for answer in refused] == [400] * 5
    assert refused[0].body == b"The request could not be read\n"
    assert taken == 1


def test_line_breaks_in_a_name_do_not_break_the_framing(site, room):
    room.ask(0, speaker_name="Anna\n\nevent: state\ndata: {}\r\u2028\u0085")
    room.give(room.session.interventions.get())

    with site.listening(PUBLIC) as ear:
        state = ear.state()

    assert state["speaking"]["person"] == "Anna\n\nevent: state\ndata: {}\r\u2028\u0085"


def test_heartbeat_brings_the_time_alone(short_heartbeat, site):
    with site.listening(PUBLIC) as ear:
        ear.state()

        assert [ear.event()[0] for _beat in range(2)] == ["time", "time"]


@pytest.mark.parametrize(
    "path",
    [
        "/live/dialogue/nowhere/public",
        "/live/nowhere/session-0/public",
        "/live/dialogue/session-1/public",  # not released
        "/live/dialogue/session-0/queue",
        "/live/dialogue/session-0/delegation",
        "/live/dialogue/session-0/console",
        "/live/dialogue/session-0/public/",
        "/live/dialogue/s%C3%A9ance/public",
        "/live/",
        "/live/time/",
    ],
)
def test_what_does_not_exist_and_what_is_not_permitted_get_the_same_answer(site, room, path):
    make_session(room.conference)

    answer = site.ask(path)

    assert (answer.status, answer.body) == (404, b"There is nothing here.\n")
    assert answer.headers["cache-control"] == "no-store"


def test_stream_is_only_read(site):
    assert site.ask(PUBLIC, method="POST").status == 404


def test_stream_ends_when_the_session_is_public_no_more(short_heartbeat, site, room):
    with site.listening(PUBLIC) as ear:
        ear.state()

        room.conference.releases.get().withdraw(reason="A name was wrong.", by=None, at=room.at)

        assert ear.state() is None


def test_stream_of_a_former_short_name_is_that_of_the_present_one(short_heartbeat, site, room):
    _seat, cookie = cookie_of_phone(room)
    _client, cookie_of_staff = cookie_of_officer(room)
    with site.listening(PUBLIC) as before, site.listening(DELEGATION, Cookie=cookie) as phone:
        assert (before.state()["version"], phone.state()["version"]) == (1, 1)
        with transaction.atomic():  # in between, the session is public under neither of its names
            Conference.objects.filter(pk=room.conference.pk).update(slug="renamed")
            Session.objects.filter(pk=room.session.pk).update(slug="afternoon")
            release(room.conference)

        intervention = room.give(room.ask(0))

        ears = [before, phone]
        assert site.ask("/live/never/session-0/public").status == 404
        with ExitStack() as stack:
            ears += [stack.enter_context(site.listening(PUBLIC)) for _listener in range(2)]
            ears += [stack.enter_context(site.listening(DELEGATION, Cookie=cookie))]
            console = stack.enter_context(site.listening(CONSOLE, Cookie=cookie_of_staff))
            assert console.state_where(lambda state: state["version"] == 3) == {"version": 3}
            for ear in ears:
                state = ear.state_where(lambda state: state["speaking"])
                assert (state["speaking"]["id"], state["session"]) == (intervention.pk, "afternoon")


def test_stream_of_a_former_short_name_tells_nothing_that_is_not_public(site, room):
    Conference.objects.filter(pk=room.conference.pk).update(slug="renamed")
    with site.listening(PUBLIC) as ear:
        assert ear.state()["session"] == "session-0"
    room.conference.releases.get().withdraw(reason="A name was wrong.", by=None, at=room.at)

    assert site.ask(PUBLIC).status == 404


def test_delegation_is_told_its_own_request_alone(site, room):
    _seat, cookie = cookie_of_phone(room)
    with site.listening(DELEGATION, Cookie=cookie) as ear, site.listening(PUBLIC) as other:
        assert ear.state()["requests"] == []

        request = room.ask(0)
        room.ask(1)
        state = ear.state_where(lambda state: state["waiting"] == 2)

        assert [row["id"] for row in state["requests"]] == [request.pk]
        assert "requests" not in other.state_where(lambda state: state["waiting"] == 2)


def test_phone_of_another_conference_hears_nothing(site, room):
    _seat, cookie = cookie_of_phone(room)

    assert site.ask("/live/other/session-0/delegation", Cookie=cookie).status == 404


def test_revoking_a_seat_ends_its_streams(short_heartbeat, site, room):
    seat, cookie = cookie_of_phone(room)
    with site.listening(DELEGATION, Cookie=cookie) as ear:
        ear.state()

        Seat.objects.filter(pk=seat.pk).revoke(by=room.officer, at=room.at)

        assert ear.state() is None
    assert site.ask(DELEGATION, Cookie=cookie).status == 404


@pytest.mark.parametrize("permission", ["run_floor", "take_notes", "view_intervention"])
def test_console_is_told_the_version_alone(site, room, permission):
    _client, cookie = cookie_of_officer(room, permission)
    with site.listening(CONSOLE, Cookie=cookie) as ear:
        assert ear.state() == {"version": 1}

        room.ask(0)

        assert ear.state() == {"version": 2}


def test_console_of_a_draft_is_for_staff(site, room):
    make_panel(room.conference)
    _client, cookie = cookie_of_officer(room)

    with site.listening("/live/dialogue/session-1/console", Cookie=cookie) as ear:
        assert ear.state() == {"version": 0}


def test_staff_without_a_permission_hears_nothing(site, room):
    _client, cookie = cookie_of_officer(room, None)

    assert site.ask(CONSOLE, Cookie=cookie).status == 404
    assert site.ask(CONSOLE, Cookie=f"{settings.SESSION_COOKIE_NAME}=nonsense").status == 404


def test_signing_out_ends_the_stream(short_heartbeat, site, room):
    client, cookie = cookie_of_officer(room)
    with site.listening(CONSOLE, Cookie=cookie) as ear:
        ear.state()

        client.logout()

        assert ear.state() is None


def test_losing_the_permission_ends_the_stream(short_heartbeat, site, room):
    _client, cookie = cookie_of_officer(room)
    with site.listening(CONSOLE, Cookie=cookie) as ear:
        ear.state()

        room.officer.user_permissions.clear()

        assert ear.state() is None


def test_oldest_stream_of_a_phone_makes_room(monkeypatch, site, room):
    monkeypatch.setattr(streams, "MAX_STREAMS_PER_SUBSCRIBER", 2)
    _seat, cookie = cookie_of_phone(room)
    with ExitStack() as stack:
        ears = []
        for _stream in range(3):
            ears.append(stack.enter_context(site.listening(DELEGATION, Cookie=cookie)))
            ears[-1].state()

        room.ask(0)

        heard = [ear.state() for ear in ears]
    assert heard[0] is None
    assert [state["waiting"] for state in heard[1:]] == [1, 1]


def test_stream_that_makes_room_is_told_to_poll_and_no_other_is(monkeypatch, short_heartbeat, site, room):
    monkeypatch.setattr(streams, "MAX_STREAMS_PER_SUBSCRIBER", 2)
    client, cookie = cookie_of_officer(room)
    with ExitStack() as stack:
        ears = []
        for _stream in range(3):
            ears.append(stack.enter_context(site.listening(CONSOLE, Cookie=cookie)))
            ears[-1].state()

        ended = [found for found in iter(ears[0].event, None) if found[0] != "time"]
        assert ended == [("poll", 0)]
        assert ears[1].event()[0] == ears[2].event()[0] == "time"

        client.logout()
        assert [
            found for found in iter(ears[1].event, None) if found[0] != "time"
        ] == []  # signed out: no room was made


def test_process_has_so_many_streams_and_no_more(monkeypatch, site):
    monkeypatch.setattr(streams, "MAX_STREAMS", 1)
    with site.listening(PUBLIC) as ear:
        ear.state()

        assert site.ask(PUBLIC).status == 503
    until(lambda: site.streams.open_streams == 0)
    with site.listening(PUBLIC) as ear:
        assert ear.state()


def test_console_gets_in_where_the_public_has_taken_all_streams(site, room):
    site.streams.room = 2
    _client, cookie = cookie_of_officer(room)
    with ExitStack() as stack:
        for _stream in range(2):
            stack.enter_context(site.listening(PUBLIC)).state()
        assert site.ask(PUBLIC).status == 503

        console = stack.enter_context(site.listening(CONSOLE, Cookie=cookie))

        assert console.state() == {"version": 1}
        assert site.ask("/live/time").status == 200


def test_who_leaves_is_forgotten(site, room):
    _seat, cookie = cookie_of_phone(room)
    with site.listening(PUBLIC) as ear, site.listening(DELEGATION, Cookie=cookie) as own:
        ear.state()
        own.state()
        assert site.streams.open_streams == 2

    until(lambda: site.streams.open_streams == 0)
    assert (dict(site.streams.broadcasts), dict(site.streams._streams_of)) == ({}, {})


def test_who_does_not_listen_skips_versions(site, room):
    """A slow client costs one state in the way, never a queue of them."""
    with socket.create_connection(("127.0.0.1", site.port)) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.sendall(f"GET {PUBLIC} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        with site.listening(PUBLIC) as ear:
            ear.state()
            request = room.ask(0)
            withdraw(request, at=room.at)

            state = ear.state_where(lambda state: state["version"] == 3)

    assert state["waiting"] == 0


def test_streams_need_no_thread_each(site):
    with ExitStack() as stack:
        stack.enter_context(site.listening(PUBLIC)).state()
        before = threading.active_count()
        for _listener in range(20):
            stack.enter_context(site.listening(PUBLIC)).state()

        assert threading.active_count() < before + 10


def test_name_that_is_corrected_comes_with_a_heartbeat(short_heartbeat, site, room):
    room.give(room.ask(0))
    with site.listening(PUBLIC) as ear:
        ear.state()

        type(room.delegations[0]).objects.filter(pk=room.delegations[0].pk).update(name_en="Renamed")

        assert ear.state()["speaking"]["name"]["en"] == "Renamed"


def test_step_of_another_process_is_heard_of(site, room, tmp_path):
    with site.listening(PUBLIC) as ear:
        ear.state()
        time.sleep(2 * notifications.POLL_INTERVAL)

        ask_in_another_process(room, 0, tmp_path)
        began = time.monotonic()

        assert ear.state()["waiting"] == 1
    assert time.monotonic() - began < 5  # and not with the heartbeat


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only a server can be lost")
def test_steps_are_heard_of_again_after_the_server_was_lost(site, room, monkeypatch, tmp_path, caplog):
    monkeypatch.setattr(notifications, "FIRST_RETRY", 0.1)
    with site.listening(PUBLIC) as ear:
        ear.state()
        with connection.cursor() as cursor:
            listening = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN ' || %s"
            cursor.execute(listening, [notifications.CHANNEL])
        time.sleep(1)

        ask_in_another_process(room, 0, tmp_path)

        assert ear.state()["waiting"] == 1
    assert "not heard of at once" in caplog.text


def test_screens_of_all_kinds_are_told_of_a_restore_though_its_versions_are_older(short_heartbeat, site, room):
    _seat, phone = cookie_of_phone(room)
    _client, staff = cookie_of_officer(room)
    room.ask(0)
    room.ask(1)
    with ExitStack() as stack:
        addresses = {PUBLIC: "", DELEGATION: phone, CONSOLE: staff}
        ears = [stack.enter_context(site.listening(address, Cookie=cookie)) for address, cookie in addresses.items()]
        assert [(state["version"], state.get("epoch")) for state in (ear.state() for ear in ears)] == [(3, None)] * 3

        Floor.objects.filter(session=room.session).update(version=1)  # as it was in the copy
        epoch = new_epoch()

        restored = [ear.state_where(lambda state: state.get("epoch")) for ear in ears]
        assert [(state["version"], state["epoch"]) for state in restored] == [(1, epoch)] * 3
        Floor.objects.filter(session=room.session).update(version=2)
        notifications.announce(room.session.pk, 2)  # whose version was announced before the restore
        assert [ear.state()["version"] for ear in ears] == [2, 2, 2]


def test_undone_transaction_is_not_announced(site, room):
    with site.listening(PUBLIC) as ear:
        ear.state()
        with pytest.raises(Refusal):
            presiding.open_requests(room.session, by=room.officer, at=room.at)
        key = uuid4()
        for _tap in range(2):
            ask_for_floor(room.session, room.delegations[0], key=key, through="phone", at=room.at)

        assert ear.state()["version"] == 2


def test_time_is_the_servers_in_milliseconds(site):
    answer = site.ask("/live/time")

    assert abs(int(answer.body) - time.time() * 1000) < 5000
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def until(holds):
    end = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)
