from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from programme.models import Session
from tests.constraints import refuses
from tests.factories import MORNING, make_conference, make_panel, make_session, make_speaker

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


# Each constraint: the row that it allows, and the row that it refuses


def test_short_name_of_a_session_is_unique_in_its_conference():
    conference = make_conference()
    make_session(conference, slug="opening")
    make_session(make_conference(slug="other"), slug="opening")

    assert refuses(make_session, conference, slug="opening")


def test_number_of_a_panel_is_unique_in_its_conference_and_other_sessions_have_none():
    conference = make_conference()
    make_session(conference, kind="panel", number=1)
    make_session(conference)
    make_session(conference)
    make_session(make_conference(slug="other"), kind="panel", number=1)

    assert refuses(make_session, conference, kind="panel", number=1)


@pytest.mark.parametrize("fields", [{"kind": "panel"}, {"kind": "panel", "number": 0}, {"kind": "break", "number": 1}])
def test_panels_and_no_other_sessions_are_numbered_from_one(fields):
    conference = make_conference()
    make_session(conference, kind="panel", number=1)
    make_session(conference, kind="break")

    assert refuses(make_session, conference, **fields)


@pytest.mark.parametrize("longer", [timedelta(0), -HOUR])
def test_session_ends_after_it_starts(longer):
    conference = make_conference()
    make_session(conference, starts_at=MORNING, ends_at=MORNING + timedelta(minutes=1))

    assert refuses(make_session, conference, starts_at=MORNING, ends_at=MORNING + longer)


@pytest.mark.parametrize("fields", [{"ended_at": MORNING}, {"began_at": MORNING, "ended_at": MORNING - HOUR}])
def test_session_that_ended_began_before(fields):
    conference = make_conference()
    make_session(conference, began_at=MORNING)
    make_session(conference, began_at=MORNING, ended_at=MORNING)

    assert refuses(make_session, conference, **fields)


@pytest.mark.parametrize("speaking_time", [timedelta(0), -HOUR])
def test_speaking_time_is_longer_than_nothing(speaking_time):
    conference = make_conference()
    make_session(conference, speaking_time=timedelta(seconds=1))

    assert refuses(make_session, conference, speaking_time=speaking_time)


def test_speaker_has_each_role_in_a_session_once():
    session = make_session(make_conference())
    speaker = make_speaker(session.conference)
    for kind in ("co-chair", "panellist"):
        session.roles.create(speaker=speaker, kind=kind)

    assert refuses(session.roles.create, speaker=speaker, kind="co-chair")


def test_speaker_with_a_role_is_kept():
    session = make_session(make_conference())
    speaker = make_speaker(session.conference)
    session.roles.create(speaker=speaker, kind="speaker")

    with pytest.raises(ProtectedError):
        speaker.delete()


# What a form is told


def message_of(row):
    try:
        row.full_clean()
    except ValidationError as refusal:
        return refusal.messages
    return []


def test_session_lies_on_the_days_of_its_conference_in_the_zone_of_the_conference():
    tokyo = make_conference(time_zone="Asia/Tokyo")
    early = make_session(tokyo, starts_at=MORNING - 22 * HOUR, ends_at=MORNING - 21 * HOUR)
    late = make_session(tokyo, starts_at=MORNING + 2 * HOUR, ends_at=MORNING + 3 * HOUR)

    assert message_of(early) == []
    assert message_of(late) == ["The conference lasts from 3 April 2012 to 3 April 2012; this is another day."]


def test_session_is_held_in_a_room_of_its_own_conference():
    room = make_conference(slug="other").rooms.create(name_en="Room")

    assert message_of(make_session(make_conference(), room=room)) == ["The room belongs to another conference."]


def test_session_begins_within_a_day_of_the_plan():
    session = make_session(make_conference(), began_at=MORNING + 30 * HOUR)

    assert message_of(session) == ["This is more than a day away from the planned time."]


def test_themes_and_guiding_questions_belong_to_panels():
    conference = make_conference()
    panel, opening = make_panel(conference), make_session(conference, kind="opening")

    assert message_of(panel.guidingquestions.create(text_en="Why?")) == []
    assert "Only a panel has themes and guiding questions." in message_of(opening.themes.create(text_en="Why?"))


def test_role_is_of_a_speaker_of_the_same_conference():
    speaker = make_speaker(make_conference(slug="other"))
    role = make_session(make_conference()).roles.create(speaker=speaker, kind="speaker")

    assert message_of(role) == ["The speaker belongs to another conference."]


def test_sessions_are_in_order_of_time_and_by_hand_where_they_begin_together():
    conference = make_conference()
    later = make_session(conference, starts_at=MORNING + HOUR, ends_at=MORNING + 2 * HOUR)
    second = make_session(conference, starts_at=MORNING, ends_at=MORNING + HOUR, position=2)
    first = make_session(conference, starts_at=MORNING, ends_at=MORNING + HOUR, position=1)

    assert list(Session.objects.in_order()) == [first, second, later]
