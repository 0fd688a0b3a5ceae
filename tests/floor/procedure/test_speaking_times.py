from datetime import timedelta
from uuid import uuid4

import pytest

from conference.refusals import Refusal
from floor.models import Floor, SpeakingTime
from floor.procedure import presiding
from floor.procedure.events import undo
from floor.procedure.requests import ask_for_panellist
from floor.procedure.speaking_times import SpeakingTimes, reply_number, set_time_of_kind
from tests.constraints import refuses
from tests.factories import in_six, make_panel

MINUTE = timedelta(minutes=1)
Kind = SpeakingTime.Kind


def given(room, row):
    current = room.speaking()
    return room.give(row, instead_of=current).allowance / MINUTE


def times(room):
    found = SpeakingTimes(room.session, Floor.objects.get().speaking_time).by_kind
    return {kind and str(kind): (row.time / MINUTE, str(row.source)) for kind, row in found.items()}


def set_here(room, kind, minutes):
    set_time_of_kind(room.session, kind, minutes and minutes * MINUTE, by=room.officer, at=room.at)


def test_each_kind_has_what_is_usual_where_nothing_is_set(room):
    presiding.set_speaking_time(room.session, 2 * MINUTE, by=room.officer, at=room.at)

    assert times(room) == {
        None: (2, "set for this session"),
        "group": (2, "as delegations"),
        "minister": (2, "as delegations"),
        "answer": (3, "from the programme"),
        "first-reply": (10, "decision 34/401 of the General Assembly"),
        "second-reply": (5, "decision 34/401 of the General Assembly"),
        "point-of-order": (2, "as delegations"),
    }


def test_time_of_the_session_goes_before_that_of_the_conference(room):
    other = make_panel(room.conference)
    SpeakingTime.objects.create(conference=room.conference, kind=Kind.GROUP, time=5 * MINUTE)
    SpeakingTime.objects.create(session=other, kind=Kind.GROUP, time=9 * MINUTE)
    assert times(room)["group"] == (5, "default of the conference")

    set_here(room, Kind.GROUP, 4)
    assert times(room)["group"] == (4, "set for this session")

    set_here(room, Kind.GROUP, None)
    assert times(room)["group"] == (5, "default of the conference")


def test_floor_is_given_with_the_time_of_the_kind(room):
    for kind, minutes in ((Kind.GROUP, 5), (Kind.MINISTER, 4), (Kind.ANSWER, 6), (Kind.POINT_OF_ORDER, 1)):
        set_here(room, kind, minutes)
    group = room.conference.groups.create(**in_six("name", "Group"))
    answer = ask_for_panellist(room.panellist, key=uuid4(), by=room.officer, at=room.at)

    assert given(room, room.ask(0)) == 3
    assert given(room, room.ask(1, group=group)) == 5
    assert given(room, room.ask(2, level="minister")) == 4
    assert given(room, room.ask(3, level="permanent-representative")) == 3
    assert given(room, room.ask(4, level="head-of-state", group=group)) == 5
    assert given(room, answer) == 6
    assert given(room, room.ask(0, kind="point-of-order")) == 1


def test_second_right_of_reply_of_a_delegation_has_its_own_time(room):
    assert given(room, room.ask(0, kind="right-of-reply")) == 10
    assert given(room, room.ask(1, kind="right-of-reply")) == 10
    assert given(room, room.ask(0, kind="right-of-reply")) == 5

    third = room.ask(0, kind="right-of-reply")
    assert (reply_number(third), given(room, third)) == (3, 5)


def test_struck_right_of_reply_does_not_count(room):
    reply = room.ask(0, kind="right-of-reply")
    given(room, reply)
    presiding.conclude(room.session, by=room.officer, at=room.later(1), expected=reply.pk)
    presiding.strike(reply, reason="Entered for the wrong delegation", by=room.officer, at=room.at)

    assert reply_number(room.ask(0, kind="right-of-reply")) == 1


def test_time_of_a_kind_that_was_set_is_taken_back(room):
    set_here(room, Kind.GROUP, 5)
    set_here(room, Kind.GROUP, 6)

    found = []
    for _step in range(2):
        undo(room.session, by=room.officer, at=room.at)
        found.append(times(room)["group"])

    assert found == [(5, "set for this session"), (3, "as delegations")]


@pytest.mark.parametrize("minutes", [0.1, -1, 61])
def test_odd_time_of_a_kind_is_refused(room, minutes):
    with pytest.raises(Refusal, match="between ten seconds and one hour"):
        set_here(room, Kind.GROUP, minutes)


def test_database_keeps_one_time_of_a_kind_of_a_conference_or_a_session(room):
    create, conference, session = SpeakingTime.objects.create, room.conference, room.session
    create(conference=conference, kind="group", time=MINUTE)
    create(session=session, kind="group", time=None)

    assert refuses(create, conference=conference, kind="group", time=MINUTE)
    assert refuses(create, session=session, kind="group", time=MINUTE)
    assert refuses(create, conference=conference, session=session, kind="answer", time=MINUTE)
    assert refuses(create, kind="answer", time=MINUTE)
    assert refuses(create, conference=conference, kind="answer", time=None)
    assert refuses(create, conference=conference, kind="answer", time=-MINUTE)
    assert refuses(create, conference=conference, kind="answer", time=61 * MINUTE)
    create(conference=conference, kind="answer", time=60 * MINUTE)
