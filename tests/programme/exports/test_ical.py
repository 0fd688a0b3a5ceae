from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from conference import caches
from conference.languages import CODES, columns
from conference.models import Release
from programme.exports.vtimezone import zone_component
from programme.models import Session
from speakers.models import Delegation
from tests.factories import (
    MORNING,
    in_six,
    make_conference,
    make_panel,
    make_released,
    make_session,
    make_speaker,
    release,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

AN_HOUR = timedelta(hours=1)
NEW_YORK = ZoneInfo("America/New_York")


def to_come():
    """A last day of a meeting that is not over, whose calendars its pages offer."""
    return timezone.now().date() + timedelta(days=2)


def read(client, address="/en/dialogue/programme.ics"):
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(response.content)


def events(client, address="/en/dialogue/programme.ics"):
    """The events of a calendar: {slug: event}."""
    return {str(event["uid"]).partition(".")[0]: event for event in read(client, address).events}


def test_programme_is_a_calendar_in_the_conference_s_zone(client):
    conference = make_conference(**in_six("venue", "Headquarters"))
    make_session(conference, room=conference.rooms.create(**in_six("name", "Room")), **in_six("description", "What"))
    release(conference)

    body = client.get("/fr/dialogue/programme.ics").content.decode().replace("\r\n ", "")

    assert "BEGIN:VTIMEZONE\r\nTZID:America/New_York\r\n" in body
    for line in (
        "DTSTART;TZID=America/New_York:20120403T100000",
        "DTEND;TZID=America/New_York:20120403T101000",
        "SUMMARY;LANGUAGE=fr:Session 0 (fr)",
        "LOCATION;LANGUAGE=fr:Room (fr)\\, Headquarters (fr)",
        "DESCRIPTION;LANGUAGE=fr:What (fr)\\n\\nhttp://localhost:8000/fr/dialogue/sessions/session-0/",
        "URL:http://localhost:8000/fr/dialogue/sessions/session-0/",
        "UID:session-0.dialogue@localhost",
        "SEQUENCE:0",
        "DTSTAMP:20120403T140000Z",
        "LAST-MODIFIED:20120403T140000Z",
        "STATUS:CONFIRMED",
        "REFRESH-INTERVAL;VALUE=DURATION:PT30M",
        "X-PUBLISHED-TTL:PT30M",
        "X-WR-CALNAME:Dialogue (fr)",
    ):
        assert f"\r\n{line}\r\n" in body


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Paris", "Africa/Casablanca", "Asia/Shanghai", "UTC"])
def test_zone_in_the_calendar_says_what_the_zone_says_at_every_hour_of_its_years(zone):
    observances = zone_component(ZoneInfo(zone), 2012, 2013).subcomponents

    moment = datetime(2012, 1, 1, tzinfo=UTC)
    while moment < datetime(2014, 1, 1, tzinfo=UTC):
        begun = [each for each in observances if _onset(each) <= moment]
        offset = max(begun, key=_onset)["tzoffsetto"].td
        assert offset == moment.astimezone(ZoneInfo(zone)).utcoffset(), moment
        moment += AN_HOUR


def _onset(observance):
    """RFC 5545 (3.6.5): an onset is told by the clock that was in use before it."""
    return (observance["dtstart"].dt - observance["tzoffsetfrom"].td).replace(tzinfo=UTC)


def test_session_that_moves_keeps_its_uid_and_its_sequence_rises(client):
    conference = make_released(2)
    before = {code: events(client, f"/{code}/dialogue/programme.ics") for code in CODES}
    Session.objects.filter(slug="session-0").update(
        starts_at=MORNING + AN_HOUR, ends_at=MORNING + 2 * AN_HOUR, room=conference.rooms.create(**in_six("name", "B"))
    )
    release(conference, at=MORNING + AN_HOUR)

    for code in CODES:
        after = events(client, f"/{code}/dialogue/programme.ics")
        moved, still = after["session-0"], after["session-1"]
        assert moved["uid"] == before["en"]["session-0"]["uid"]
        assert moved["dtstart"].dt == datetime(2012, 4, 3, 11, tzinfo=NEW_YORK)
        assert (moved["sequence"], moved["last-modified"].dt) == (1, MORNING + AN_HOUR)
        assert still.to_ical() == before[code]["session-1"].to_ical()


def test_release_that_changes_nothing_of_a_session_leaves_its_calendar_as_it_was(client):
    conference = make_released()
    before = client.get("/en/dialogue/programme.ics").content
    conference.documents.create(**in_six("title", "Another"))
    release(conference, at=MORNING + AN_HOUR)

    assert client.get("/en/dialogue/programme.ics").content == before


def test_session_that_is_gone_is_cancelled_and_may_come_back(client):
    conference = make_released(2)
    Session.objects.filter(slug="session-1").update(slug="renamed")
    release(conference)  # at the very moment of the first

    gone = events(client)["session-1"]
    alone = events(client, "/en/dialogue/sessions/session-1/session.ics")

    assert (gone["status"], gone["sequence"], gone["summary"]) == ("CANCELLED", 1, "Session 1 (en)")
    assert gone["url"] == "http://localhost:8000/en/dialogue/"
    assert list(alone) == ["session-1"]
    Session.objects.filter(slug="renamed").update(slug="session-1")
    release(conference, at=MORNING + 2 * AN_HOUR)
    assert (events(client)["session-1"]["status"], events(client)["session-1"]["sequence"]) == ("CONFIRMED", 2)


def test_what_is_gone_leaves_the_time_free_and_a_break_is_no_event(client):
    conference = make_released(2, ends_on=to_come())
    Session.objects.filter(slug="session-1").update(slug="renamed")
    make_session(conference, slug="lunch", kind="break")
    release(conference)

    found = {slug: event["transp"] for slug, event in events(client).items()}

    assert found == {"session-0": "OPAQUE", "renamed": "OPAQUE", "session-1": "TRANSPARENT"}
    assert client.get("/en/dialogue/sessions/lunch/session.ics").status_code == 404
    assert ".ics" in client.get("/en/dialogue/sessions/renamed/").content.decode()
    assert ".ics" not in client.get("/en/dialogue/sessions/lunch/").content.decode()


@pytest.mark.every_database
def test_events_are_in_the_order_of_time_whatever_became_of_them(client):
    conference = make_released(3)
    Session.objects.filter(slug="session-0").delete()
    make_session(conference, slug="a-late-one", starts_at=MORNING + AN_HOUR, ends_at=MORNING + 2 * AN_HOUR)
    make_session(conference, slug="an-early-one", starts_at=MORNING - AN_HOUR, ends_at=MORNING)
    release(conference)

    assert list(events(client)) == ["an-early-one", "session-0", "session-1", "session-2", "a-late-one"]


def test_withdrawn_release_counts_but_none_of_its_words_are_shown(client):
    conference = make_released()
    make_session(conference, slug="secret", **in_six("title", "Secret"))
    Session.objects.filter(slug="session-0").update(**in_six("title", "Secret"))
    release(conference, at=MORNING + AN_HOUR)
    newest = Release.objects.get(number=2)

    newest.withdraw(reason="Too early.", by=None, at=MORNING + 2 * AN_HOUR)

    assert b"ecret" not in client.get("/en/dialogue/programme.ics").content
    assert (events(client)["session-0"]["sequence"], events(client)["session-0"]["summary"]) == (2, "Session 0 (en)")
    assert client.get("/en/dialogue/sessions/secret/session.ics").status_code == 404


def test_choice_holds_the_sessions_that_it_names_and_ignores_what_there_is_not(client):
    make_released(3)

    def chosen(query):
        return list(events(client, f"/ar/dialogue/my-programme.ics{query}"))

    assert chosen("?sessions=session-2,session-0,nowhere,,%00%0d%0aBEGIN:VEVENT") == ["session-0", "session-2"]
    assert chosen("?sessions=" + "x" * 50_000) == []
    assert chosen("") == []


def test_text_cannot_break_out_of_its_line(client):
    conference = make_conference()
    hostile = 'a;b,c:\\n"\r\nEND:VEVENT\rBEGIN:VEVENT\nATTACH:file\u2028X:1\x85\x0bY\x1cZ' + "جلسة" * 30
    make_session(conference, **dict.fromkeys(columns("title") + columns("description"), hostile))
    conference.__class__.objects.update(**dict.fromkeys(columns("title") + columns("venue"), hostile))
    conference.refresh_from_db()
    release(conference)

    body = client.get("/en/dialogue/programme.ics").content

    assert [line for line in body.splitlines() if line.startswith((b"ATTACH", b"X:", b"Y", b"Z"))] == []
    assert body.count(b"\nBEGIN:VEVENT") == body.count(b"\nEND:VEVENT") == 1
    assert b"\r" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    text = Calendar.from_ical(body).events[0]["summary"]
    assert text.startswith('a;b,c:\\n"\nEND:VEVENT\nBEGIN:VEVENT\nATTACH:file\nX:1')


def test_missing_translation_is_in_the_original_language_and_says_so(client):
    conference = make_conference()
    make_session(conference, title_fr="")
    release(conference)

    assert events(client, "/fr/dialogue/programme.ics")["session-0"]["summary"] == "Session 0 (en) [English]"


def test_rehearsal_says_so_in_every_event(client):
    make_released(purpose="rehearsal")

    assert events(client)["session-0"]["summary"] == "Session 0 (en) (rehearsal)"


def test_programme_without_sessions_is_a_calendar_too(client):
    release(make_conference())

    assert read(client).events == []


def test_venue_that_names_the_room_is_told_once(client):
    conference = make_conference(**in_six("venue", "Room 2"))
    make_session(conference, room=conference.rooms.create(name_en="Room 2"))
    release(conference)

    assert events(client)["session-0"]["location"] == "Room 2 (en)"


def test_panel_says_its_number_and_its_themes(client):
    conference = make_conference()
    make_panel(conference)
    release(conference)

    assert events(client)["session-0"]["description"] == (
        "Interactive panel discussion I\n\n– Theme 0 (en)\n– Theme 1 (en)\n\n"
        "http://localhost:8000/en/dialogue/sessions/session-0/"
    )


def test_people_stand_with_their_states_and_their_change_is_a_change_of_the_event(client):
    conference = make_conference()
    panel = make_panel(conference)
    nauru = conference.delegations.create(kind=Delegation.Kind.STATES, **in_six("name", "Nauru"))
    panel.roles.create(
        kind="co-chair", speaker=make_speaker(conference, **in_six("function", "Minister"), delegation=nauru)
    )
    panel.roles.create(kind="panellist", speaker=make_speaker(conference))
    release(conference)

    before = events(client)["session-0"]
    panel.roles.filter(kind="panellist").delete()
    release(conference, at=MORNING + AN_HOUR)
    after = events(client)["session-0"]

    assert (
        "\n\nCo-Chair:\n– Speaker 0 (en), Minister (en), Nauru (en)\nPanellist:\n– Speaker 1 (en)"
        in before["description"]
    )
    assert "Panellist" not in after["description"]
    assert (before["uid"], before["sequence"], after["sequence"]) == (after["uid"], 0, 1)


def test_nobody_is_named_in_an_event_that_is_gone(client):
    conference = make_conference()
    make_panel(conference).roles.create(kind="panellist", speaker=make_speaker(conference))
    make_session(conference)
    release(conference)
    assert "Speaker 0" in events(client)["session-0"]["description"]

    conference.sessions.filter(slug="session-0").delete()
    release(conference, at=MORNING + AN_HOUR)

    assert events(client)["session-0"]["status"] == "CANCELLED"
    assert "Speaker 0" not in events(client)["session-0"]["description"]


@pytest.mark.parametrize("sessions", [1, 3])
@pytest.mark.parametrize(
    "page", ["programme.ics", "sessions/session-0/session.ics", "my-programme.ics?sessions=session-0"]
)
def test_calendar_needs_two_queries_whatever_the_number_of_sessions(client, page, sessions):
    conference = make_released(sessions)
    for number, text in enumerate(("Second", "Third"), 1):
        conference.sessions.update(**in_six("description", text))
        release(conference, at=MORNING + number * AN_HOUR)
    caches.clear()

    with CaptureQueriesContext(connection) as queries:
        events(client, f"/en/dialogue/{page}")

    assert len(queries) == 2


def test_calendar_is_a_file_that_is_kept_and_not_indexed(client):
    make_released()

    headers = client.get("/zh-hans/dialogue/sessions/session-0/session.ics").headers

    assert headers["Content-Disposition"] == 'attachment; filename="dialogue-session-0-zh-hans.ics"'
    assert headers["Rostrum-Cache"] == "released; reads="
    assert headers["X-Robots-Tag"] == "noindex"


def test_pages_offer_the_calendar_as_a_file_and_as_a_subscription(client):
    make_released(ends_on=to_come())

    for page, calendar in (("", "programme.ics"), ("sessions/session-0/", "sessions/session-0/session.ics")):
        body = client.get(f"/es/dialogue/{page}").content.decode()
        assert f'href="/es/dialogue/{calendar}"' in body
        assert f'href="webcal://localhost:8000/es/dialogue/{calendar}"' in body
        assert f'<code dir="ltr">http://localhost:8000/es/dialogue/{calendar}</code>' in body
        whole = quote(f"localhost:8000/es/dialogue/{calendar}", safe="")
        assert f'href="https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F{whole}"' in body
        assert f'href="https://outlook.office.com/calendar/0/addfromweb?url=http%3A%2F%2F{whole}"' in body
        assert ".ics" not in client.get(f"/es/dialogue/revisions/1/{page}").content.decode()


def test_calendar_of_what_was_never_released_is_not_found(client):
    make_conference()

    assert client.get("/en/dialogue/programme.ics").status_code == 404
    assert client.get("/en/dialogue/sessions/session-0/session.ics").status_code == 404
