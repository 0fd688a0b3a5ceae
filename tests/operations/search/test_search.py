"""The staff's search: everything of one conference that its reader may open, however it is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programme.models import Letter
from tests.factories import in_six, make_conference, make_panel, make_session, make_speaker
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db
PAGE = "/en/dialogue/overview/search/"


def found(client, asked, page=PAGE):
    """What the page shows: {kind: [words of each hit]}."""
    groups = client.get(page, {"q": asked}).context["groups"]
    return {
        group.key: [
            *("".join(piece for piece, _marked in hit.name.pieces) for hit in group.hits),
            *("".join(piece for piece, _marked in hit.passage.pieces) for hit in group.texts),
        ]
        for group in groups
    }


@pytest.fixture
def officer(db):
    return browser_of(make_member("secretariat"))


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Li Wei Nguyễn", "Nguyen"),
        ("Bjørn Ødegård", "odegard"),
        ("Анна Ёлкина", "елкина"),
        ("أحمد الحسيني", "حسيني"),
        ("Li Wei Nguyễn", "li@example.org"),
        ("Li Wei Nguyễn", "viet professor"),
    ],
)
def test_people_are_found_by_name_address_delegation_and_function(officer, name, asked):
    conference = make_conference()
    viet_nam = conference.delegations.create(kind="states", **in_six("name", "Viet Nam"))
    about = {"email": "li@example.org", "function_en": "Professor", "delegation": viet_nam} if "Li" in name else {}
    make_speaker(conference, **about, **dict.fromkeys(in_six("name", ""), name))
    make_speaker(conference)

    assert found(officer, asked)["people"] == [name]


def test_body_is_found_by_its_acronym_where_its_name_stands(officer):
    conference = make_conference()
    concept = conference.concepts.create(key="IOM")
    for text in ("IOM", "International Organization for Migration"):
        concept.terms.create(language="en", text=text)
    make_speaker(conference, affiliation_en="International Organization for Migration", name_en="A. Director")

    assert found(officer, "IOM")["people"] == ["A. Director"]


def test_everything_of_a_conference_is_found_and_grouped_by_kind(officer):
    conference = make_conference(background_en="The state of water in the world")
    make_panel(conference, **in_six("title", "Water"))
    conference.rooms.create(**in_six("name", "Water room"))
    conference.documents.create(symbol="A/RES/64/292", **in_six("title", "The right to water"))
    conference.delegations.create(kind="un-system", **in_six("name", "UN-Water"))
    make_speaker(conference, **in_six("name", "W. Waters"))
    letter = {"kind": "invitation", "language": "en", "body": "B", "made_at": timezone.now()}
    Letter.objects.create(conference=conference, subject="Dialogue on water", **letter)

    page = officer.get(PAGE, {"q": "water"})

    assert [(group.key, group.number) for group in page.context["groups"]] == [
        ("people", 1),
        ("sessions", 1),
        ("texts", 1),
        ("letters", 1),
        ("documents", 1),
        ("rooms", 1),
        ("delegations", 1),
    ]
    for group in page.context["groups"]:
        for hit in [*group.hits, *group.texts]:
            assert officer.get(hit.address, follow=True).status_code == 200, hit.address
    assert found(officer, "A/RES/64/292")["documents"] == ["A/RES/64/292 The right to water (en)"]


def test_only_one_conference_is_searched(officer):
    make_session(make_conference(), **in_six("title", "Here"))
    make_session(make_conference(slug="other"), **in_six("title", "Elsewhere"))

    assert found(officer, "here") == {"sessions": ["Here (en)"]}
    assert found(officer, "elsewhere") == {}


def test_name_of_a_protected_person_is_found_by_those_who_may_read_it_and_never_shown(officer):
    conference = make_conference()
    hidden = {"protected": True, "slug": "participant-abc", **in_six("name", "Perpetua"), "email": "p@example.org"}
    make_speaker(conference, **hidden, **in_six("displayed_name", "A survivor"))
    make_speaker(conference, **in_six("name", "Ana"))
    reader = browser_of(make_member("presidents-office"))

    page = officer.get(PAGE, {"q": "perpetua"})
    assert found(officer, "perpetua") == {"people": ["A survivor (en)"]}
    assert "Perpetua (" not in page.content.decode()
    assert found(reader, "ana") == {"people": ["Ana (en)"]}
    for asked in ("perpetua", "survivor", "p@example.org"):
        assert found(reader, asked) == {}, asked


def test_letters_and_addresses_are_found_by_those_alone_who_may_read_them(officer):
    conference = make_conference()
    speaker = make_speaker(conference, email="ana@example.org")
    letter = {"kind": "invitation", "language": "en", "body": "B", "made_at": timezone.now()}
    Letter.objects.create(
        conference=conference, speaker=speaker, subject="Invitation", address="ana@example.org", **letter
    )

    assert found(officer, "ana@example.org") == {"people": ["Speaker 0 (en)"], "letters": ["Invitation"]}
    assert found(browser_of(make_member("presidents-office")), "ana@example.org") == {}


def test_translator_finds_texts_of_their_own_language_and_the_original(officer):
    make_conference(background_en="Water", background_fr="Eau", background_ru="Вода")
    translator = browser_of(make_member("translator-fr"))

    assert [found(translator, asked).get("texts") for asked in ("water", "eau", "вода")] == [["Water"], ["Eau"], None]
    assert found(officer, "вода")["texts"] == ["Вода"]


def test_nothing_asked_and_nothing_found_are_said(officer):
    make_conference()

    assert "The beginning of a word is enough" in officer.get(PAGE).content.decode()
    assert "Nothing was found for" in officer.get(PAGE, {"q": "zzz"}).content.decode()
    assert "Please search for at most" in officer.get(PAGE, {"q": "a" * 300}).content.decode()


def test_search_asks_as_many_queries_for_one_row_as_for_three(officer):
    conference, asked = make_conference(), []
    for _number in range(3):
        make_panel(conference).roles.create(kind="co-chair", speaker=make_speaker(conference))
        with CaptureQueriesContext(connection) as queries:
            officer.get(PAGE, {"q": "speaker"})
        asked.append(len(queries))

    assert asked[2] == asked[1] < 40  # the first fills caches
