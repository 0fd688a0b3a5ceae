"""What a process tells of itself: its row, its room screens, and what Prometheus reads. A server for each test."""

import re

import pytest
from django.db import connections
from django.utils import timezone

from floor.live import screens
from operations.models import ServingProcess
from operations.models.backup import Backup
from tests.factories import release
from tests.floor.conftest import crowded_room  # noqa: F401
from tests.floor.live.served import Site

TOKEN = "a-token-made-at-random"
PUBLIC = "/live/dialogue/session-0/public"
ALIVE = "/live/dialogue/session-0/alive"


@pytest.fixture
def site(crowded_room, monkeypatch, settings):  # noqa: F811
    monkeypatch.setitem(connections.databases["default"], "CONN_MAX_AGE", 0)
    settings.METRICS_TOKEN = TOKEN
    release(crowded_room.conference)
    site = Site()
    site.start()
    yield site
    if site.thread.is_alive():
        site.stop()


def measures(site):
    """{name with labels: value} as Prometheus would read it."""
    text = site.ask("/metrics", Authorization=f"Bearer {TOKEN}").body.decode()
    return dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))


def test_metrics_are_for_who_has_the_token(site, settings):
    without = [site.ask("/metrics"), site.ask("/metrics", Authorization="Bearer wrong")]
    settings.METRICS_TOKEN = ""

    assert [answer.status for answer in [*without, site.ask("/metrics", Authorization="Bearer ")]] == [404] * 3


def test_metrics_count_streams_acts_pages_and_what_the_database_knows(site, crowded_room):  # noqa: F811
    room = crowded_room
    before = measures(site)
    Backup.objects.create(made_at=timezone.now(), size=1, path="backup.tar")
    site.ask("/en/dialogue/")
    site.ask("/en/dialogue/")
    with site.listening(PUBLIC) as ear:
        ear.state()
        room.give(room.ask(0))
        ear.state_where(lambda state: state["speaking"])
        found = measures(site)

    def grown(name):
        return float(found.get(name, 0)) - float(before.get(name, 0))

    assert found['rostrum_streams{floor="dialogue/session-0",kind="public"}'] == "1.0"
    assert grown('rostrum_floor_acts_total{act="give",result="done"}') == 1
    assert grown('rostrum_page_cache_total{result="hit"}') >= 1
    assert grown('rostrum_requests_total{kind="memory",status="200"}') >= 1
    assert grown("rostrum_fan_out_seconds_count") >= 1
    assert found["rostrum_database_up"] == "1.0"
    assert 0 <= float(found["rostrum_backup_age_seconds"]) < 60
    assert float(found["rostrum_page_cache_bytes"]) > 1000
    assert float(found["rostrum_connections"]) >= 2
    assert any(name.startswith('rostrum_build{version="') for name in found)


def test_process_writes_a_row_of_itself_and_says_when_it_stops(site):
    with site.listening(PUBLIC) as ear:
        ear.state()
        while not ServingProcess.objects.exists():
            pass
    site.stop()

    process = ServingProcess.objects.get()
    assert process.stopped_at is not None
    assert process.facts["pages"] >= 0
    assert re.fullmatch(r"\d+\.\d+.*", process.version)


def test_screen_that_gives_a_sign_of_life_is_told_with_its_name_and_clock(site):
    sign = f"{ALIVE}?key=0123abcd&name=Hall%20%C3%84&offset=-2500&way=live"
    before_anybody_follows = site.ask(sign).status
    with site.listening(PUBLIC) as ear:
        ear.state()
        noted = site.ask(sign).status
        refused = [site.ask(f"{ALIVE}?key=0123abcd&name=x&offset=a&way=live").status, site.ask(ALIVE).status]
        elsewhere = site.ask(sign.replace("session-0", "nothing")).status
    (screen,) = site.streams.screens.known()

    assert (before_anybody_follows, noted, refused, elsewhere) == (404, 204, [404, 404], 404)
    assert (screen.name, screen.offset, screen.way, screen.floor) == ("Hall Ä", -2500, "live", "dialogue/session-0")


def test_strangers_cannot_fill_the_memory_with_screens():
    known = screens.Screens()
    for number in range(screens.MOST + 50):
        known.note("dialogue/session-0", b"key=%08d&offset=0&way=live&name=%s" % (number, b"n" * 900))

    assert len(known.known()) == screens.MOST
    assert len(known.known()[0].name) <= screens.LONGEST_NAME
