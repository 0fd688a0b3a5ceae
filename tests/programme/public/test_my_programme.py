import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference import caches
from conference.languages import CODES, columns
from conference.models import Conference, Release
from programme.release.history import unreleased_changes
from tests.factories import MORNING, in_six, make_conference, make_released, make_session, release
from tests.pages import as_drawn, page
from tests.programme.public.test_hostile_texts import HOSTILE, RAW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize("sessions", [1, 3])
def test_my_programme_is_the_whole_programme_until_the_script_chooses(client, sessions):
    make_released(sessions)

    for code in CODES:
        caches.clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/{code}/dialogue/my-programme/")
        body = response.content.decode()
        assert (response.status_code, len(queries), body.count("data-session=")) == (200, 2, sessions)
        assert 'class="without-script lead"' in body


def test_session_says_what_the_script_keeps_of_it(client):
    conference = make_conference()
    room = conference.rooms.create(**in_six("name", "Room"))
    make_session(conference, room=room)
    release(conference)

    said = f'data-session="session-0" data-place="{room.pk}"'

    for path in ("", "sessions/session-0/", "my-programme/"):
        assert said in page(client, f"/fr/dialogue/{path}")


def test_nothing_is_chosen_from_an_old_revision(client):
    make_released()

    for path in ("", "sessions/session-0/"):
        assert "data-session" not in page(client, f"/en/dialogue/revisions/1/{path}")
    assert client.get("/en/dialogue/revisions/1/my-programme/").status_code == 404


def test_my_programme_is_the_same_for_everybody_and_not_indexed(client):
    make_released()

    response = client.get("/en/dialogue/my-programme/")

    assert response.headers["Rostrum-Cache"] == "released; reads="
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_text_that_wants_to_be_a_script_stays_text(client):
    conference = make_conference()
    room = conference.rooms.create(**dict.fromkeys(columns("name"), HOSTILE))
    make_session(conference, room=room, **dict.fromkeys(columns("title"), HOSTILE))
    Conference.objects.update(**dict.fromkeys(columns("title"), HOSTILE))
    release(conference)

    body = page(client, "/en/dialogue/my-programme/")

    assert "&lt;script&gt;" in body
    assert [raw for raw in RAW if raw in body] == []


def test_release_that_does_not_know_the_keys_of_its_rooms_is_shown_and_nothing_has_changed(client):
    conference = make_conference()
    make_session(conference, room=conference.rooms.create(**in_six("name", "Room")))
    content = release(conference).content
    del content["sessions"][0]["room_id"]
    Release.objects.release(conference, Release.Matter.PROGRAMME, content, note="", by=None, at=MORNING)

    body = as_drawn(client.get("/en/dialogue/").content.decode())

    assert 'data-place="?"' in body
    assert unreleased_changes(conference) == []


def test_page_has_its_own_words_for_rooms_and_sessions_that_are_no_longer_there(client):
    conference = make_released(2)
    first, second = (conference.rooms.create(**in_six("name", name)) for name in ("First", "Second"))
    for room in (first, second):
        conference.sessions.filter(slug="session-0").update(room=room)
        release(conference)
    conference.sessions.filter(slug="session-1").delete()
    release(conference)

    body = as_drawn(client.get("/ru/dialogue/my-programme/").content.decode())

    for key, name in ((first.pk, "First"), (second.pk, "Second")):
        assert f'<li data-room="{key}">{name} (ru)</li>' in body
    assert '<li data-gone="session-1">Session 1 (ru)</li>' in body


def test_words_of_a_withdrawn_release_are_not_among_those_that_are_no_longer_there(client, admin_user):
    conference = make_released()
    make_session(conference, slug="early", room=conference.rooms.create(**in_six("name", "Early")))
    newest = release(conference)
    newest.withdraw(reason="Too early.", by=admin_user, at=newest.released_at)

    body = client.get("/en/dialogue/my-programme/").content.decode()

    assert 'data-session="session-0"' in body
    assert [word for word in ("data-gone", "data-room", "Early") if word in body] == []
