import json
import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from conference import caches
from conference.languages import CODES, columns
from conference.models import Conference, Release
from programme.exports import frab
from programme.models import Session
from speakers.models import Speaker
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

SCHEMAS = settings.BASE_DIR.parent / "shared" / "schemas"
HOSTILE = "<script>alert(1)</script>]]>&amp;\"'"
A_DAY = timedelta(days=1)


@cache
def schema():
    if not SCHEMAS.is_dir():
        pytest.skip("the schema (shared/schemas/schedule.xsd) is not beside the repository")
    return etree.XMLSchema(etree.parse(SCHEMAS / "schedule.xsd"))


def read_json(client, address="/en/dialogue/schedule.json"):
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    return json.loads(response.content)["schedule"]


def read_xml(client, address="/en/dialogue/schedule.xml"):
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return etree.fromstring(response.content)


def events(schedule):
    """The events of a schedule: {slug without the conference's: event}."""
    return {
        event["slug"].removeprefix("dialogue-"): event
        for day in schedule["conference"]["days"]
        for found in day["rooms"].values()
        for event in found
    }


def event(client, code="en"):
    return events(read_json(client, f"/{code}/dialogue/schedule.json"))["session-0"]


@pytest.fixture
def conference(db):
    conference = make_conference(**in_six("venue", "Headquarters"))
    panel = make_panel(
        conference, room=conference.rooms.create(**in_six("name", "Room")), **in_six("description", "It")
    )
    panel.guidingquestions.create(position=0, **in_six("text", "How?"))
    for kind in ("panellist", "co-chair"):
        title = in_six("courtesy_title", "Ms.")
        panel.roles.create(kind=kind, speaker=make_speaker(conference, **title))
    return conference


def test_schedule_says_when_where_what_and_who(client, conference):
    release(conference)

    found = read_json(client, "/fr/dialogue/schedule.json")

    facts, (day,) = found["conference"], found["conference"]["days"]
    assert (found["version"], found["url"]) == ("1", "http://localhost:8000/fr/dialogue/schedule.json")
    assert (facts["acronym"], facts["title"], facts["daysCount"]) == ("dialogue", "Dialogue (fr)", 1)
    assert (facts["start"], facts["end"], facts["time_zone_name"]) == ("2012-04-03", "2012-04-03", "America/New_York")
    assert (day["index"], day["date"]) == (1, "2012-04-03")
    assert (day["day_start"], day["day_end"]) == ("2012-04-03T00:00:00-04:00", "2012-04-04T00:00:00-04:00")
    assert [room["name"] for room in facts["rooms"]] == list(day["rooms"]) == ["Room (fr)"]
    (panel,) = day["rooms"]["Room (fr)"]
    assert panel["date"] == "2012-04-03T10:00:00-04:00"
    assert (panel["start"], panel["duration"], panel["room"]) == ("10:00", "00:10", "Room (fr)")
    assert (panel["title"], panel["abstract"], panel["language"]) == ("Session 0 (fr)", "It (fr)", "fr")
    assert panel["description"] == "– Theme 0 (fr)\n– Theme 1 (fr)\n\n– How? (fr)"
    assert panel["url"] == "http://localhost:8000/fr/dialogue/sessions/session-0/"
    names = [person["public_name"] for person in panel["persons"]]
    assert names == ["Ms. (fr) Speaker 1 (fr)", "Ms. (fr) Speaker 0 (fr)"]
    assert {"title": "中文", "url": panel["url"].replace("/fr/", "/zh-hans/"), "type": "related"} in panel["links"]
    assert len(panel["links"]) == 5


@pytest.mark.parametrize("code", CODES)
def test_xml_is_valid_and_says_the_same_as_json(client, conference, code):
    make_session(conference, kind=Session.Kind.BREAK)
    release(conference)

    root = read_xml(client, f"/{code}/dialogue/schedule.xml")
    expected = read_json(client, f"/{code}/dialogue/schedule.json")

    found = {int(each.get("id")): each for each in root.iter("event")}
    assert set(found) == {each["id"] for each in events(expected).values()}
    for each in events(expected).values():
        element = found[each["id"]]
        for name in ("date", "start", "duration", "room", "title", "subtitle", "type", "language", "abstract"):
            assert (element.findtext(name) or "") == each[name]
        assert element.get("guid") == each["guid"]
        assert [person.text for person in element.iter("person")] == [one["public_name"] for one in each["persons"]]
        assert [link.get("href") for link in element.iter("link")] == [link["url"] for link in each["links"]]
    assert root.findtext("version") == "1"
    schema().assertValid(root)


def test_ids_and_guids_stay_in_all_languages_and_revisions(client, conference):
    release(conference)
    before = event(client)
    Session.objects.update(starts_at=MORNING + A_DAY / 24, ends_at=MORNING + A_DAY / 12, **in_six("title", "New"))
    make_session(conference)
    release(conference, at=MORNING + A_DAY)

    def names_of(found):
        return found["id"], found["guid"], [(person["id"], person["guid"]) for person in found["persons"]]

    assert before["guid"] == "55691e52-1d39-53ca-a71d-de1d646acda1"
    assert {code: names_of(event(client, code)) for code in CODES} == dict.fromkeys(CODES, names_of(before))
    assert read_json(client)["version"] == "2"


def test_ids_that_would_meet_differ(client, monkeypatch):
    monkeypatch.setattr(frab, "LARGEST_ID", 4)
    make_released(2)  # with four speakers

    found = events(read_json(client)).values()

    assert len({each["id"] for each in found}) == 2
    assert sorted(person["id"] for each in found for person in each["persons"]) == [1, 2, 3, 4]


def test_revision_shows_what_was_released_then(client, conference):
    release(conference)
    Session.objects.update(**in_six("title", "Renamed"))
    release(conference, at=MORNING + A_DAY)

    old = read_json(client, "/en/dialogue/revisions/1/schedule.json")
    root = read_xml(client, "/en/dialogue/revisions/1/schedule.xml")

    assert (old["version"], events(old)["session-0"]["title"]) == ("1", "Session 0 (en)")
    assert (root.findtext("version"), root.findtext(".//event/title")) == ("1", "Session 0 (en)")
    assert event(client)["title"] == "Renamed (en)"


def test_draft_stays_hidden(client, conference):
    assert client.get("/en/dialogue/schedule.json").status_code == 404
    release(conference)
    Session.objects.update(**in_six("title", "Not yet"))

    for ending in ("json", "xml"):
        assert "Not yet" not in client.get(f"/en/dialogue/schedule.{ending}").content.decode()
        assert client.get(f"/en/dialogue/preview/schedule.{ending}").status_code == 404
        assert client.get(f"/en/dialogue/revisions/2/schedule.{ending}").status_code == 404


def test_only_public_names_are_said_of_people(client, conference):
    panel = Session.objects.get()
    invited = make_speaker(conference, status=Speaker.Status.INVITED, **in_six("name", "Secret"))
    panel.roles.create(kind="moderator", speaker=invited)
    speaker = conference.speakers.get(slug="speaker-0")
    panel.roles.create(kind="moderator", speaker=speaker)
    Speaker.objects.filter(pk=speaker.pk).update(photograph="portrait.jpg", **in_six("biography", "A life"))
    release(conference)

    people = event(client)["persons"]

    assert [set(person) for person in people] == [{"id", "guid", "public_name", "url"}] * 2
    for ending in ("json", "xml"):
        response = client.get(f"/en/dialogue/schedule.{ending}")
        body = response.content.decode()
        assert [word for word in ("Secret", "portrait", "A life") if word in body] == []
        assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.every_database
def test_name_is_in_the_order_of_its_language_and_in_one_language(client, conference):
    Speaker.objects.filter(slug="speaker-0").update(courtesy_title_ru="")
    release(conference)

    assert [one["public_name"] for one in event(client, "zh-hans")["persons"]] == [
        "Speaker 1 (zh_hans)Ms. (zh_hans)",
        "Speaker 0 (zh_hans)Ms. (zh_hans)",
    ]
    assert [one["public_name"] for one in event(client, "ru")["persons"]] == [
        "Ms. (ru) Speaker 1 (ru)",
        "Ms. (en) Speaker 0 (en)",
    ]


def test_text_that_is_missing_is_given_in_the_original_language(client, conference):
    Session.objects.update(title_es="", description_es="")
    release(conference)

    found = event(client, "es")

    assert (found["title"], found["abstract"], found["language"]) == ("Session 0 (en)", "It (en)", "en")


def test_days_are_those_of_the_conference_s_zone(client):
    conference = make_conference(ends_on=date(2012, 4, 4))
    night = datetime(2012, 4, 4, 3, 0, tzinfo=UTC)  # 11 p.m. of the day before in New York
    make_session(conference, starts_at=night, ends_at=night + timedelta(hours=2))
    make_session(conference, starts_at=night + 100 * A_DAY, ends_at=night + 105 * A_DAY)
    release(conference)

    days = read_json(client)["conference"]["days"]
    found = [(day["index"], day["date"], day["rooms"][""][0]) for day in days]

    assert [(index, day, each["start"], each["duration"]) for index, day, each in found] == [
        (1, "2012-04-03", "23:00", "02:00"),
        (2, "2012-07-12", "23:00", "99:59"),
    ]
    schema().assertValid(read_xml(client))


@pytest.mark.parametrize("slug", ["human-trafficking-2012", "un", "-a", "dialogue"])
def test_case_24_acronym_and_rooms_are_as_the_schema_of_json_has_them(client, slug):
    """The pattern and what is required are those of validator/json/schema.json in voc/schedule."""
    conference = make_conference(slug=slug, **in_six("venue", "Headquarters"))
    make_session(conference)
    make_session(conference, room=conference.rooms.create(**in_six("name", "Room")))
    release(conference)

    facts = read_json(client, f"/en/{slug}/schedule.json")["conference"]

    assert re.fullmatch(r"[a-z0-9_-][a-z0-9_]{3,}(-2[0-9]{3}-[a-z]+)?", facts["acronym"])
    assert [set(room) for room in facts["rooms"]] == [{"name", "guid"}] * 2
    assert len({UUID(room["guid"]) for room in facts["rooms"]}) == 2


@pytest.mark.parametrize(("slug", "acronym"), [("un", "un_2012"), ("GA-66", "ga_66")])
def test_programme_without_sessions_and_with_any_short_name_is_valid(client, slug, acronym):
    release(make_conference(slug=slug))

    root = read_xml(client, f"/en/{slug}/schedule.xml")

    assert root.findtext("conference/acronym") == acronym
    assert [day.get("date") for day in root.iter("day")] == ["2012-04-03"]
    schema().assertValid(root)


def test_hostile_text_stays_text(client, conference):
    rooms = conference.rooms
    for rows, field in ((Session.objects, "title"), (Session.objects, "description"), (rooms, "name")):
        rows.update(**dict.fromkeys(columns(field), HOSTILE + "\x0b\ufffe"))
    release(conference)

    root, found = read_xml(client), event(client)

    for name, value in (("title", "title"), ("abstract", "abstract"), ("room", "room")):
        assert root.findtext(f".//event/{name}") == found[value] == HOSTILE + "\ufffd\ufffd"
    assert root.find(".//day/room").get("name") == HOSTILE + "\ufffd\ufffd"
    schema().assertValid(root)


def test_rehearsal_says_so(client):
    release(make_conference(purpose=Conference.Purpose.REHEARSAL))

    assert read_json(client)["conference"]["title"] == "Dialogue (en) (rehearsal)"


def test_file_has_a_name_of_its_own(client, conference):
    release(conference)

    names = [
        client.get(f"/ar/dialogue/{address}").headers["Content-Disposition"]
        for address in ("schedule.xml", "revisions/1/schedule.json")
    ]

    assert names == [
        'attachment; filename="dialogue-schedule-ar.xml"',
        'attachment; filename="dialogue-schedule-revision-1-ar.json"',
    ]


@pytest.mark.parametrize("sessions", [1, 3])
@pytest.mark.parametrize("ending", ["json", "xml"])
def test_schedule_is_the_same_bytes_each_time_with_two_queries(client, sessions, ending):
    make_released(sessions)
    address = f"/en/dialogue/schedule.{ending}"
    before = client.get(address)
    caches.clear()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        after = client.get(address)

    assert (len(queries), after.content) == (2, before.content)
    assert after.headers["Rostrum-Cache"] == "released; reads="


def test_withdrawn_release_is_gone(client, conference):
    release(conference)
    Release.objects.update(withdrawn_at=MORNING, withdrawal_reason="Wrong")

    assert client.get("/en/dialogue/schedule.xml").status_code == 404


def test_programme_links_to_both_where_there_are_any(client, admin_client, conference):
    release(conference)

    page = client.get("/es/dialogue/").content.decode()
    old = client.get("/es/dialogue/revisions/1/").content.decode()
    draft = admin_client.get("/es/dialogue/preview/").content.decode()

    for ending in ("xml", "json"):
        assert f'href="/es/dialogue/schedule.{ending}"' in page
        assert f'href="/es/dialogue/revisions/1/schedule.{ending}"' in old
        assert f"schedule.{ending}" not in draft
