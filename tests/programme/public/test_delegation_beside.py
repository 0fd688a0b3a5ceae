"""The delegation is printed beside its speaker wherever the speaker is."""

import pytest

from conference.languages import CODES
from programme.exports.documents import programme_document, speakers_document
from programme.release.content import content_of
from programme.release.programme import Programme
from speakers.models import Delegation
from tests.factories import in_six, make_conference, make_panel, make_speaker, release

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PLACES = ["", "sessions/session-0/", "speakers/", "list-of-speakers/", "speakers/speaker-0/", "search/?q=rahmon"]


@pytest.fixture
def speaker():
    """A panellist of whom the function is known, and from the delegation the State."""
    conference = make_conference()
    delegation = conference.delegations.create(kind=Delegation.Kind.STATES, **in_six("name", "Tajikistan"))
    speaker = make_speaker(conference, delegation=delegation, **in_six("name", "Rahmon"), **in_six("function", "Judge"))
    make_panel(conference).roles.create(kind="panellist", speaker=speaker)
    return speaker


@pytest.mark.parametrize("page", PLACES)
def test_delegation_stands_once_beside_its_speaker_on_every_page_in_every_language(client, speaker, page):
    release(speaker.conference)

    for code in CODES:
        body = client.get(f"/{code}/dialogue/{page}").content.decode()

        name = f"Tajikistan ({code.replace('-', '_')})"
        assert body.count(f"Judge ({code.replace('-', '_')})") >= 1
        found_itself = page.startswith("search/")  # the delegation, by the name of its speaker
        assert body.count(name) == 1 + found_itself, (code, page)


def test_delegation_stands_beside_its_speaker_in_the_documents(speaker):
    programme = Programme(content_of(speaker.conference))

    lists = [each for block in programme_document(programme, "fr").blocks for each in getattr(block, "lists", ())]
    listed = [getattr(block, "text", "") for block in speakers_document(programme, "fr").blocks]

    assert lists[-2].items[-1].words == "Rahmon (fr), Judge (fr), Tajikistan (fr)"
    assert listed.count("Tajikistan (fr)") == 1  # as the heading of its speakers


def test_delegation_stands_beside_its_speaker_in_the_interface(client, speaker):
    release(speaker.conference)

    session = client.get("/api/v1/conferences/dialogue/sessions/session-0/").json()["session"]

    [role] = session["roles"]
    assert role["speaker"]["delegation"]["name"]["fr"] == "Tajikistan (fr)"


def test_delegation_of_a_protected_speaker_is_told_nowhere(client, speaker):
    speaker.protected, speaker.slug = True, "participant-1"
    for column, text in in_six("displayed_name", "A judge").items():
        setattr(speaker, column, text)
    speaker.save()
    release(speaker.conference)

    for page in ("", "sessions/session-0/", "speakers/", "list-of-speakers/", "speakers/participant-1/"):
        body = client.get(f"/en/dialogue/{page}").content.decode()
        assert "A judge (en)" in body
        assert "Tajikistan" not in body
