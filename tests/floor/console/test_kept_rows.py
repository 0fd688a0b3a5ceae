"""Rows of the console that are kept from one refresh to the next."""

from uuid import uuid4

from speakers.models import Delegation
from tests.loading import load
from tests.staff import browser_of, make_member

SLIP = dict.fromkeys(("group", "speaker_title", "speaker_name", "speaker_function"), "")
SLIP |= {"kind": "intervention", "page": "console"}
CONSOLE = "/en/human-trafficking-2012/sessions/panel-1/console/"


def test_request_is_shown_where_rows_name_each_other(db):
    """In the dialogue of 2012 a session and what it is related to name each other: what is read has no end."""
    load("load_states", "load_dialogue")
    officer = browser_of(make_member("floor-officer"))

    for delegation in Delegation.objects.filter(conference__slug="human-trafficking-2012").order_by("pk")[:3]:
        slip = SLIP | {"key": str(uuid4()), "delegation": delegation.pk}
        response = officer.post(f"{CONSOLE}slip/", slip, headers={"Rostrum-Fragment": "console"})
        assert response.status_code == 200
        assert response.content.decode().count(delegation.name_en) > 1
