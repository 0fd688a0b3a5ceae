"""Names in tables: States and delegations are found by any of them, and speakers get short names of theirs."""

from datetime import UTC, date, datetime
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils.translation import override

from conference.languages import CODES
from conference.languages.transliteration import latin
from conference.models import AuditEntry
from speakers.imports.names import comparable_name, states_by_name, usual_names
from speakers.models import Delegation, State
from tests.cases import case
from tests.factories import in_six, make_conference, make_speaker
from tests.loading import load
from tests.speakers.imports.tables import apply_import, csv_of, preview, problems_of, upload
from tests.staff import browser_of, make_member

give_states = import_module("speakers.migrations.0042_states_of_delegations").give_states
pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
TODAY = date(2027, 3, 22)
PERSON = ["short_name", "delegation", "name_en"]
DELEGATION = ["key", "kind", "name_en", "name_ru"]


@pytest.fixture
def conference():
    """A conference with the delegations of five States."""
    load("load_states")
    conference = make_conference(starts_on=TODAY, ends_on=TODAY)
    Delegation.objects.add_states(conference, State.objects.filter(iso3__in=["NOR", "BOL", "DZA", "CHN", "TUR"]))
    return conference


def wanted(content, conference):
    """The rows of a file in which nothing is wrong."""
    found = preview(content, conference)
    assert [row.problems for row in found.rows if row.problems] == []
    return found.rows


def delegations_of(rows):
    return [change.after for row in rows for change in row.changes if change.column.heading == "delegation"]


def test_case_12_delegation_is_found_by_name_and_by_either_code(conference):
    rows = wanted(case("12-delegation-by-name.csv"), conference)

    assert delegations_of(rows) == ["NOR", "BOL", "NOR", "NOR"]


@pytest.mark.parametrize("code", CODES)
def test_delegation_is_found_by_all_names_of_its_state_in_any_language(conference, code):
    names = {
        "ar": ["النرويج", "الجزائر", "تركيا"],
        "zh-hans": ["挪威", "阿尔及利亚", "土耳其"],
        "en": ["norway", "The People’s Democratic Republic of Algeria", "Turkey"],
        "fr": ["NORVEGE", "Algérie", "Turquie"],
        "ru": ["Норвегия", "Алжир", "Турция"],
        "es": ["Noruega", "Argelia", "Turquia"],
    }[code]

    with override("zh-hans"):
        rows = wanted(csv_of(PERSON, *(["", name, f"Person {place}"] for place, name in enumerate(names))), conference)

    assert delegations_of(rows) == ["NOR", "DZA", "TUR"]


def test_usual_names_of_states_are_read_and_lead_to_one_state_each():
    load("load_states")
    found = states_by_name(State.objects.prefetch_related("former_names"))
    names = ["Iran", "Bolivie", "Россия", "США", "韩国", "UK", "The Netherlands", "Vietnam", "Kongo", "Korea", "Congo"]

    iso3 = [state and state.iso3 for state in map(found.get, map(comparable_name, names))]

    assert iso3 == ["IRN", "BOL", "RUS", "USA", "KOR", "GBR", "NLD", "VNM", None, None, "COG"]
    usual = [(iso3, name) for iso3, names in usual_names().items() for name in names]
    assert [(iso3, name) for iso3, name in usual if found[comparable_name(name)].iso3 != iso3] == []


def test_organization_is_found_by_its_name_and_two_of_one_name_are_refused_with_their_keys(conference):
    made = [conference.delegations.create(kind="media", **in_six("name", name)) for name in ("Press", "Press", "Radio")]

    rows = preview(csv_of(PERSON, ["", "radio (fr)", "A"], ["", "Press (en)", "B"]), conference).rows

    assert rows[0].values["delegation_id"] == made[2].pk
    keys = f"{made[0].pk}, {made[1].pk}"
    assert [each.message for each in rows[1].problems] == [
        f"Several delegations are called “Press (en)”. Write the key of one of them: {keys}."
    ]


def test_state_without_a_delegation_here_is_refused(conference):
    assert problems_of(csv_of(PERSON, ["", "Sweden", "Somebody"]), conference) == [
        (2, "B", "delegation", "This conference has no delegation “Sweden”.")
    ]


def test_case_31_delegations_of_states_are_not_doubled_by_their_names(conference):
    words = "The delegation “%s” has this name. Write that key to change it."

    assert problems_of(case("31-delegations-by-name.csv"), conference, "delegations") == [
        (2, "", "name_en", words % "DZA"),
        (3, "", "name_en", words % "NOR"),
    ]


def test_case_31_new_delegations_get_the_states_of_their_names(conference, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    conference.delegations.all().delete()
    content, secretary = case("31-delegations-by-name.csv"), make_member("secretariat")
    found = preview(content, conference, "delegations")
    import_file = upload(content, conference, secretary, NOON, kind="delegations")

    assert apply_import(import_file, seen=found.fingerprint, by=secretary, at=NOON) == 2

    written = conference.delegations.order_by("state__iso3").values_list("state__iso3", "kind", "name_en", "name_fr")
    assert list(written) == [("DZA", "states", "Algeria", "Algérie"), ("NOR", "states", "Norway", "Norvège")]


def test_one_name_twice_in_a_file_is_one_delegation(conference):
    rows = [
        ["", "states", "Sweden", ""],
        ["SE", "", "", ""],
        ["", "media", "A paper", ""],
        ["", "media", "a  Paper", ""],
        ["", "media", "Sudan news", "Судан"],
    ]

    assert problems_of(csv_of(DELEGATION, *rows), conference, "delegations") == [
        (3, "A", "key", "Row 2 has the same key."),
        (5, "", "name_en", "Row 4 has the same name."),
    ]


@pytest.mark.parametrize(
    ("name", "original", "expected"),
    [
        ("14-russian-list.csv", "ru", ["yuriy-primerov", "mariya-primerova"]),
        ("14b-arabic-list.csv", "ar", ["speaker", "speaker-2"]),
    ],
)
def test_case_14_names_of_any_script_get_a_short_name(settings, tmp_path, name, original, expected):
    settings.MEDIA_ROOT = tmp_path
    conference, secretary = make_conference(original_language=original), make_member("secretariat")
    found = preview(case(name), conference)

    apply_import(upload(case(name), conference, secretary, NOON), seen=found.fingerprint, by=secretary, at=NOON)

    assert list(conference.speakers.order_by("pk").values_list("slug", flat=True)) == expected
    again = [message for _row, _place, _heading, message in problems_of(case(name), conference)]
    words = "“%s” is there already. Write it here to change that speaker, else another short name."
    assert again == [words % slug for slug in expected]


def test_numbered_short_name_is_nobody_elses():
    conference = make_conference(original_language="ar")
    make_speaker(conference, slug="speaker")
    rows = [["speaker-2", "", "ليلى"], ["", "", "ناصر"], ["", "", "ناصر"]]

    found = preview(csv_of(["short_name", "delegation", "name_ar"], *rows), conference).rows

    assert [row.key for row in found] == ["speaker-2", "speaker-3", ""]
    assert [each.message for each in found[2].problems] == ["Row 3 has the same name."]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Щукин", "shchukin"),
        ("Ольга", "olga"),
        ("Đặng", "dang"),
        ("Ødegård", "odegard"),
        ("Müßig", "mussig"),
        ("O'Neil-Smith", "o'neil-smith"),
        ("ليلى", "ليلي"),
    ],
)
def test_letters_become_latin(name, expected):
    assert latin(name) == expected


def test_delegations_that_share_a_name_are_told_above_their_list(conference):
    first = conference.delegations.create(kind="states", name_en="Algeria")
    other = conference.delegations.create(kind="media", name_en="A paper")
    client = browser_of(make_member("secretariat"))

    page = client.get("/en/admin/speakers/delegation/").content.decode()

    assert f"Several delegations of “Dialogue (en)” are called “Algeria”: DZA, {first.pk}. Keep one of them." in page
    assert page.count("Several delegations of") == 1
    first.delete()
    page = client.get("/en/admin/speakers/delegation/").content.decode()
    assert f"/delegation/{other.pk}/change/" in page
    assert "Several delegations of" not in page


def test_migration_gives_states_to_delegations_that_have_only_their_names(conference):
    rows = {
        name: conference.delegations.create(kind=kind, **{column: name})
        for name, column, kind in [
            ("  SWEDEN ", "name_en", "states"),
            ("Suède", "name_fr", "states"),
            ("Algeria", "name_en", "states"),
            ("Peru", "name_en", "media"),
            ("Atlantis", "name_en", "states"),
        ]
    }

    give_states(apps, SimpleNamespace(connection=connection))

    found = {name: Delegation.objects.get(pk=row.pk).state for name, row in rows.items()}
    sweden = State.objects.get(iso3="SWE")
    assert found == {"  SWEDEN ": sweden, "Suède": None, "Algeria": None, "Peru": None, "Atlantis": None}
    entry = AuditEntry.objects.get(subject_type="speakers.delegation")
    assert (entry.subject_id, entry.detail) == (str(rows["  SWEDEN "].pk), {"state": [None, "SWE"]})
