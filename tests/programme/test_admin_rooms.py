import pytest

from conference.models import AuditEntry
from tests.factories import in_six, make_conference, make_session
from tests.pages import page
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/en/admin/programme/session/"


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


def room_of(conference, name="Room"):
    return conference.rooms.create(**in_six("name", name))


def move(client, sessions, **sent):
    return client.post(
        LIST,
        {"action": "move_to_room", "_selected_action": [session.pk for session in sessions], **sent},
        follow=True,
    )


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_room_is_asked_for_among_those_of_the_conference(secretariat):
    conference = make_conference()
    own, foreign = room_of(conference, "Own"), room_of(make_conference(slug="other"), "Foreign")

    response = move(secretariat, [make_session(conference)])

    assert list(response.context["form"].fields["room"].queryset) == [own]
    assert f'value="{foreign.pk}">' not in response.content.decode()


def test_sessions_move_to_the_room_and_those_that_moved_are_entered(secretariat):
    conference = make_conference()
    room = room_of(conference)
    sessions = [make_session(conference), make_session(conference), make_session(conference, room=room)]

    response = move(secretariat, sessions, chosen="yes", room=room.pk)

    assert told(response) == ["2 sessions were moved to: Room (en)."]
    assert set(conference.sessions.values_list("room", flat=True)) == {room.pk}
    entries = AuditEntry.objects.filter(act="change")
    assert {(entry.subject_id, str(entry.detail)) for entry in entries} == {
        (str(session.pk), f"{{'room': [None, {room.pk}]}}") for session in sessions[:2]
    }


@pytest.mark.parametrize("room", ["foreign", "", "x", "999999"])
def test_room_that_cannot_be_is_asked_for_again_and_nothing_moves(secretariat, room):
    session = make_session(make_conference())
    foreign = room_of(make_conference(slug="other"))

    response = move(secretariat, [session], chosen="yes", room=foreign.pk if room == "foreign" else room)

    assert response.status_code == 422
    assert list(response.context["sessions"]) == [session]
    session.refresh_from_db()
    assert session.room is None


@pytest.mark.every_database
def test_sessions_of_two_conferences_are_not_moved_together(secretariat):
    sessions = [make_session(make_conference()), make_session(make_conference(slug="other"))]
    room = room_of(sessions[0].conference)

    response = move(secretariat, sessions, chosen="yes", room=room.pk)

    assert told(response) == ["The selected sessions belong to several conferences; select those of one."]
    assert not room.sessions.exists()


@pytest.mark.parametrize("action", ["move_to_room", "delete_selected"])
@pytest.mark.parametrize("key", ["x", "\x00", "9" * 40, ""])
def test_act_on_a_row_that_cannot_be_is_one_on_none(secretariat, action, key):
    session = make_session(make_conference())

    response = secretariat.post(LIST, {"action": action, "_selected_action": [key], "post": "yes"}, follow=True)

    assert told(response) == ["Items must be selected in order to perform actions on them. No items have been changed."]
    session.refresh_from_db()


@pytest.mark.parametrize("role", ["translator-fr", "note-taker"])
def test_who_may_not_change_sessions_is_offered_no_act_and_does_none(role):
    session = make_session(make_conference())
    room = room_of(session.conference)
    person = browser_of(make_member(role))

    offered, read = page(browser_of(make_member("secretariat")), LIST), page(person, LIST)
    for action in ("move_to_room", "delete_selected"):
        person.post(
            LIST, {"action": action, "_selected_action": [session.pk], "room": room.pk, "chosen": "yes", "post": "yes"}
        )

    assert 'name="action"' in offered
    assert "Session 0 (en)" in read
    assert 'name="action"' not in read
    session.refresh_from_db()
    assert session.room is None
