from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.release.warnings import grouped, warnings_of
from tests.factories import MORNING, in_six, make_conference, make_panel, make_session, make_speaker, release

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HOUR = timedelta(hours=1)


@pytest.fixture
def conference():
    """A conference about which there is nothing to say."""
    return make_conference(**in_six("venue", "Headquarters"))


@pytest.fixture
def room(conference):
    return conference.rooms.create(**in_six("name", "Room 1"))


def kinds(conference):
    return [warning.kind for warning in warnings_of(conference)]


def told(conference, kind):
    return [[name["en"] for name in warning.about] for warning in warnings_of(conference) if warning.kind == kind]


def make_protected(conference, **fields):
    values = {
        "protected": True,
        "slug": "participant-2b3c4d5e6f",
        "former_slug": "rani-hong",
        **in_six("name", "Rani Hong"),
        **in_six("displayed_name", "A survivor"),
        **fields,
    }
    return make_speaker(conference, **values)


@pytest.mark.every_database
def test_draft_that_is_in_order_has_no_warnings(conference, room):
    panel = make_panel(conference, room=room)
    for kind in ("co-chair", "panellist"):
        panel.roles.create(kind=kind, speaker=make_speaker(conference))

    assert kinds(conference) == []


@pytest.mark.every_database
def test_room_that_is_used_twice_at_once_is_told_with_both_sessions(conference, room):
    make_session(conference, room=room, starts_at=MORNING, ends_at=MORNING + 3 * HOUR)
    make_session(conference, room=room, starts_at=MORNING + HOUR, ends_at=MORNING + 2 * HOUR)
    make_session(conference, room=room, starts_at=MORNING + 2 * HOUR, ends_at=MORNING + 4 * HOUR)
    make_session(conference, room=room, starts_at=MORNING + 4 * HOUR, ends_at=MORNING + 5 * HOUR)

    assert told(conference, "room") == [
        ["Room 1 (en)", "Session 0 (en)", "Session 1 (en)"],
        ["Room 1 (en)", "Session 0 (en)", "Session 2 (en)"],
    ]


@pytest.mark.every_database
def test_person_in_two_sessions_at_once_is_told_and_several_roles_in_one_are_fine(conference, room):
    busy, calm = make_speaker(conference), make_speaker(conference)
    other = conference.rooms.create(**in_six("name", "Room 2"))
    for place in (room, other):
        session = make_session(conference, room=place, starts_at=MORNING, ends_at=MORNING + HOUR)
        session.roles.create(kind="speaker", speaker=busy)
    for kind in ("speaker", "moderator"):
        session.roles.create(kind=kind, speaker=calm)

    assert told(conference, "person") == [["Speaker 0 (en)", "Session 0 (en)", "Session 1 (en)"]]


def test_session_without_a_room_is_told_once_rooms_are_given_and_a_break_needs_none(conference, room):
    for fields in ({}, {"kind": "break"}):
        make_session(conference, **fields)
    assert kinds(conference) == []  # all at the venue

    make_session(conference, room=room)

    assert told(conference, "no-room") == [["Session 0 (en)"]]


def test_session_outside_the_days_of_the_conference_is_told(conference):
    make_session(
        conference, starts_at=datetime(2012, 4, 4, 3, 0, tzinfo=UTC), ends_at=datetime(2012, 4, 4, 3, 59, tzinfo=UTC)
    )
    make_session(
        conference, starts_at=datetime(2012, 4, 4, 4, 0, tzinfo=UTC), ends_at=datetime(2012, 4, 4, 5, 0, tzinfo=UTC)
    )

    assert told(conference, "outside") == [["Session 1 (en)"]]  # in New York the first is on the day itself


WITHOUT_CO_CHAIR = [
    ("confirmed", []),
    ("proposed", []),
    ("invited", []),
    ("declined", ["no-co-chair"]),
    ("withdrawn", ["no-co-chair"]),
]


@pytest.mark.parametrize(("status", "expected"), WITHOUT_CO_CHAIR)
def test_panel_without_a_co_chair_is_told(conference, status, expected):
    make_panel(conference).roles.create(kind="co-chair", speaker=make_speaker(conference, status=status))

    assert [kind for kind in kinds(conference) if kind == "no-co-chair"] == expected


def test_people_in_a_session_who_have_not_confirmed_are_told(conference):
    session = make_session(conference)
    for status in ("invited", "withdrawn", "confirmed"):
        session.roles.create(kind="speaker", speaker=make_speaker(conference, status=status))
    make_speaker(conference, status="invited")

    names = [about[0] for about in told(conference, "not-confirmed")]
    assert names == ["Speaker 0 (en)", "Speaker 1 (en)"]


def test_photograph_without_consent_is_told(conference):
    make_speaker(conference, photograph="photographs/a.jpg")
    make_speaker(conference, photograph="photographs/b.jpg", consents_to_photograph=True)

    assert told(conference, "photograph") == [["Speaker 0 (en)"]]


def test_missing_and_outdated_texts_are_counted_for_each_language(conference):
    session = make_session(conference, title_ru="")
    session.title_en = "Another title"
    session.save()

    found = {(row.kind, row.language.code): row.number for row in warnings_of(conference) if row.language}

    assert found == {("missing", "ru"): 1, **{("outdated", code): 1 for code in ("ar", "zh-hans", "fr", "es")}}


def test_public_revision_and_texts_that_name_a_protected_person_are_told(conference):
    named = make_speaker(conference, slug="rani-hong", **in_six("name", "Rani Hong"))
    session = make_session(conference, title_en="Testimony of RANI HONG (en)")
    release(conference)
    named.delete()

    make_protected(conference, biography_en="Rani Hong (en) was born in India.")
    make_session(conference)

    assert [(row.kind, row.number) for row in warnings_of(conference) if row.kind == "protected-revision"] == [
        ("protected-revision", 1)
    ]
    assert told(conference, "protected-text") == [["A survivor (en)"], [session.title_en]]


def test_serious_warnings_come_first(conference, room):
    make_session(conference)
    for _session in range(2):
        make_session(conference, room=room, starts_at=MORNING, ends_at=MORNING + HOUR)

    assert [(group.kind, group.level) for group in grouped(warnings_of(conference))] == [
        ("room", "serious"),
        ("no-room", "to-check"),
    ]


def test_warnings_take_the_same_queries_for_any_number_of_sessions(room):
    counts = []
    for number in (1, 3):
        conference = make_conference(slug=f"dialogue-{number}")
        for place in range(number):
            speaker = make_speaker(conference, status="invited", photograph="photographs/a.jpg")
            make_panel(conference).roles.create(kind="panellist", speaker=speaker)
            make_protected(conference, slug=f"participant-{place}", biography_en="Rani Hong (en)")
            conference.sessions.update(**in_six("description", f"Text {place}"))
            release(conference)
        with CaptureQueriesContext(connection) as queries:
            warnings_of(conference)
        counts.append(len(queries))

    assert counts == [15, 15]
