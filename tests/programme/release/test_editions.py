import pytest
from django.urls import reverse
from django.utils.translation import override

from conference.languages import CODES
from conference.models import Release, User
from programme.release import programme
from programme.release.editions import CURRENT, released
from tests.factories import MORNING, in_six, make_conference, make_released, make_session, release
from tests.pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_superuser("staff"))
    return client


def test_edit_is_not_public_before_its_release(client):
    conference = make_released()
    conference.sessions.update(title_en="Edited")

    assert "Edited" not in client.get("/en/dialogue/").content.decode()

    release(conference)
    assert "Edited" in client.get("/en/dialogue/").content.decode()


def test_old_revision_keeps_its_address_and_says_that_it_is_old(client):
    conference = make_released()
    conference.sessions.update(title_en="Edited")
    release(conference)

    old = client.get("/en/dialogue/revisions/1/").content.decode()
    new = client.get("/en/dialogue/revisions/2/").content.decode()

    assert ("Session 0 (en)" in old, "Old revision 1." in old) == (True, True)
    assert ("Edited" in new, "Old revision" in new) == (True, False)


def test_links_of_an_old_revision_stay_in_it(client):
    make_released()

    body = client.get("/fr/dialogue/revisions/1/").content.decode()

    assert 'href="/fr/dialogue/revisions/1/sessions/session-0/"' in body
    assert 'href="/fr/dialogue/sessions/session-0/"' not in body


def test_page_says_the_number_and_the_day_of_its_revision(client):
    make_released()

    body = client.get("/en/dialogue/").content.decode()

    assert "Revision 1" in body
    assert ">3 April 2012, 10 a.m.</time>" in body


def test_withdrawn_revision_answers_as_if_it_had_never_been(client):
    conference = make_released()
    conference.sessions.update(title_en="Named by mistake")
    release(conference).withdraw(reason="A name that must not be public", by=None, at=MORNING)

    assert client.get("/en/dialogue/revisions/2/").status_code == 404
    assert "Named by mistake" not in client.get("/en/dialogue/").content.decode()
    assert "Named by mistake" not in client.get("/en/dialogue/changes/").content.decode()


def test_conference_whose_only_release_is_withdrawn_is_not_found(client):
    conference = make_released()
    conference.releases.get().withdraw(reason="Too early", by=None, at=MORNING)

    assert client.get("/en/dialogue/").status_code == 404
    assert "dialogue/" not in client.get("/en/").content.decode().replace("/en/", "")


def test_preview_shows_the_draft_to_staff(staff):
    conference = make_conference()
    make_session(conference, **in_six("title", "Draft session"))

    body = staff.get("/ar/dialogue/preview/").content.decode()

    assert "Draft session (ar)" in body
    assert 'href="/ar/dialogue/preview/sessions/session-0/"' in body


def test_preview_is_closed_to_visitors_whether_the_conference_exists_or_not(client):
    make_conference()

    answers = [client.get(f"/en/{slug}/preview/") for slug in ("dialogue", "nowhere")]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [
        (302, "/en/sign-in/?next=/en/dialogue/preview/"),
        (302, "/en/sign-in/?next=/en/nowhere/preview/"),
    ]


def test_preview_is_not_found_for_who_may_not_preview(client):
    make_conference()
    client.force_login(User.objects.create_user("visitor"))

    assert client.get("/en/dialogue/preview/").status_code == 404


def test_staff_are_told_that_they_read_what_is_released_and_where_changes_wait(staff):
    make_session(make_released())

    body = page(staff, "/en/dialogue/")

    assert "This page shows what has been released." in body
    assert 'href="/en/dialogue/release/"' in body


def test_staff_read_what_is_released_without_a_look_at_the_draft(staff, django_assert_max_num_queries):
    make_session(make_released())
    page(staff, "/en/dialogue/")

    with django_assert_max_num_queries(7) as asked:
        page(staff, "/en/dialogue/")

    assert not [each["sql"] for each in asked.captured_queries if 'FROM "programme_session"' in each["sql"]]


def test_only_the_last_programmes_stay_in_memory(db):
    keys = [row.releases.get().pk for row in (make_released(slug=f"dialogue-{n}") for n in range(programme.KEPT + 1))]

    assert list(programme.released_programmes(keys)) == keys

    assert list(programme._kept) == keys[1:]


def test_preview_leads_back_to_the_work(staff):
    make_released()

    assert 'href="/fr/dialogue/overview/"' in staff.get("/fr/dialogue/preview/").content.decode()


def test_visitors_are_not_told_what_staff_are(client):
    make_session(make_released())

    body = page(client, "/en/dialogue/")

    assert "Session 0 (en)" in body
    assert "has been released" not in body


def test_page_for_visitors_may_be_kept_and_page_for_staff_may_not(client):
    make_released()
    anonymous = client.get("/en/dialogue/")
    client.force_login(User.objects.create_user("visitor"))
    personal = client.get("/en/dialogue/")

    assert anonymous.headers["Rostrum-Cache"] == "released; reads=day,kind,theme,speaker,left-out"
    assert "Rostrum-Cache" not in personal.headers


def test_page_for_visitors_sets_no_cookie_and_holds_no_token(client):
    make_released()

    for path in ("", "dialogue/", "dialogue/speakers/", "dialogue/changes/"):
        response = client.get(f"/en/{path}")
        assert response.status_code == 200
        assert (response.cookies, "csrf" in response.content.decode()) == ({}, False)


def test_released_programme_has_each_text_once_in_memory():
    make_released(2)
    key = Release.objects.get().pk

    first, second = programme.released_programmes([key])[key].sessions

    assert first["kind"]
    assert first["kind"] is second["kind"]


def test_address_of_a_session_is_the_one_that_django_makes_in_each_language():
    make_released()
    edition = released(CURRENT, "dialogue")

    for code in CODES:
        with override(code):
            names = ["session-0", "SESSION_2"]
            made = [reverse("programme:session-detail", args=["dialogue", name]) for name in names]
            assert [edition.url("session-detail", name) for name in names] == made
