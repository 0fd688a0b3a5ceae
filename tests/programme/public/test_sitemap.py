from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference import caches
from conference.languages import LANGUAGES
from conference.models import User
from programme.public import sitemaps
from tests.factories import MORNING, make_conference, make_released, make_speaker, release
from tests.summary.editions.issuing import issue

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITE = "http://localhost:8000"
LATER = MORNING + timedelta(days=1)


def read(client, part=None):
    response = client.get("/sitemap.xml", {"p": part} if part else {})
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return ElementTree.fromstring(response.content).findall("s:url", NAMES)


def addresses(client, code="en", part=None):
    found = [url.findtext("s:loc", namespaces=NAMES) for url in read(client, part)]
    return [address.removeprefix(f"{SITE}/{code}/") for address in found if address.startswith(f"{SITE}/{code}/")]


def test_public_pages_of_a_dialogue_are_there_in_six_languages(client):
    conference = make_released()
    conference.speakers.update(consents_to_indexing=True)
    release(conference)

    for language in LANGUAGES:
        assert addresses(client, language.code) == [
            "",
            "dialogue/",
            "dialogue/speakers/",
            "dialogue/documents/",
            "dialogue/changes/",
            "dialogue/contact/",
            "dialogue/sessions/session-0/",
            "dialogue/speakers/speaker-0/",
            "dialogue/speakers/speaker-1/",
        ]


def test_each_page_that_is_named_answers_and_may_be_indexed(client):
    conference = make_released()
    conference.speakers.filter(slug="speaker-0").update(consents_to_indexing=True)
    release(conference)
    issue(conference)

    assert len(addresses(client)) > 5
    for address in addresses(client):
        response = client.get(f"/en/{address}")
        assert (response.status_code, b"noindex" in response.content) == (200, False), address


def test_each_address_names_its_siblings_and_one_for_all_others(client):
    make_released()

    page = next(url for url in read(client) if url.findtext("s:loc", namespaces=NAMES) == f"{SITE}/ar/dialogue/")
    links = {link.get("hreflang"): link.get("href") for link in page.findall("x:link", NAMES)}

    assert links == {
        **{language.html: f"{SITE}/{language.code}/dialogue/" for language in LANGUAGES},
        "x-default": f"{SITE}/en/dialogue/",
    }
    assert page.findtext("s:lastmod", namespaces=NAMES) == "2012-04-03T14:00:00+00:00"


def test_what_is_not_public_or_does_not_want_to_be_found_is_left_out(client):
    conference = make_released()
    make_speaker(conference, slug="willing", consents_to_indexing=True)
    make_speaker(conference, slug="shy", consents_to_indexing=False)
    make_speaker(conference, slug="invited", status="invited", consents_to_indexing=True)
    release(conference)
    make_speaker(conference, slug="later", consents_to_indexing=True)
    make_released(slug="rehearsal", purpose="rehearsal")
    make_conference(slug="draft")
    make_released(slug="withdrawn").releases.get().withdraw(reason="Wrong", by=None, at=LATER)
    hidden = ("shy", "invited", "later", "rehearsal", "draft", "withdrawn")

    found = addresses(client)

    assert "dialogue/speakers/willing/" in found
    assert [address for address in found if any(word in address for word in hidden)] == []


def test_summary_is_there_as_long_as_an_edition_is_public(client):
    edition = issue(make_released())

    assert "dialogue/summary/" in addresses(client)
    edition.withdraw(reason="Wrong", by=None, at=LATER)
    assert "dialogue/summary/" not in addresses(client)


def test_map_is_empty_where_nothing_is_released(client):
    assert read(client) == []


def test_map_that_is_too_long_is_an_index_of_its_parts_the_last_released_first(client, monkeypatch):
    make_released(slug="old")
    release(make_conference(slug="new"), at=LATER)
    whole = addresses(client)
    monkeypatch.setattr(sitemaps, "LONGEST", 18)

    response = client.get("/sitemap.xml")

    index = ElementTree.fromstring(response.content).findall("s:sitemap", NAMES)
    parts = [part.findtext("s:loc", namespaces=NAMES) for part in index]
    assert parts == [f"{SITE}/sitemap.xml?p={number}" for number in range(1, len(parts) + 1)]
    assert index[0].findtext("s:lastmod", namespaces=NAMES) == "2012-04-04T14:00:00+00:00"
    assert [len(read(client, number)) for number in range(1, len(parts))] == [18] * (len(parts) - 1)
    assert addresses(client, part=1) == ["", "new/", "new/speakers/"]
    assert [address for part in range(1, len(parts) + 1) for address in addresses(client, part=part)] == whole
    assert [client.get(f"/sitemap.xml?p={part}").status_code for part in (len(parts) + 1, "x", "01", "")] == [404] * 4


@pytest.mark.every_database
def test_longest_map_is_within_what_search_engines_read():
    longest = len("https://") + 63 + len("/zh-hans/") + 60 + len("/speakers/") + 60 + 1
    page = (longest + 80) + 7 * (longest + 60)

    assert sitemaps.LONGEST <= 50_000
    assert sitemaps.LONGEST * page < 50 * 1024 * 1024


@pytest.mark.parametrize("conferences", [1, 3])
def test_map_needs_two_queries_whatever_the_number_of_dialogues(client, conferences):
    for number in range(conferences):
        issue(make_released(2, slug=f"dialogue-{number}"))
    caches.clear()

    with CaptureQueriesContext(connection) as queries:
        client.get("/sitemap.xml")

    assert len(queries) == 2


def test_map_may_be_kept_for_visitors_only(client):
    anonymous = client.get("/sitemap.xml")
    client.force_login(User.objects.create_user("visitor"))

    assert anonymous.headers["Rostrum-Cache"] == "released; reads=p"
    assert "Rostrum-Cache" not in client.get("/sitemap.xml").headers


def test_robots_are_told_where_the_map_is(client):
    assert f"Sitemap: {SITE}/sitemap.xml" in client.get("/robots.txt").content.decode().splitlines()
