import pytest
from django.contrib.staticfiles import finders

from conference.languages import CODES
from tests.factories import in_six, make_conference, make_released, make_session, make_speaker, release
from tests.summary.editions.issuing import issue

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def kept(client, code="fr"):
    return client.get(f"/{code}/dialogue/kept.json")


@pytest.mark.parametrize("code", CODES)
def test_each_kept_page_is_there_for_everybody(client, code):
    make_released(2)

    found = kept(client, code).json()

    assert found["revision"] == 1
    assert {page: client.get(page).status_code for page in found["pages"]} == dict.fromkeys(found["pages"], 200)
    assert f"/{code}/dialogue/sessions/session-1/" in found["pages"]


def test_speakers_own_pages_and_photographs_are_not_kept(client):
    conference = make_conference()
    session = make_session(conference)
    session.roles.create(speaker=make_speaker(conference), kind="speaker")
    release(conference)

    pages = kept(client).json()["pages"]

    assert "/fr/dialogue/speakers/" in pages
    assert [page for page in pages if "speaker-0" in page or "photograph" in page] == []


def test_summary_is_kept_with_the_programme_and_a_new_edition_is_a_new_revision(client):
    conference = make_released()
    own = [f"/fr/dialogue/{page}" for page in ("summary/", "summary/summary.pdf")]
    before = kept(client).json()
    issue(conference)
    after = kept(client).json()

    assert "/fr/dialogue/programme.pdf" in before["pages"]
    assert [page for page in after["pages"] if page not in before["pages"]] == own
    assert {page: client.get(page).status_code for page in own} == dict.fromkeys(own, 200)
    assert (before["revision"], after["revision"]) == (1, "1/1")
    assert (after["title"], after["language"]) == ("Dialogue (fr)", "fr")


@pytest.mark.parametrize("number", [0, 1])
def test_delegations_are_kept_where_there_are_any(client, number):
    conference = make_conference()
    for _each in range(number):
        conference.delegations.create(kind="media", **in_six("name", "Press"))
    release(conference)

    assert kept(client).json()["pages"].count("/fr/dialogue/delegations/") == number


def test_very_long_programme_is_kept_without_the_pages_of_its_sessions(client, monkeypatch):
    make_released(3)
    monkeypatch.setattr("programme.public.offline.MOST_SESSIONS", 2)

    pages = kept(client).json()["pages"]

    assert "/fr/dialogue/" in pages
    assert [page for page in pages if "/sessions/" in page] == []


def test_installed_programme_is_called_by_its_title_in_the_language(client):
    make_released(**in_six("short_title", "Short"))

    response = client.get("/ar/dialogue/manifest.webmanifest")

    assert response.headers["Content-Type"] == "application/manifest+json"
    found = response.json()
    said = {name: found[name] for name in ("name", "short_name", "lang", "dir", "start_url")}
    assert said == {
        "name": "Dialogue (ar)",
        "short_name": "Short (ar)",
        "lang": "ar",
        "dir": "rtl",
        "start_url": "/ar/dialogue/",
    }
    assert [icon["src"] for icon in found["icons"] if not finders.find(icon["src"].removeprefix("/static/"))] == []


def test_worker_stands_at_the_root_and_is_asked_for_anew(client):
    response = client.get("/service-worker.js")

    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("page", ["kept.json", "manifest.webmanifest", "without-connection/"])
def test_nothing_is_kept_of_a_draft_or_of_what_was_withdrawn(client, admin_user, page):
    conference = make_conference()
    assert client.get(f"/en/dialogue/{page}").status_code == 404

    release(conference).withdraw(reason="by mistake", by=admin_user, at=conference.releases.get().released_at)

    assert client.get(f"/en/dialogue/{page}").status_code == 404
