"""The grid of rooms by hours: what it shows, what clashes, where a session can be put, and each step undone."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference.models import AuditEntry
from conference.refusals import Conflict, Refusal
from programme.models import ShiftedSession, TimeShift
from programme.people.views import PER_PAGE
from programme.session_people import sessions_with_people
from programme.timetable.clashes import by_session, clashes_of
from programme.timetable.filters import MOST
from programme.timetable.grid import grid_of
from programme.timetable.placing import NewPlace, cures, put, shown_place
from tests.factories import MORNING, in_six, make_conference, make_session, make_speaker
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
PAGE = "/en/dialogue/timetable/grid/"
QUERIES = 11
DAY = date(2012, 4, 3)


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def rooms(conference):
    return [conference.rooms.create(position=number, **in_six("name", f"Room {number}")) for number in (1, 2, 3)]


@pytest.fixture
def morning(conference, rooms):
    """Two sessions in the first room, of an hour from 10 a.m. and from 11 a.m."""
    return [
        make_session(conference, starts_at=MORNING + hour, ends_at=MORNING + hour + HOUR, room=rooms[0])
        for hour in (0 * HOUR, HOUR)
    ]


def at(hour, minute=0):
    return datetime(2012, 4, 3, hour, minute)


def placed(session, place, seen=None):
    row = session.conference
    return put(row, session.slug, place, seen=seen or shown_place(session).token, by=None, at=timezone.now())


def where(session):
    session.refresh_from_db()
    zone = session.conference.zone
    times = [f"{moment.astimezone(zone):%H:%M}" for moment in (session.starts_at, session.ends_at)]
    return (*times, session.room and session.room.position)


# What clashes


def test_sessions_clash_in_a_room_and_by_a_person_and_in_nothing_else(conference, rooms, morning):
    first, second = morning
    other = make_session(conference, starts_at=MORNING + 30 * MINUTE, ends_at=MORNING + 90 * MINUTE, room=rooms[1])
    make_session(conference, kind="break", starts_at=MORNING, ends_at=MORNING + 2 * HOUR)
    both, gone = make_speaker(conference), make_speaker(conference, status="withdrawn")
    for speaker in (both, gone):
        for session in (first, other):
            session.roles.create(speaker=speaker, kind="panellist")

    [clash] = clashes_of(sessions_with_people(conference))
    assert (clash.kind, clash.first, clash.second, clash.speaker) == ("person", first, other, both)
    other.room = rooms[0]
    other.save()
    found = by_session(clashes_of(sessions_with_people(conference)))
    assert [each.kind for each in found[other.pk]] == ["room", "person", "room"]
    assert (len(found[first.pk]), len(found[second.pk])) == (2, 1)


def test_what_ends_when_the_next_begins_does_not_clash(conference, morning):
    assert morning[0].ends_at == morning[1].starts_at
    assert clashes_of(sessions_with_people(conference)) == []


# What is shown


def test_sessions_of_a_room_at_the_same_time_stand_beside_each_other(conference, rooms, morning):
    late = make_session(conference, starts_at=MORNING + 90 * MINUTE, ends_at=MORNING + 3 * HOUR, room=rooms[0])

    grid = grid_of(conference, DAY, sessions_with_people(conference), rooms)
    lanes = {block.session.pk: (block.lane, block.is_alone) for block in grid.blocks}

    assert lanes == {morning[0].pk: (0, True), morning[1].pk: (0, False), late.pk: (1, False)}
    assert [(column.room, column.lanes, len(column.blocks)) for column in grid.columns] == [
        (rooms[0], 2, 3),
        (rooms[1], 1, 0),
        (rooms[2], 1, 0),
    ]


def test_grid_has_the_hours_of_an_office_and_those_in_which_there_are_sessions(conference, rooms, morning):
    sessions = sessions_with_people(conference)
    assert [grid_of(conference, DAY, sessions, rooms).first, grid_of(conference, DAY, sessions, rooms).last] == [9, 18]
    make_session(conference, starts_at=MORNING - 3 * HOUR, ends_at=MORNING + 13 * HOUR + 10 * MINUTE)

    grid = grid_of(conference, DAY, sessions_with_people(conference), rooms)

    assert (grid.first, grid.last) == (7, 24)
    assert [column.room for column in grid.columns] == [*rooms, None]
    [without_room] = grid.columns[-1].blocks
    assert without_room.css == "from-h-7 from-m-0 for-h-16 for-m-10 lane-all"


@pytest.mark.parametrize("number", [1, 5])
def test_grid_asks_the_same_of_the_database_however_much_it_shows(conference, rooms, number):
    client = browser_of(make_member("secretariat"))
    for _session in range(number):
        session = make_session(conference, starts_at=MORNING, ends_at=MORNING + HOUR, room=rooms[0])
        session.roles.create(speaker=make_speaker(conference), kind="panellist")
    client.get(PAGE)

    with CaptureQueriesContext(connection) as queries:
        body = client.get(PAGE).content.decode()

    assert body.count('data-start="600"') == number
    assert len(queries) == QUERIES


def test_grid_says_what_clashes_and_what_cures_it(conference, rooms, morning):
    other = make_session(
        conference,
        starts_at=MORNING + 30 * MINUTE,
        ends_at=MORNING + 90 * MINUTE,
        room=rooms[0],
        **in_six("title", "Other"),
    )
    client = browser_of(make_member("secretariat"))

    body = client.get(f"{PAGE}?session={other.slug}").content.decode()
    assert ("3 sessions clash with others" in body, "The room is also used by" in body) == (True, True)
    assert ("Move it to: Room 2 (en)" in body, "Begin at noon" in body) == (True, True)
    assert "3 جلسات" in client.get(PAGE.replace("/en/", "/ar/")).content.decode()


# Moving


def test_session_is_put_elsewhere_and_back(conference, rooms, morning):
    session = morning[0]
    placed(session, NewPlace(at(14, 15), at(15, 45), rooms[1]))
    assert where(session) == ("14:15", "15:45", 2)
    placed(session, NewPlace(at(14, 15), at(15, 45), None))
    assert where(session) == ("14:15", "15:45", None)

    client = browser_of(make_member("secretariat"))
    for expected in (("14:15", "15:45", 2), ("10:00", "11:00", 1)):
        body = client.get(PAGE).content.decode()
        seen = re.search(r'id="grid-undo".*?name="seen" value="([0-9a-f:]+)"', body, re.DOTALL)[1]
        client.post(f"{PAGE}undo/", {"seen": seen})
        assert where(session) == expected
    assert 'id="grid-undo"' not in client.get(PAGE).content.decode()
    acts = AuditEntry.objects.filter(subject_type="programme.session").order_by("pk").values_list("act", "detail")
    assert [(act, detail.get("room")) for act, detail in acts] == [
        ("move", [rooms[0].pk, rooms[1].pk]),
        ("move", [rooms[1].pk, None]),
        ("put back times", [None, rooms[1].pk]),
        ("put back times", [rooms[1].pk, rooms[0].pk]),
    ]


def test_step_is_not_undone_when_the_room_was_changed_since(conference, rooms, morning):
    session = morning[0]
    placed(session, NewPlace(at(10), at(11), rooms[1]))
    session.refresh_from_db()
    session.room = rooms[2]
    session.save()

    client = browser_of(make_member("secretariat"))

    assert 'id="grid-undo"' not in client.get(PAGE).content.decode()
    response = client.post(f"{PAGE}undo/", {"seen": "x"})
    assert response.status_code == 409
    assert where(session)[2] == 3


def test_session_that_somebody_else_moved_stays_where_it_is(conference, rooms, morning):
    session = morning[0]
    seen = shown_place(session).token
    placed(session, NewPlace(at(12), at(13), rooms[0]))

    with pytest.raises(Conflict):
        placed(session, NewPlace(at(15), at(16), rooms[0]), seen=seen)
    assert where(session) == ("12:00", "13:00", 1)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (lambda rooms: NewPlace(at(10), at(11), rooms[0]), "Nothing would move."),
        (lambda rooms: NewPlace(at(10), at(10), rooms[0]), "would end before it begins"),
        (
            lambda rooms: NewPlace(at(10) + 24 * HOUR, at(11) + 24 * HOUR, rooms[0]),
            "on a day on which there is no conference",
        ),
    ],
)
def test_session_is_not_put_where_it_cannot_be(conference, rooms, morning, place, words):
    with pytest.raises(Refusal, match=words):
        placed(morning[0], place(rooms))
    assert where(morning[0]) == ("10:00", "11:00", 1)
    assert not TimeShift.objects.exists()


def test_what_has_begun_changes_its_room_alone(conference, rooms, morning):
    session = morning[0]
    session.began_at = session.starts_at
    session.save()

    with pytest.raises(Refusal, match="What has begun keeps its place"):
        placed(session, NewPlace(at(12), at(13), rooms[0]))
    placed(session, NewPlace(at(10), at(11), rooms[2]))
    assert where(session) == ("10:00", "11:00", 3)


def test_proposals_clash_with_nothing(conference, rooms, morning):
    first = morning[0]
    person = make_speaker(conference)
    taken = make_session(conference, starts_at=MORNING, ends_at=MORNING + HOUR, room=rooms[1])
    for session in (first, taken):
        session.roles.create(speaker=person, kind="panellist")
    sessions = sessions_with_people(conference)

    [later] = cures(next(each for each in sessions if each.pk == first.pk), sessions, rooms, conference.zone)
    assert (later.start, later.room) == (at(12), rooms[0])
    taken.roles.all().delete()
    sessions = sessions_with_people(conference)
    elsewhere, later = cures(next(each for each in sessions if each.pk == first.pk), sessions, rooms, conference.zone)
    assert (elsewhere.start, elsewhere.room, later.start) == (at(10), rooms[2], at(12))


def test_room_of_another_conference_is_refused_at_its_field(conference, rooms, morning):
    strange = make_conference(slug="other").rooms.create(**in_six("name", "Strange"))
    client = browser_of(make_member("secretariat"))
    sent = {"day": "2012-04-03", "starts": "noon", "ends": "1 p.m.", "seen": shown_place(morning[0]).token}
    address = f"{PAGE}sessions/{morning[0].slug}/move/"

    refused = client.post(address, sent | {"room": strange.pk})
    assert refused.status_code == 422
    assert where(morning[0]) == ("10:00", "11:00", 1)
    client.post(address, sent | {"room": rooms[1].pk})
    assert where(morning[0]) == ("12:00", "13:00", 2)


def test_database_keeps_rooms_of_those_shifts_alone_that_change_them(conference, rooms, morning):
    shift = TimeShift.objects.create(conference=conference, at=timezone.now())
    times = {"started_at": MORNING, "ended_at": MORNING + HOUR, "starts_at": MORNING, "ends_at": MORNING + HOUR}
    for wrong in ({}, {"room": rooms[0], "starts_at": MORNING - HOUR}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ShiftedSession.objects.create(shift=shift, session=morning[0], **times | wrong)
    ShiftedSession.objects.create(shift=shift, session=morning[0], changes_room=True, room=rooms[0], **times)


# The same elsewhere


def test_list_shows_one_day_of_a_long_programme_and_finds_by_word_and_room(conference, rooms):
    conference.ends_on = DAY + timedelta(days=1)
    conference.save()
    client, address = browser_of(make_member("secretariat")), "/en/dialogue/timetable/"
    for number in range(MOST):
        make_session(conference, starts_at=MORNING, ends_at=MORNING + HOUR, **in_six("title", f"First {number}"))
    next_day = {"starts_at": MORNING + 24 * HOUR, "ends_at": MORNING + 25 * HOUR}
    make_session(conference, room=rooms[2], **next_day, **in_six("title", "Müßig und Nguyễn"))

    def shown(query):
        body = client.get(address + query).content.decode()
        return body.count('role="row" class="'), "Müßig" in body

    assert shown("") == (MOST, False)
    assert shown("?day=2012-04-04") == (1, True)
    assert shown("?day=all") == (MOST + 1, True)
    assert shown("?q=nguyen+MUSSIG") == (1, True)
    assert shown("?q=room+3") == (1, True)
    assert shown(f"?room={rooms[2].pk}&day=all") == (1, True)
    assert shown("?q=nobody") == (0, False)
    assert shown("?day=wrong&room=wrong") == (MOST, False)


def test_list_and_form_and_preview_of_a_shift_say_what_clashes(conference, rooms, morning):
    client, person = browser_of(make_member("secretariat")), make_speaker(conference)
    later = make_session(conference, starts_at=MORNING + 2 * HOUR, ends_at=MORNING + 3 * HOUR, room=rooms[1])
    for session in (morning[1], later):
        session.roles.create(speaker=person, kind="panellist")

    assert "is also in" not in client.get("/en/dialogue/timetable/").content.decode()
    way = {"minutes": 15, "itself": "lasts", "following": "shortened", "rooms": "same"}
    preview = client.get(f"/en/dialogue/timetable/sessions/{morning[1].slug}/", way).content.decode()
    assert "In two sessions at the same time:" in preview
    placed(later, NewPlace(at(11), at(12), rooms[1]))
    assert client.get("/en/dialogue/timetable/").content.decode().count("is also in") == 2


def test_people_are_found_by_word_status_and_session_a_page_at_a_time(conference, rooms, morning):
    client, address = browser_of(make_member("secretariat")), "/en/dialogue/people/"
    for number in range(PER_PAGE):
        make_speaker(conference, status="invited", **in_six("name", f"Person {number}"))
    found = make_speaker(conference, status="confirmed", email="nguyen@example.org", **in_six("name", "Ødegård"))
    morning[0].roles.create(speaker=found, kind="panellist")

    def shown(query):
        body = client.get(address + query).content.decode()
        return body.count('class="person-name"'), "Ødegård" in body

    assert shown("?status=confirmed") == shown("?q=odegard") == shown("?q=NGUYEN%40example") == (1, True)
    assert shown(f"?session={morning[0].slug}") == (1, True)
    assert sum(shown(f"?page={number}")[0] for number in (1, 2)) == PER_PAGE + 1
    assert shown("?q=nobody") == (0, False)
