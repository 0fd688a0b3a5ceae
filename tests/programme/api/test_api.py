import json
import re
from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openapi_spec_validator import validate
from rfc3339_validator import validate_rfc3339

from conference import caches
from conference.languages import CODES
from conference.models import Conference, Release
from programme.api import views
from programme.api.operations import operations
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
from tests.summary.conftest import make_summary
from tests.summary.editions.issuing import issue

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HERE = "/api/v1/conferences/dialogue/"
SAMPLES = {
    "conference": "dialogue",
    "session": "session-0",
    "speaker": "speaker-0",
    "day": "2012-04-03",
    "page": "1",
    "edition": "1",
}


def read(client, address, **headers):
    response = client.get(address, headers=headers)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    return json.loads(response.content)


def closed(schema):
    """A schema that allows no field that it does not name."""
    schema = deepcopy(schema)
    if isinstance(schema, dict):
        if "properties" in schema:
            schema["additionalProperties"] = False
        return {key: closed(value) for key, value in schema.items()}
    return [closed(value) for value in schema] if isinstance(schema, list) else schema


def address_of(operation):
    return "/api/v1/" + re.sub(r"{(\w+)}", lambda match: SAMPLES[match[1]], operation.address)


@pytest.fixture
def conference(db):
    """A conference in which there is one of everything."""
    conference = make_conference(
        **in_six("venue", "Headquarters"),
        cause_url="https://www.un.org/{language}/fund",
        contact_email="desk@un.org",
    )
    panel = make_panel(conference, room=conference.rooms.create(**in_six("name", "Room")), began_at=MORNING)
    panel.guidingquestions.create(position=0, **in_six("text", "How?"))
    press = conference.delegations.create(kind="media", **in_six("name", "Press"))
    panel.roles.create(kind="panellist", speaker=make_speaker(conference, delegation=press))
    conference.documents.create(symbol="A/1", url="https://undocs.org/{language}/A/1", **in_six("title", "Document"))
    conference.organizers.create(role="organizer", **in_six("name", "Office"))
    conference.follow_up_meetings.create(year=2013, **in_six("title", "Meeting"))
    return conference


def test_description_is_valid_openapi(client):
    description = read(client, "/api/v1/openapi.json")

    validate(description)
    assert description["openapi"] == "3.1.0"
    assert len(description["paths"]) == len(operations())


def test_each_answer_is_as_the_description_says_and_says_no_more(client, conference):
    from jsonschema import Draft202012Validator  # reads grammars for two seconds, in each process that imports it

    make_summary(conference)
    issue(conference)
    release(conference)
    Session.objects.update(starts_at=MORNING, ends_at=MORNING.replace(hour=16), room=None, **in_six("title", "Renamed"))
    panel = conference.sessions.get()
    panel.roles.all().delete()
    panel.roles.create(kind="moderator", speaker=make_speaker(conference))
    make_session(conference)
    release(conference, at=MORNING.replace(hour=20))
    schemas = closed(read(client, "/api/v1/openapi.json")["components"])
    checker = Draft202012Validator.FORMAT_CHECKER
    checker.checks("date-time")(lambda value: not isinstance(value, str) or validate_rfc3339(value))

    faults = []
    for operation in operations():
        schema = {"$ref": f"#/components/schemas/{operation.answer}", "components": schemas}
        if operation.answer != "Any":
            validator = Draft202012Validator(schema, format_checker=checker)
            faults += [
                (operation.name, fault.message) for fault in validator.iter_errors(read(client, address_of(operation)))
            ]

    assert faults == []


def test_session_is_told_in_six_languages(client, conference):
    release(conference)

    found = read(client, HERE + "sessions/session-0/")

    about, session = found["conference"], found["session"]
    assert (about["slug"], about["revision"], about["time_zone"]) == ("dialogue", 1, "America/New_York")
    assert list(session["title"]) == ["ar", "zh-Hans", "en", "fr", "ru", "es"]
    assert session["title"]["zh-Hans"] == "Session 0 (zh_hans)"
    assert (session["starts_at"], session["began_at"]) == ("2012-04-03T10:00:00-04:00", "2012-04-03T10:00:00-04:00")
    assert session["room"]["name"]["fr"] == "Room (fr)"
    assert session["roles"][0]["speaker"]["name"]["es"] == "Speaker 0 (es)"
    assert session["pages"]["zh-Hans"] == "http://localhost:8000/zh-hans/dialogue/sessions/session-0/"


def test_guid_is_that_of_the_schedule(client, conference):
    release(conference)

    session = read(client, HERE + "sessions/session-0/")["session"]
    schedule = json.loads(client.get("/fr/dialogue/schedule.json").content)["schedule"]["conference"]

    (event,) = schedule["days"][0]["rooms"]["Room (fr)"]
    assert session["guid"] == event["guid"]
    assert session["roles"][0]["speaker"]["guid"] == event["persons"][0]["guid"]
    assert session["room"]["guid"] == schedule["rooms"][0]["guid"]


def test_text_that_is_missing_is_left_out(client, conference):
    Session.objects.update(title_ru="")
    release(conference)

    found = read(client, HERE + "sessions/session-0/")

    assert "ru" not in found["session"]["title"]
    assert found["conference"]["original_language"] == "en"


def test_address_elsewhere_is_that_of_the_language(client, conference):
    release(conference)

    (document,) = read(client, HERE + "documents/")["documents"]

    assert document["addresses"]["zh-Hans"] == "https://undocs.org/zh/A/1"


@pytest.mark.parametrize("code", CODES)
def test_answer_is_the_same_bytes_whatever_language_the_reader_asks_for(client, conference, code):
    release(conference)

    ours = client.get(HERE, headers={"Accept-Language": code}).content

    assert ours == client.get(HERE).content


def test_draft_and_who_is_not_confirmed_stay_hidden(client, conference):
    release(conference)
    Session.objects.update(**in_six("title", "Not yet"))
    invited = make_speaker(conference, status=Speaker.Status.INVITED, **in_six("name", "Secret"))
    conference.sessions.get().roles.create(kind="moderator", speaker=invited)
    release(conference, at=MORNING.replace(hour=20))
    Session.objects.update(**in_six("title", "Only drafted"))

    bodies = [client.get(address_of(operation)).content.decode() for operation in operations()]

    assert any("Not yet" in body for body in bodies)
    assert [body for body in bodies if "Secret" in body or "Only drafted" in body] == []


def test_what_is_not_public_answers_as_what_never_existed(client, admin_client, conference):
    make_summary(conference)

    never = client.get("/api/v1/conferences/never/")
    hidden = [
        client.get(HERE),
        admin_client.get(HERE),
        client.get(HERE + "summary/"),
        client.get("/api/v1/nothing/here/"),
    ]

    assert (never.status_code, never.headers["Content-Type"]) == (404, "application/problem+json")
    assert set(json.loads(never.content)) == {"type", "title", "status", "detail"}
    assert [(one.status_code, one.content) for one in hidden] == [(404, never.content)] * 4


def test_withdrawn_release_is_gone(client, conference):
    release(conference)
    Release.objects.update(withdrawn_at=MORNING, withdrawal_reason="Wrong")

    assert client.get(HERE + "sessions/").status_code == 404
    assert read(client, "/api/v1/conferences/")["conferences"] == []


@pytest.mark.parametrize("address", ["sessions/pages/2/", "sessions/pages/0/", "days/2012-04-04/", "days/2012-02-30/"])
def test_page_or_day_that_there_is_not_is_not_found(client, conference, address):
    release(conference)

    assert client.get(HERE + address).status_code == 404


def test_long_list_comes_in_pages(client, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    make_released(5)
    address, slugs, counts = "http://localhost:8000" + HERE + "sessions/", [], set()

    while address:
        found = read(client, address.removeprefix("http://localhost:8000"))
        slugs += [session["slug"] for session in found["sessions"]]
        counts.add(found["count"])
        address = found["next"]

    assert (slugs, counts) == ([f"session-{place}" for place in range(5)], {5})
    assert found["previous"] == "http://localhost:8000" + HERE + "sessions/pages/2/"


def test_answer_is_known_by_its_etag_until_the_next_release(client, conference):
    release(conference)
    first = client.get(HERE + "sessions/")
    etag = first.headers["ETag"]

    again = client.get(HERE + "sessions/", headers={"If-None-Match": etag})
    conference.sessions.update(**in_six("title", "Renamed"))
    release(conference, at=MORNING.replace(hour=20))
    after = client.get(HERE + "sessions/", headers={"If-None-Match": etag})

    assert re.fullmatch(r'"[0-9a-f]{32}"', etag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert after.status_code == 200
    assert first.headers["Rostrum-Cache"] == "released; reads="
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_other_sites_may_read_and_nobody_may_write(client, conference):
    release(conference)

    got, head, asked, posted = (getattr(client, method)(HERE) for method in ("get", "head", "options", "post"))

    for response in (got, head, asked, posted):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["X-Robots-Tag"] == "noindex"
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", got.headers["ETag"])
    assert (asked.status_code, asked.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert (posted.status_code, posted.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert posted.headers["Content-Type"] == "application/problem+json"


def test_rehearsal_says_so(client):
    release(make_conference(purpose=Conference.Purpose.REHEARSAL))

    assert [one["purpose"] for one in read(client, "/api/v1/conferences/")["conferences"]] == ["rehearsal"]


def test_hostile_text_stays_text(client, conference):
    hostile = '</script>"\\\u2028\u202e'
    Session.objects.update(title_en=hostile)
    release(conference)

    assert read(client, HERE + "sessions/")["sessions"][0]["title"]["en"] == hostile


@pytest.mark.parametrize("sessions", [1, 3])
def test_answer_takes_two_queries_whatever_its_length(client, sessions):
    make_released(sessions)
    counts = {}

    for name in (
        "conference",
        "sessions",
        "session",
        "day",
        "speakers",
        "speaker",
        "rooms",
        "delegations",
        "documents",
        "changes",
    ):
        caches.clear()
        operation = next(each for each in operations() if each.name == name)
        with CaptureQueriesContext(connection) as queries:
            client.get(address_of(operation))
        counts[name] = len(queries)

    assert set(counts.values()) == {2}


def test_changes_tell_the_role_of_who_joined_and_of_who_left(client):
    conference = make_released()
    panel = conference.sessions.get()
    panel.roles.get(kind="panellist").delete()
    panel.roles.create(kind="moderator", speaker=make_speaker(conference))
    release(conference)

    newest = max(read(client, f"{HERE}changes/")["revisions"], key=lambda revision: revision["number"])

    roles = {(each["act"], each.get("role")) for each in newest["changes"]} - {("new", None)}
    assert roles == {("joined", "moderator"), ("left", "panellist")}


@pytest.mark.parametrize("code", CODES)
def test_page_explains_each_address(client, code):
    page = client.get(f"/{code}/api/v1/").content.decode()

    assert [each.name for each in operations() if f"/api/v1/{each.address}<" not in page] == []
    assert reverse("api:openapi") in page
    assert "<script" not in page


def test_index_leads_to_everything(client):
    found = read(client, "/api/v1/")

    assert found["conferences"] == "http://localhost:8000/api/v1/conferences/"
    assert found["pages"]["ar"] == "http://localhost:8000/ar/api/v1/"
