"""The staff's timetable: who sees it, what it says, what a shift writes and how it is put back."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference.models import AuditEntry
from programme.models import Session
from tests.factories import MORNING, in_six, make_conference, make_panel, make_session
from tests.pages import page
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
PAGE = "/en/dialogue/timetable/"
QUERIES = 11


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def morning(conference):
    """Three sessions of an hour from 10 a.m., with a quarter of an hour before the last."""
    starts = (MORNING, MORNING + HOUR, MORNING + 2 * HOUR + 15 * MINUTE)
    return [make_session(conference, starts_at=start, ends_at=start + HOUR) for start in starts]


def clocks(conference):
    """The sessions in their order with their times in New York."""
    return [
        (row.slug, *(f"{moment.astimezone(conference.zone):%H:%M}" for moment in (row.starts_at, row.ends_at)))
        for row in conference.sessions.in_order()
    ]


def asked(minutes, **way):
    return {"minutes": minutes, "itself": "lasts", "following": "all", "rooms": "all", **way}


def looked_at(client, session, way):
    """What the form of the preview sends when it is confirmed."""
    body = client.get(f"{PAGE}sessions/{session}/", way).content.decode()
    return {**way, "seen": re.search('name="seen" value="([0-9a-f:]+)"', body)[1]}


def shift(client, session, way, **options):
    return client.post(f"{PAGE}sessions/{session}/shift/", looked_at(client, session, way), **options)


@pytest.mark.parametrize("number", [1, 3])
def test_timetable_asks_the_same_of_the_database_however_long_it_is(secretariat, conference, number):
    room = conference.rooms.create(**in_six("name", "Hall"))
    for _panel in range(number):
        make_panel(conference, room=room)
    secretariat.get(PAGE)

    with CaptureQueriesContext(connection) as queries:
        body = secretariat.get(PAGE).content.decode()

    assert body.count('role="row" class="panel"') == number
    assert len(queries) == QUERIES


def test_timetable_shows_what_happened_beside_the_plan(secretariat, conference):
    make_session(
        conference,
        starts_at=MORNING,
        ends_at=MORNING + HOUR,
        began_at=MORNING + 7 * MINUTE,
        ended_at=MORNING + 59 * MINUTE,
    )

    body = secretariat.get(PAGE).content.decode()

    assert "10.07 a.m." in body
    assert "7 minutes late" in body
    assert "1 minute early" in body


def test_who_only_reads_is_offered_no_act(secretariat, conference, morning):
    acts = ("formaction", f"{PAGE}sessions/")
    offered, read = page(secretariat, PAGE), page(browser_of(make_member("co-chair")), PAGE)

    assert [act for act in acts if act in offered] == list(acts)
    assert "Session 0 (en)" in read
    assert [act for act in acts if act in read] == []


@pytest.mark.parametrize("act", ["shift", "actual-times", "move"])
def test_who_may_not_change_a_session_finds_no_act(conference, morning, act):
    client = browser_of(make_member("co-chair"))

    assert client.post(f"{PAGE}sessions/session-0/{act}/", asked(5)).status_code == 404


def test_actual_times_are_those_nearest_to_the_plan(secretariat, conference):
    late = MORNING.replace(hour=3) + 24 * HOUR  # 11 p.m.
    session = make_session(conference, starts_at=late, ends_at=late + 55 * MINUTE)

    secretariat.post(f"{PAGE}sessions/session-0/actual-times/", {"began_at": "23:05", "ended_at": "00:10"})

    session.refresh_from_db()
    assert (session.began_at, session.ended_at) == (late + 5 * MINUTE, late + 70 * MINUTE)
    entry = AuditEntry.objects.get(act="actual times")
    assert entry.detail["began_at"] == [None, session.began_at.isoformat()]


@pytest.mark.parametrize("sent", [{"ended_at": "11:00"}, {"began_at": "11:00", "ended_at": "10:00"}, {"began_at": "x"}])
def test_impossible_actual_times_come_back(secretariat, morning, sent):
    response = secretariat.post(f"{PAGE}sessions/session-0/actual-times/", sent)

    assert response.status_code == 422
    assert not Session.objects.exclude(began_at=None).exists()


def test_actual_times_of_a_day_to_come_come_back(secretariat):
    day = (timezone.now() + 100 * 24 * HOUR).replace(minute=0, second=0, microsecond=0)
    conference = make_conference(slug="to-come", starts_on=(day - 24 * HOUR).date(), ends_on=(day + 24 * HOUR).date())
    make_session(conference, slug="later", starts_at=day, ends_at=day + HOUR)
    typed = day.astimezone(conference.zone).strftime("%H:%M")

    response = secretariat.post("/en/to-come/timetable/sessions/later/actual-times/", {"began_at": typed})

    assert response.status_code == 422
    assert "This time is still to come; write it once it has happened." in response.content.decode()
    assert not Session.objects.exclude(began_at=None).exists()


def test_minutes_are_those_by_which_the_session_ran_over(secretariat, morning):
    secretariat.post(f"{PAGE}sessions/session-0/actual-times/", {"began_at": "10:00", "ended_at": "11:20"})

    body = secretariat.get(f"{PAGE}sessions/session-0/").content.decode()

    assert re.search(r'name="minutes" value="20"', body)
    assert 'value="moves"' not in body


def test_preview_shows_old_and_new_times_and_writes_nothing(secretariat, conference, morning):
    before = clocks(conference)

    body = secretariat.get(f"{PAGE}sessions/session-0/", asked(20)).content.decode()

    assert "12.35" in re.sub("<[^>]+>", "", body)
    assert clocks(conference) == before


def test_shift_moves_what_follows_and_enters_each_session(secretariat, conference, morning):
    response = shift(secretariat, "session-0", asked(20, following="necessary"), follow=True)

    assert clocks(conference) == [
        ("session-0", "10:00", "11:20"),
        ("session-1", "11:20", "12:20"),
        ("session-2", "12:20", "13:20"),
    ]
    assert "3 sessions have other times." in response.content.decode()
    entries = AuditEntry.objects.filter(act="shift").order_by("pk")
    assert [sorted(entry.detail) for entry in entries] == [
        ["ends_at", "together"],
        ["ends_at", "starts_at", "together"],
        ["ends_at", "starts_at", "together"],
    ]


def test_shift_is_refused_when_the_draft_was_changed_since(secretariat, conference, morning):
    sent = looked_at(secretariat, "session-0", asked(20))
    morning[1].ends_at += 5 * MINUTE
    morning[1].save(update_fields=["ends_at"])
    before = clocks(conference)

    response = secretariat.post(f"{PAGE}sessions/session-0/shift/", sent)

    assert response.status_code == 409
    assert "Something has changed since you looked." in response.content.decode()
    assert clocks(conference) == before


@pytest.mark.parametrize(
    "way",
    [
        asked(""),
        asked("0"),
        asked("1440"),
        asked("9" * 5000),
        asked("x"),
        asked(5, itself="flies"),
        asked(5, rooms="none"),
    ],
)
def test_impossible_shift_comes_back(secretariat, conference, morning, way):
    before = clocks(conference)

    assert secretariat.get(f"{PAGE}sessions/session-0/", way).status_code == 422
    assert secretariat.post(f"{PAGE}sessions/session-0/shift/", way).status_code == 422
    assert clocks(conference) == before


def test_shift_past_the_last_day_is_refused_and_past_midnight_is_told(secretariat, conference, morning):
    page = f"{PAGE}sessions/session-0/"
    refused = secretariat.get(page, asked(11 * 60)).content.decode()
    conference.ends_on = date(2012, 4, 4)
    conference.save()
    told = secretariat.get(page, asked(11 * 60)).content.decode()

    assert "would be on a day on which there is no conference" in refused
    assert 'name="seen"' not in refused
    assert "Passes midnight:" in told
    assert 'name="seen"' in told


def test_session_cannot_end_before_it_begins(secretariat, morning):
    body = secretariat.get(f"{PAGE}sessions/session-0/", asked(-60)).content.decode()

    assert "would end before it begins" in body


@pytest.mark.every_database
def test_room_used_twice_is_told(secretariat, conference, morning):
    room = conference.rooms.create(**in_six("name", "Hall"))
    Session.objects.update(room=room)

    body = secretariat.get(f"{PAGE}sessions/session-1/", asked(-15, itself="moves")).content.decode()

    assert "In the same room at the same time:" in body


def test_shift_goes_by_the_clock_when_summer_time_begins(secretariat):
    """On 11 March 2012 New York's clocks went from 2 to 3 a.m."""
    night = date(2012, 3, 11)
    conference = make_conference(starts_on=night, ends_on=night)
    starts = datetime(2012, 3, 11, 1, 30, tzinfo=ZoneInfo("America/New_York"))
    make_session(conference, starts_at=starts, ends_at=starts + timedelta(hours=2))  # by the clock: to 3.30
    page = f"{PAGE}sessions/session-0/"

    refused = secretariat.get(page, asked(60, itself="moves")).content.decode()
    shift(secretariat, "session-0", asked(120, itself="moves"))

    assert "The clocks are changed on 11 March 2012" in refused
    assert clocks(conference) == [("session-0", "03:30", "05:30")]


def undo_shift(client, **options):
    seen = re.search('name="seen" value="([0-9a-f:]+)"', client.get(PAGE).content.decode())
    return client.post(f"{PAGE}put-back/", {"seen": seen[1]}, **options) if seen else None


def test_shift_can_be_undone_once(secretariat, conference, morning):
    before = clocks(conference)
    shift(secretariat, "session-0", asked(20))

    undo_shift(secretariat)

    assert clocks(conference) == before
    assert AuditEntry.objects.filter(act="put back times").count() == 3
    assert undo_shift(secretariat) is None


def test_shift_is_not_undone_when_times_were_changed_since(secretariat, conference, morning):
    shift(secretariat, "session-0", asked(20))
    Session.objects.filter(slug="session-1").update(ends_at=MORNING + 3 * HOUR)
    before = clocks(conference)

    response = undo_shift(secretariat, follow=True)

    assert "Times were changed since; set them by hand." in response.content.decode()
    assert clocks(conference) == before


@pytest.mark.parametrize("seen", ["", "never", "a\x00b", "é"])
def test_shift_that_never_was_is_not_undone(secretariat, conference, seen):
    response = secretariat.post(f"{PAGE}put-back/", {"seen": seen}, follow=True)

    assert "This shift is not the last one" in response.content.decode()


def move(client, session, direction, **options):
    return client.post(f"{PAGE}sessions/{session}/move/", {"direction": direction}, **options)


def test_session_changes_places_with_its_neighbour_and_back(secretariat, conference, morning):
    Session.objects.filter(slug="session-2").update(ends_at=morning[2].ends_at + 30 * MINUTE)
    before = clocks(conference)

    move(secretariat, "session-2", "up")
    swapped = clocks(conference)
    move(secretariat, "session-2", "down")

    assert swapped == [
        ("session-0", "10:00", "11:00"),
        ("session-2", "11:00", "12:30"),
        ("session-1", "12:45", "13:45"),
    ]
    assert clocks(conference) == before
    assert AuditEntry.objects.filter(act="move").count() == 4


@pytest.mark.every_database
def test_sessions_that_begin_together_change_their_order_alone(secretariat, conference):
    for _session in range(3):
        make_session(conference, starts_at=MORNING, ends_at=MORNING + HOUR)

    move(secretariat, "session-2", "up")

    assert [slug for slug, *__ in clocks(conference)] == ["session-0", "session-2", "session-1"]


def test_sessions_do_not_change_places_over_a_third(secretariat, conference, morning):
    """Where rooms run side by side, everybody’s break does not move."""
    hall, room = (conference.rooms.create(**in_six("name", name)) for name in ("Hall", "Room"))
    Session.objects.update(room=hall)
    Session.objects.filter(slug="session-2").update(starts_at=MORNING + 3 * HOUR, ends_at=MORNING + 5 * HOUR)
    make_session(conference, kind="break", starts_at=MORNING + 2 * HOUR, ends_at=MORNING + 3 * HOUR)
    make_session(conference, room=room, starts_at=MORNING, ends_at=MORNING + HOUR)
    before = clocks(conference)

    response = move(secretariat, "session-2", "up", follow=True)

    assert "They cannot change places" in response.content.decode()
    assert clocks(conference) == before


def test_first_session_has_nothing_above_it_and_what_has_begun_keeps_its_place(secretariat, conference, morning):
    Session.objects.filter(slug="session-0").update(began_at=MORNING)
    before = clocks(conference)

    first = move(secretariat, "session-0", "up", follow=True)
    begun = move(secretariat, "session-1", "up", follow=True)

    assert "There is nothing to move it past." in first.content.decode()
    assert "What has begun keeps its place." in begun.content.decode()
    assert (move(secretariat, "session-1", "sideways").status_code, clocks(conference)) == (404, before)


@pytest.fixture
def panels(conference):
    """Two panels, of which the second is on first."""
    later = make_panel(conference, starts_at=MORNING + HOUR, ends_at=MORNING + 2 * HOUR)
    return [make_panel(conference, starts_at=MORNING, ends_at=MORNING + HOUR), later]


def seen_numbers(client):
    body = client.get(f"{PAGE}numbers/").content.decode()
    return re.search('name="seen" value="([^"]+)"', body)[1].replace("&quot;", '"')


@pytest.mark.every_database
def test_panels_are_numbered_in_the_order_of_time(secretariat, conference, panels):
    assert "The panels are not numbered in the order" in secretariat.get(PAGE).content.decode()

    secretariat.post(f"{PAGE}numbers/", {"seen": seen_numbers(secretariat)})

    assert list(conference.sessions.in_order().values_list("kind", "number")) == [("panel", 1), ("panel", 2)]
    assert AuditEntry.objects.filter(act="renumber").count() == 2


@pytest.mark.parametrize("seen", ["[]", "", "[[1, 2]]", "{", "[" * 100_000, "7", "null"])
def test_numbers_that_nobody_saw_are_not_given(secretariat, conference, panels, seen):
    response = secretariat.post(f"{PAGE}numbers/", {"seen": seen})

    assert response.status_code == 409
    assert list(conference.sessions.in_order().values_list("number", flat=True)) == [2, 1]


def test_timetable_without_sessions_leads_to_the_form_of_the_first(secretariat, conference):
    page = secretariat.get(PAGE).content.decode()

    assert f'href="/en/admin/programme/session/add/?conference={conference.pk}"' in page
