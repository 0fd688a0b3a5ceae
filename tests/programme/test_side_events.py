"""Kinds of session of one's own, and side events with who organizes them."""

import json

import pytest
from django.utils.translation import override

from conference.documents.document import EntryBlock
from conference.languages import CODES
from programme.exports.documents import programme_document
from programme.models import Session
from programme.release.changes import changes_between
from programme.release.content import content_of
from programme.release.programme import Programme
from programme.templatetags.edition import label
from tests.factories import in_six, make_conference, make_session, release
from tests.staff import browser_of, make_member, open_form

pytestmark = pytest.mark.django_db

ADD = "/en/admin/programme/session/add/"


@pytest.fixture
def conference():
    conference = make_conference()
    conference.delegations.create(kind="states", **in_six("name", "Tajikistan"))
    conference.organizers.create(role="partner", **in_six("name", "UN-Water"))
    return conference


@pytest.fixture
def side_event(conference):
    fields = in_six("organized_by", "Tajikistan") | in_six("own_kind", "Reception")
    return make_session(conference, kind=Session.Kind.SIDE_EVENT, **fields)


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


def post_session(secretariat, conference, **fields):
    sent = open_form(secretariat, f"{ADD}?conference={conference.pk}")
    times = {"starts_at_1": "3 p.m.", "ends_at_1": "5.45 p.m.", "title_en": "Rivers", "kind": "side-event"}
    return secretariat.post(ADD, {**sent, **times, **fields})


@pytest.mark.parametrize("code", CODES)
def test_own_kind_and_organizers_stand_on_every_page_in_every_language(client, side_event, code):
    release(side_event.conference)
    suffix = code.replace("-", "_")

    for page in ("", "sessions/session-0/"):
        body = client.get(f"/{code}/dialogue/{page}").content.decode()
        assert f"Reception ({suffix})" in body
        assert f"Tajikistan ({suffix})" in body


def test_own_kind_and_organizers_stand_in_documents_schedules_calendars_and_the_interface(client, side_event):
    release(side_event.conference)
    programme = Programme(content_of(side_event.conference))

    [entry] = [block for block in programme_document(programme, "fr").blocks if isinstance(block, EntryBlock)]
    schedule = json.loads(client.get("/fr/dialogue/schedule.json").content)
    [event] = [each for room in schedule["schedule"]["conference"]["days"][0]["rooms"].values() for each in room]
    calendar = client.get("/fr/dialogue/programme.ics").content.decode().replace("\r\n ", "")
    told = client.get("/api/v1/conferences/dialogue/sessions/session-0/").json()["session"]

    assert entry.kind == "Reception (fr)"
    assert "Organisée par : Tajikistan (fr)" in [line.replace("\u00a0", " ") for line in entry.lines]
    assert (event["type"], "Tajikistan (fr)" in event["description"]) == ("Reception (fr)", True)
    assert "Organisée par Tajikistan (fr)" in calendar
    assert (told["kind"], told["own_kind"]["fr"], told["organized_by"]["fr"]) == (
        "side-event",
        "Reception (fr)",
        "Tajikistan (fr)",
    )


def test_side_event_is_labelled_without_a_kind_of_its_own(client, conference):
    make_session(conference, kind=Session.Kind.SIDE_EVENT)
    release(conference)

    assert '<p class="kind">Manifestation parallèle</p>' in client.get("/fr/dialogue/").content.decode()


def test_panel_of_an_own_kind_keeps_its_number():
    with override("fr"):
        assert label({"kind": "panel", "number": 2, "own_kind": in_codes("Débat")}) == "Débat (fr) II"


def in_codes(text):
    return {code: f"{text} ({code})" for code in CODES}


def test_kind_of_ones_own_is_translated_once_for_the_conference(secretariat, conference, side_event):
    post_session(secretariat, conference, own_kind_en="reception (EN)")

    session = Session.objects.get(slug="rivers")
    assert (session.own_kind_en, session.own_kind_fr) == ("reception (EN)", "Reception (fr)")


def test_known_organizers_fill_themselves_and_an_unknown_one_fills_nothing(secretariat, conference):
    post_session(secretariat, conference, organized_by_en="Tajikistan (en); UN-Water (en)")
    post_session(
        secretariat, conference, title_en="Lakes", organized_by_en="Tajikistan (en); Atlantis", organized_by_fr="Ici"
    )

    known, unknown = Session.objects.get(slug="rivers"), Session.objects.get(slug="lakes")
    assert known.organized_by_fr == "Tajikistan (fr); UN-Water (fr)"
    assert known.organized_by_zh_hans == "Tajikistan (zh_hans)；UN-Water (zh_hans)"
    assert (unknown.organized_by_fr, unknown.organized_by_es or "") == ("Ici", "")


def test_what_is_taken_away_is_told_among_the_changes(side_event):
    before = content_of(side_event.conference)
    Session.objects.update(**dict.fromkeys(in_six("organized_by", ""), ""))

    [change] = changes_between(before, content_of(side_event.conference))

    assert (change.act, change.key) == ("reworded", "session-0")
