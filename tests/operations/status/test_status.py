"""The status page of the room day: what a technical officer sees, warnings first."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from conference.models import User
from operations.models import Backup, ServingProcess
from tests.factories import make_conference, make_panel

pytestmark = pytest.mark.django_db
STATUS = "/en/staff/status/"


@pytest.fixture
def officer():
    client = Client()
    client.force_login(User.objects.create_superuser("administrator"))
    return client


def process(number=100, *, seen=timedelta(0), version="1.0", **facts):
    at = timezone.now() - seen
    started = at - timedelta(hours=2)
    about = {"host": "hall-1", "number": number, "version": version, "started_at": started, "seen_at": at}
    return ServingProcess.objects.create(key=uuid4(), facts=facts, **about)


def screen(name, *, seen=timedelta(0), offset=0, way="live"):
    at = (timezone.now() - seen).timestamp()
    floor = "dialogue/session-0"
    return {"key": f"0123{name}".lower(), "name": name, "floor": floor, "offset": offset, "way": way, "seen_at": at}


def warnings(client):
    page = client.get(STATUS)
    return page.context["warnings"]


def test_page_shows_screens_processes_and_floors(officer):
    panel = make_panel(make_conference())
    floors = {f"dialogue/{panel.slug}": {"public": 3, "delegation": 7, "console": 1}}
    process(4711, floors=floors, screens=[screen("Hall A", offset=400)], streams=11, connections=20)

    page = officer.get(STATUS).content.decode()

    for words in ("hall-1:4711", "Hall A", "+0.4", "7 of 0 joined", "1.0"):
        assert words in page


def test_streams_of_all_processes_that_serve_are_added_up(officer):
    panel = make_panel(make_conference())
    for number, seen in ((1, timedelta(0)), (2, timedelta(seconds=10)), (3, timedelta(minutes=5))):
        process(number, seen=seen, floors={f"dialogue/{panel.slug}": {"delegation": 10, "polling": 1}})

    (floor,) = officer.get(STATUS).context["floors"]

    assert floor.phones == 22


def test_what_is_wrong_is_told_in_a_sentence(officer):
    Backup.objects.create(made_at=timezone.now() - timedelta(days=3), size=1, path="backup.tar")
    silent = screen("Lobby", seen=timedelta(minutes=5))
    process(1, screens=[silent, screen("Hall", way="lost", offset=90_000)])
    process(2, seen=timedelta(minutes=10))
    process(3, version="1.1")

    told = [sentence.replace("\xa0", " ") for sentence in warnings(officer)]

    assert {
        "The room screen Lobby gives no sign of life; the last was 5 minutes ago.",
        "The room screen Hall has lost its connection.",
        "The clock of the room screen Hall is wrong by +90.0 seconds.",
        "The process hall-1:2 gives no sign of life; the last was 10 minutes ago.",
        "Processes of different versions serve: 1.0, 1.1.",
        "The latest backup was made 3 days ago.",
    } <= set(told)


def test_where_all_is_well_the_page_says_so(officer, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    Backup.objects.create(made_at=timezone.now(), size=1, path="backup.tar")
    process(1, screens=[screen("Hall")])

    page = officer.get(STATUS)

    assert page.context["warnings"] == []
    assert "All is well." in page.content.decode()


def test_screen_is_shown_as_the_process_told_that_heard_of_it_last(officer):
    process(1, screens=[screen("Hall", seen=timedelta(minutes=9))])
    process(2, screens=[screen("Hall")])

    (shown,) = officer.get(STATUS).context["screens"]

    assert shown.state == "ok"


def test_clock_that_is_right_is_not_off_by_less_than_nothing(officer):
    process(1, screens=[screen("Hall", offset=-20), screen("Lobby", offset=-2600)])

    shown = officer.get(STATUS).context["screens"]

    assert [(each.seconds, each.is_off) for each in shown] == [("+0.0", False), ("-2.6", True)]


def test_name_of_a_screen_is_shown_as_text(officer):
    process(1, screens=[screen("<script>alert(1)</script>", way="lost")])

    page = officer.get(STATUS).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_script_gets_what_changes_and_no_more(officer):
    process(4711)

    part = officer.get(STATUS, headers={"Rostrum-Fragment": "status"}).content.decode()

    assert "hall-1:4711" in part
    assert "<html" not in part
