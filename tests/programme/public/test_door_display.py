import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference import caches
from conference.languages import CODES, LANGUAGES, columns
from conference.models import Conference, Release
from tests.factories import MORNING, in_six, make_conference, make_session, release
from tests.pages import body_of
from tests.programme.public.test_hostile_texts import HOSTILE, RAW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def room():
    """A room of a released conference, with one session; another session is held elsewhere."""
    conference = make_conference()
    room = conference.rooms.create(**in_six("name", "Room"))
    make_session(conference, room=room)
    make_session(conference, room=conference.rooms.create(**in_six("name", "Elsewhere")))
    release(conference)
    return room


def door(client, room, code="en", query=""):
    return client.get(f"/{code}/dialogue/rooms/{room.pk}/door/{query}")


def test_door_shows_the_sessions_of_its_room_alone(client, room):
    for language in LANGUAGES:
        body = door(client, room, language.code).content.decode()
        assert f'<html lang="{language.html}" dir="{language.direction}">' in body
        assert f"Session 0 ({language.suffix})" in body
        assert "Session 1" not in body


def test_door_turns_through_the_languages_that_its_address_names(client, room):
    context = door(client, room, query="?languages=AR,fr,ar,xx,&seconds=7").context

    assert [turn.code for turn in context["turns"]] == ["ar", "fr"]
    assert context["seconds"] == 7


@pytest.mark.parametrize(
    ("query", "seconds", "theme"),
    [
        ("?seconds=0&theme=dark", 5, "dark"),
        ("?seconds=9999&theme=light", 600, "light"),
        ("?seconds=٣", 15, ""),
        ("?seconds=" + "9" * 5000, 15, ""),
        ("?languages=" + "x" * 50_000 + '&theme="><script>', 15, ""),
    ],
)
def test_door_takes_no_nonsense_from_its_address(client, room, query, seconds, theme):
    response = door(client, room, query=query)

    assert response.status_code == 200
    assert (response.context["seconds"], response.context["theme"]) == (seconds, theme)
    assert [turn.code for turn in response.context["turns"]] == ["en"]
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize("sessions", [1, 3])
def test_door_needs_two_queries_whatever_the_number_of_sessions(client, sessions):
    conference = make_conference()
    room = conference.rooms.create(**in_six("name", "Room"))
    for _number in range(sessions):
        make_session(conference, room=room)
    release(conference)

    for code in CODES:
        caches.clear()
        with CaptureQueriesContext(connection) as queries:
            response = door(client, room, code, "?languages=ar,en,fr")
        assert (response.status_code, len(queries)) == (200, 2)


def test_door_is_the_same_at_every_hour_and_kept_until_something_is_released(client, room):
    assert door(client, room).headers["Rostrum-Cache"] == "released; reads=languages,seconds,theme"


def test_door_of_a_room_that_moved_to_another_name_keeps_its_address(client, room):
    type(room).objects.filter(pk=room.pk).update(**in_six("name", "Hall"))
    release(Conference.objects.get())

    assert "<h1>Hall (en)</h1>" in door(client, room).content.decode()


def test_room_without_a_released_session_has_no_door(client, room):
    empty = room.conference.rooms.create(**in_six("name", "Empty"))

    assert door(client, empty).status_code == 404
    assert client.get(f"/en/dialogue/rooms/{'9' * 40}/door/").status_code == 404
    assert client.get(f"/en/dialogue/revisions/1/rooms/{room.pk}/door/").status_code == 404


def test_session_page_leads_to_the_door_of_its_room(client, room):
    body = client.get("/ar/dialogue/sessions/session-0/").content.decode()

    assert f'href="/ar/dialogue/rooms/{room.pk}/door/"' in body


def test_release_that_does_not_know_the_keys_of_its_rooms_has_no_doors(client, room):
    content = Release.objects.get().content
    for session in content["sessions"]:
        del session["room_id"]
    Release.objects.release(room.conference, Release.Matter.PROGRAMME, content, note="", by=None, at=MORNING)

    assert "/door/" not in client.get("/en/dialogue/sessions/session-0/").content.decode()
    assert door(client, room).status_code == 404


def test_rehearsal_says_so_at_the_door(client, room):
    Conference.objects.update(purpose="rehearsal")
    release(Conference.objects.get())

    assert '<p class="rehearsal"><strong>Rehearsal.</strong>' in door(client, room).content.decode()


def test_missing_translation_is_in_the_original_language_and_says_so(client, room):
    room.sessions.update(title_ar="")
    release(Conference.objects.get())

    body = door(client, room, "fr", "?languages=ar").content.decode()

    assert '<span lang="en" dir="ltr">Session 0 (en)</span>' in body


def test_text_that_wants_to_be_a_script_stays_text(client, room):
    room.sessions.update(**dict.fromkeys(columns("title"), HOSTILE))
    type(room).objects.update(**dict.fromkeys(columns("name"), HOSTILE))
    Conference.objects.update(**dict.fromkeys(columns("title"), HOSTILE))
    release(Conference.objects.get())

    body = body_of(door(client, room, query="?languages=ar,en"))

    assert "&lt;script&gt;" in body
    assert [raw for raw in RAW if raw in body] == []
