import json
import re

import pytest

from conference.languages import CODES, columns, official
from tests.factories import in_six, make_conference, make_panel, make_released, make_session, make_speaker, release

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SITE = "http://localhost:8000"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
HOSTILE = "</script><script>alert(1)</script><!-- & \"'"


def found(client, page="", code="en"):
    """What a page tells machines; None where it tells nothing."""
    body = client.get(f"/{code}/dialogue/{page}").content.decode()
    data = SCRIPT.findall(body)
    assert len(data) <= 1
    return json.loads(data[0]) if data else None


@pytest.fixture
def conference(db):
    conference = make_conference(**in_six("venue", "Headquarters"))
    conference.organizers.create(role="organizer", url="https://example.org/{language}", **in_six("name", "Office"))
    conference.organizers.create(role="partner", **in_six("name", "Partner"))
    panel = make_panel(conference, room=conference.rooms.create(**in_six("name", "Room")))
    panel.roles.create(kind="panellist", speaker=make_speaker(conference, **in_six("name", "Somebody")))
    make_session(conference, kind="break")
    release(conference)
    return conference


@pytest.mark.parametrize("code", CODES)
def test_programme_is_an_event_with_its_sessions(client, conference, code):
    suffix = official(code).suffix
    times = {"startDate": "2012-04-03T10:00:00-04:00"}
    event = {"@type": "Event", "inLanguage": official(code).html, **times}
    venue = f"Headquarters ({suffix})"
    office = {"@type": "Organization", "name": f"Office ({suffix})"}

    assert found(client, code=code) == {
        "@context": "https://schema.org",
        **event,
        "name": f"Dialogue ({suffix})",
        "endDate": "2012-04-03T10:20:00-04:00",
        "url": f"{SITE}/{code}/dialogue/",
        "location": {"@type": "Place", "name": venue, "address": venue},
        "organizer": [{**office, "url": f"https://example.org/{official(code).exchange}"}],
        "subEvent": [
            {
                **event,
                "name": f"Session 0 ({suffix})",
                "endDate": "2012-04-03T10:10:00-04:00",
                "url": f"{SITE}/{code}/dialogue/sessions/session-0/",
                "location": {"@type": "Place", "name": f"Room ({suffix})", "address": venue},
            }
        ],
    }


def test_session_is_an_event_in_its_dialogue(client, conference):
    data = found(client, "sessions/session-0/")

    assert (data["name"], data["superEvent"]["name"]) == ("Session 0 (en)", "Dialogue (en)")
    assert data["organizer"] == data["superEvent"]["organizer"]
    assert found(client, "sessions/session-1/") is None  # a break


def test_name_in_another_language_says_in_which(client):
    conference = make_conference(title_fr="")
    release(conference)

    data = found(client, code="fr")

    assert (data["name"], data["inLanguage"]) == ("Dialogue (en)", "en")
    assert (data["startDate"], data["endDate"]) == ("2012-04-03", "2012-04-03")
    assert "location" not in data
    assert "subEvent" not in data
    assert [each["@type"] for each in data["organizer"]] == ["Organization"]


def test_nobody_is_named(client, conference):
    for page in ("", "sessions/session-0/"):
        assert "Somebody" not in json.dumps(found(client, page))


def test_draft_rehearsal_and_old_revision_tell_machines_nothing(client, conference):
    make_released(slug="rehearsal", purpose="rehearsal")

    assert found(client, "revisions/1/") is None
    assert found(client, "revisions/1/sessions/session-0/") is None
    assert "ld+json" not in client.get("/en/rehearsal/").content.decode()
    conference.sessions.update(**in_six("title", "Draft"))
    assert "Draft" not in json.dumps(found(client))


def test_text_that_wants_to_end_the_script_stays_text(client, conference):
    conference.sessions.update(**dict.fromkeys(columns("title"), HOSTILE))
    release(conference)

    body = client.get("/en/dialogue/").content.decode()

    assert found(client)["subEvent"][0]["name"] == HOSTILE
    assert "<script>alert" not in body
    assert not set("<>&") & set(SCRIPT.findall(body)[0])
