"""The floor shared by regional groups: sums for everybody, States for staff alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from floor.models import Floor
from floor.procedure import presiding
from floor.statistics.regional_groups import groups_of
from programme.models import Session
from speakers.models import State
from tests.factories import in_six, release
from tests.pages import page
from tests.staff import browser_of, make_member

STATES = (
    ("TUR", "asia", "western-european-and-other"),
    ("USA", "americas", "western-european-and-other"),
    ("KEN", "africa", "african"),
    ("KIR", "oceania", "asia-pacific"),
)


@pytest.fixture
def groups(room):
    """Kenya speaks twice, Türkiye once, an organization once; all in a session that is over and released."""
    for place, (iso3, region, group) in enumerate(STATES):
        state = State.objects.create(
            iso3=iso3, iso2=iso3[:2], m49=str(place), status="member", region=region, regional_group=group
        )
        row = room.delegations[place]
        row.kind, row.state = "states", state
        for column, text in in_six("name", iso3.title()).items():
            setattr(row, column, text)
        row.save()
    last = None
    for number in (2, 0, 4, 2):
        last = room.give(room.ask(number), instead_of=last)
        room.later(60)
    presiding.conclude(room.session, by=room.officer, at=room.at, expected=last.pk)
    release(room.conference)
    return room


def figures_of(room):
    return reverse("floor:statistics", args=["dialogue", room.session.slug])


def test_groups_have_their_states_times_and_others(groups):
    found = groups_of(groups.session, at=groups.at, language="en")

    assert [
        (str(group.label), [row.names["en"] for row in group.heard], [row.names["en"] for row in group.others])
        for group in found
    ] == [
        ("African States", ["Ken (en)"], []),
        ("Asia-Pacific States", [], ["Kir (en)"]),
        ("Western European and other States", ["Tur (en)"], ["Usa (en)"]),
    ]
    assert [(group.times, group.spoken) for group in found] == [
        (2, timedelta(seconds=121)),
        (0, None),
        (1, timedelta(seconds=61)),
    ]


def test_public_figures_tell_the_sums_of_groups_with_their_notes_and_no_state_s_group(groups, client):
    words = page(client, figures_of(groups))

    assert "States by regional group" in words
    assert "Western European and other States" in words
    assert "Tur (en) takes part fully in both" in words
    assert "is in no regional group" not in words  # who has not taken the floor
    assert "States by continent" in words


def test_figures_tell_in_what_manner_the_floor_was_taken(groups, client):
    group = groups.conference.groups.create(**in_six("name", "Group"))
    groups.session.interventions.filter(delegation=groups.delegations[0]).update(group=group)

    words = page(client, figures_of(groups))

    assert "By kind of intervention" in words
    assert "Delegations for themselves" in words
    assert "On behalf of a group" in words


def staff_page(room, role="note-taker"):
    return page(browser_of(make_member(role)), reverse("floor:regional-groups", args=["dialogue", room.session.slug]))


def test_staff_see_the_states_of_each_group_with_the_notes(groups):
    words = staff_page(groups)

    assert "States on the record: 1 of 2. Interventions: 1." in words
    assert "Usa (en) is in no regional group." in words
    assert "Not on the record of this session (1)" in words


def test_without_a_record_nobody_is_said_to_be_missing(groups):
    groups.session.interventions.update(
        state="withdrawn", withdrawn_at=groups.at, given_at=None, concluded_at=None, allowance=None
    )
    Floor.objects.update(record="none", order_known=False)

    words = staff_page(groups)

    assert "No record was kept of who took the floor." in words
    assert "States at the conference: 2." in words
    assert "Not on the record" not in words


def test_other_people_find_no_page_of_groups(groups, client):
    address = reverse("floor:regional-groups", args=["dialogue", groups.session.slug])

    assert client.get(address).status_code == 302
    assert browser_of(make_member("translator-fr")).get(address).status_code == 404


def test_number_of_queries_of_the_page_does_not_grow(groups, django_assert_num_queries):
    session = Session.objects.select_related("conference").get(pk=groups.session.pk)

    for _more in range(2):
        with django_assert_num_queries(2):
            groups_of(session, at=groups.at, language="en")
        codes = {"iso3": f"X{_more}X", "iso2": f"X{_more}", "m49": f"9{_more}"}
        state = State.objects.create(**codes, status="member", region="asia")
        groups.conference.delegations.create(kind="states", state=state, **in_six("name", "More"))
