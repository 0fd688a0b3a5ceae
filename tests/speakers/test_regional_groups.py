"""The five regional groups: which State is in which, since when, and what a conference says otherwise."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from conference.languages import CODES
from speakers.models import Delegation, State
from speakers.regional_groups import RegionalGroup, label_on
from tests.constraints import refuses
from tests.factories import in_six, make_conference
from tests.loading import load

DATA = Path(__file__).resolve().parents[2] / "speakers" / "data"
TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def table():
    with (DATA / "regional_groups.csv").open(encoding="utf-8", newline="") as lines:
        return {row["iso3"]: row for row in csv.DictReader(lines)}


def test_members_are_in_five_groups_of_known_size_and_observers_in_none(table):
    assert Counter(row["regional_group"] for row in table.values()) == {
        "african": 54,
        "asia-pacific": 54,
        "eastern-european": 23,
        "latin-american-and-caribbean": 33,
        "western-european-and-other": 29,
    }
    with (DATA / "states.csv").open(encoding="utf-8", newline="") as lines:
        states = {row["iso3"]: row["status"] for row in csv.DictReader(lines)}
    assert set(table) == {iso3 for iso3, status in states.items() if status == "member"}


@pytest.mark.parametrize(
    ("iso3", "group"),
    [
        ("TUR", "western-european-and-other"),
        ("ISR", "western-european-and-other"),
        ("USA", "western-european-and-other"),
        ("AUS", "western-european-and-other"),
        ("KIR", "asia-pacific"),
        ("CYP", "asia-pacific"),
        ("RUS", "eastern-european"),
        ("EST", "eastern-european"),
        ("SSD", "african"),
    ],
)
def test_state_is_in_the_group_that_is_told_of_it(table, iso3, group):
    assert table[iso3]["regional_group"] == group


def test_only_south_sudan_is_in_its_group_since_a_day(table):
    assert {iso3: row["group_since"] for iso3, row in table.items() if row["group_since"]} == {"SSD": "2011-07-14"}


@pytest.mark.parametrize(
    ("day", "name"), [(date(2010, 12, 31), "Asian States"), (date(2011, 1, 1), "Asia-Pacific States")]
)
def test_group_is_called_as_on_the_day(day, name):
    with translation.override("en"):
        assert label_on("asia-pacific", day) == name


@pytest.mark.parametrize("group", RegionalGroup.values)
def test_group_has_a_name_in_each_language(group):
    names = []
    for code in CODES:
        with translation.override(code):
            names.append(str(label_on(group, TODAY)))

    assert len(set(names)) == len(CODES)


@pytest.fixture
def south_sudan(db):
    state = State.objects.create(
        iso3="SSD",
        iso2="SS",
        m49="728",
        status="member",
        region="africa",
        regional_group="african",
        group_since=date(2011, 7, 14),
    )
    return Delegation(kind="states", state=state, conference=make_conference())


@pytest.mark.parametrize(("day", "group"), [(date(2011, 7, 13), "none"), (date(2011, 7, 14), "african")])
def test_state_is_in_its_group_since_a_day(south_sudan, day, group):
    assert south_sudan.regional_group_on(day) == group


def test_conference_says_otherwise(south_sudan):
    south_sudan.regional_group = "asia-pacific"

    assert south_sudan.regional_group_on(date(2000, 1, 1)) == "asia-pacific"


@pytest.mark.parametrize(("kind", "group"), [("states", "none"), ("un-system", "")])
def test_who_has_no_state_is_in_no_group_or_is_not_asked(kind, group):
    assert Delegation(kind=kind).regional_group_on(TODAY) == group


@pytest.mark.django_db
def test_database_refuses_other_groups_and_groups_of_organizations():
    conference = make_conference()
    rows = conference.delegations

    assert refuses(rows.create, kind="states", regional_group="northern", **in_six("name", "A"))
    assert refuses(rows.create, kind="media", regional_group="african", **in_six("name", "A"))
    assert not refuses(rows.create, kind="states", regional_group="african", **in_six("name", "A"))
    state = {"iso2": "AA", "m49": "999", "status": "member", "region": "asia"}
    assert refuses(State.objects.create, iso3="AAA", regional_group="northern", **state)
    assert refuses(State.objects.create, iso3="AAA", regional_group="none", group_since=TODAY, **state)
    assert not refuses(State.objects.create, iso3="AAA", regional_group="african", group_since=TODAY, **state)


@pytest.mark.django_db
def test_groups_are_loaded_and_corrected():
    load("load_states")
    State.objects.update(regional_group="none", group_since=None)

    call_command("load_states")

    assert State.objects.filter(regional_group="african").count() == 54
    assert State.objects.get(iso3="SSD").group_since == date(2011, 7, 14)
    assert set(State.objects.filter(regional_group="none").values_list("iso3", flat=True)) == {"VAT", "PSE"}
