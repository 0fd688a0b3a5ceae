"""A long write on SQLite: an act on the floor waits for it, and is then refused with a sentence, never lost in a 500.

The server waits for a fifth of a second here, and not for the seven seconds of `manage.py serve`.
"""

import re
import sqlite3
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection, connections
from django.test import Client

from floor.models import Floor
from tests.factories import release
from tests.floor.live.served import Site

pytestmark = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has many writers at once")
ACT = "/fr/dialogue/sessions/session-0/console/close/"


@pytest.fixture
def site(crowded_room, monkeypatch):
    monkeypatch.setitem(connections.databases["default"]["OPTIONS"], "timeout", 0.2)
    release(crowded_room.conference)
    site = Site()
    site.start()
    yield site
    site.stop()


@pytest.fixture
def long_write():
    """Another connection that writes: it holds the database until the test lets go."""
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def press(site, officer, fragment):
    client = Client()
    client.force_login(officer, settings.AUTHENTICATION_BACKENDS[-1])
    page = client.get("/fr/dialogue/sessions/session-0/console/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    body = urlencode({"csrfmiddlewaretoken": token, "version": "1"})
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", **fragment}

    def act():
        return site.post(ACT, body, **headers)

    return act


@pytest.mark.parametrize(
    ("fragment", "kind"),
    [({"Rostrum-Fragment": "console"}, "application/json"), ({"Accept": "text/html"}, "text/html")],
)
def test_act_that_waits_for_a_long_write_is_refused_with_a_sentence_and_may_be_sent_again(
    site, crowded_room, fragment, kind, request
):
    crowded_room.officer.user_permissions.add(Permission.objects.get(codename="run_floor"))
    act = press(site, crowded_room.officer, fragment)
    before = Floor.objects.get().version
    other = request.getfixturevalue("long_write")

    refused = act()
    other.execute("ROLLBACK")
    done = act()

    assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
    assert refused.headers["Content-Type"].startswith(kind)
    sentence = "La base de données est occupée par une longue écriture." if kind == "text/html" else "occup"
    assert sentence in refused.body.decode()
    assert ('"busy": true' in refused.body.decode()) == (kind == "application/json")
    assert done.status in (200, 302)
    assert Floor.objects.get().version == before + 1
