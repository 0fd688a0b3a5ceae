"""What visitors see while PostgreSQL is away, and that all is well by itself when it is back.

The database is shut for all connections but one, as it is while its server restarts: each test takes some seconds.
"""

import logging
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import connection, connections

from conference.logs.outages import outage
from conference.serving import cache_version
from tests.factories import release
from tests.floor.live.served import Site

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only a server can be away"),
]
PAGE = "/fr/dialogue/"
STATE = "/fr/dialogue/sessions/session-0/live/state.json"


@contextmanager
def database_away():
    """Shuts the database of the test, ends all connections to it, and opens it again."""
    database = connection.settings_dict
    where = {"host": database["HOST"] or database["OPTIONS"].get("host", ""), "user": database["USER"]}
    if database["PASSWORD"]:
        where |= {"password": database["PASSWORD"]}
    if database["PORT"]:
        where |= {"port": database["PORT"]}
    name = database["NAME"]
    connections.close_all()
    server = psycopg2.connect(dbname="postgres", **where)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
            server.close()


@pytest.fixture
def site(crowded_room, monkeypatch, settings):
    settings.METRICS_TOKEN = "a-token-made-at-random"
    monkeypatch.setitem(connections.databases["default"], "CONN_MAX_AGE", 0)
    monkeypatch.setattr(cache_version, "SOONEST", 0.1)
    release(crowded_room.conference)
    site = Site()
    site.start()
    yield site
    site.stop()
    outage.over()


def marked(site):
    """The page once the process has noticed that the database is away."""
    while (page := site.ask(PAGE, **{"Accept-Encoding": "gzip"})).headers["Age"] is None:
        pass
    return page


def test_pages_and_states_from_memory_are_served_while_the_database_is_away(site, caplog):
    caplog.set_level(logging.WARNING)
    before, state = site.ask(PAGE), site.ask(STATE)
    with database_away():
        page, polled = marked(site), site.ask(STATE)
        measures = site.ask("/metrics", Authorization="Bearer a-token-made-at-random").body.decode()
        refused = [site.ask("/fr/dialogue/documents/", Accept="text/html") for _time in range(10)]
    while (after := site.ask(PAGE)).headers["Age"] is not None:
        pass

    assert (before.status, before.headers["Age"]) == (200, None)
    assert page.status == 200
    assert int(page.headers["Age"]) < 60
    assert page.headers["Cache-Control"] == "no-store"
    assert "Cette page est telle qu’elle était à " in page.body.decode()
    assert "telle qu’elle était" not in before.body.decode()
    assert (polled.status, polled.body) == (200, state.body)
    assert {(answer.status, answer.headers["Retry-After"]) for answer in refused} == {(503, "5")}
    assert "La base de données n’est pas accessible" in refused[0].body.decode()
    assert refused[0].headers["X-Request-ID"] in refused[0].body.decode()
    assert "rostrum_database_up 0.0" in measures
    assert (after.status, after.body) == (200, before.body)
    assert caplog.text.count("The database cannot be asked") == 1
    assert "Traceback" not in caplog.text


def test_pages_are_served_as_they_were_for_ten_minutes_and_no_longer(site, monkeypatch):
    site.ask(PAGE)
    with database_away():
        within = marked(site)
        monkeypatch.setattr(cache_version, "LONGEST_OUTAGE", cache_version.timedelta(0))
        later = site.ask(PAGE)

    assert (within.status, later.status) == (200, 503)
