"""Lists and choices of the admin find names however they are written, and tell apart those that are alike."""

import json

import pytest

from tests.factories import in_six, make_conference, make_panel, make_session, make_speaker
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db
NAMES = ("Li Wei Nguyễn", "Bjørn Ødegård", "Jürgen Müßig", "Анна Ёлкина", "أحمد الحسيني")


@pytest.fixture
def officer(db):
    return browser_of(make_member("secretariat"))


def found(client, model, asked):
    rows = client.get(f"/en/admin/{model}/", {"q": asked}).context["cl"].result_list
    return [str(row) for row in rows]


def choices(client, asked):
    about = {"app_label": "programme", "model_name": "role", "field_name": "speaker", "term": asked}
    return [row["text"] for row in json.loads(client.get("/en/admin/autocomplete/", about).content)["results"]]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Nguyen", NAMES[0]),
        ("wei nguyen", NAMES[0]),
        ("odegard", NAMES[1]),
        ("mussig", NAMES[2]),
        ("елкина", NAMES[3]),
        ("احمد", NAMES[4]),
        ("person-1@example.org", NAMES[1]),
    ],
)
def test_speakers_are_found_however_they_are_written_and_by_their_address(officer, asked, name):
    conference = make_conference()
    for number, each in enumerate(NAMES):
        texts = dict.fromkeys(in_six("name", ""), each)
        make_speaker(conference, email=f"person-{number}@example.org", **texts)

    assert found(officer, "speakers/speaker", asked) == [name]
    assert choices(officer, asked) == [name]


def test_delegations_and_sessions_are_found_without_accents(officer):
    conference = make_conference()
    for name in ("Türkiye", "Qatar"):
        conference.delegations.create(kind="states", **dict.fromkeys(in_six("name", ""), name))
    panel = make_panel(conference, title_fr="Séance d’ouverture")
    make_session(conference)
    panel.roles.create(kind="panellist", speaker=make_speaker(conference, name_en="Bjørn Ødegård"))

    assert found(officer, "speakers/delegation", "turkiye") == ["Türkiye"]
    assert found(officer, "programme/session", "seance") == [str(panel)]
    assert found(officer, "programme/session", "odegard theme") == [str(panel)]


def test_search_stays_within_the_filters_of_the_list(officer):
    conferences = [make_conference(slug=slug) for slug in ("one", "two")]
    for conference in conferences:
        make_speaker(conference, name_en="Nguyễn")

    asked = {"q": "nguyen", "conference__id__exact": conferences[1].pk}
    listed = officer.get("/en/admin/speakers/speaker/", asked).context["cl"].result_list

    assert [row.conference for row in listed] == [conferences[1]]


def test_people_of_one_name_are_told_apart_by_what_is_known_of_them(officer):
    conference = make_conference()
    germany = conference.delegations.create(kind="states", **in_six("name", "Germany"))
    twins = {"name_en": "Jürgen Müßig", "function_en": "Professor"}
    make_speaker(conference, **twins, delegation=germany)
    make_speaker(conference, **twins | {"name_en": "Jurgen Mussig"}, email="j@example.org")
    make_speaker(conference, name_en="Jürgen Klein")

    assert choices(officer, "jurgen") == [
        "Jürgen Müßig (Germany (en), Professor)",
        "Jurgen Mussig (Professor, j@example.org)",
        "Jürgen Klein",
    ]


def test_whoever_may_not_change_speakers_is_not_told_addresses():
    conference = make_conference()
    for number in range(2):
        make_speaker(conference, name_en="Ana", email=f"person-{number}@example.org")
    reader = browser_of(make_member("presidents-office"))

    assert choices(reader, "ana") == ["Ana (speaker-0)", "Ana (speaker-1)"]
    assert choices(reader, "person-1@example.org") == []
