from datetime import timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference import caches
from conference.languages import CODES, LANGUAGES, columns
from conference.models import User
from tests.factories import MORNING, in_six, make_released, release

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SITE = "http://localhost:8000"
LATER = MORNING + timedelta(days=1)
HOSTILE = "</summary><script>alert(1)</script>\"'&"


def read(client, code="en"):
    response = client.get(f"/{code}/dialogue/changes.atom")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(response.content)


def said(entry):
    """The words and the elements of an entry, as a feed reader has them that takes its summary for HTML."""
    words, elements = [], set()
    parser = HTMLParser()
    parser.handle_data, parser.handle_starttag = words.append, lambda tag, _attributes: elements.add(tag)
    parser.feed(entry.findtext(f"{ATOM}summary"))
    return " ".join(" ".join(words).split()), elements


def entries(client, code="en"):
    return read(client, code).findall(f"{ATOM}entry")


def rename(conference, title, **fields):
    conference.sessions.update(**dict.fromkeys(columns("title"), title))
    return release(conference, **fields)


@pytest.mark.parametrize(("organ", "author"), [("General Assembly", "General Assembly"), ("", "United Nations")])
def test_author_of_the_feed_is_the_organ_where_there_is_one(client, organ, author):
    make_released(organ_en=organ)

    assert read(client).findtext(f"{ATOM}author/{ATOM}name") == author


def test_each_revision_is_an_entry_with_what_changed_the_newest_first(client):
    rename(make_released(), "Renamed", at=LATER)

    newest, first = entries(client)

    assert said(newest)[0] == "Renamed: session Renamed was: Session 0 (en)"
    assert said(first)[0] == "First revision of the programme."
    assert newest.find(f"{ATOM}link").get("href") == f"{SITE}/en/dialogue/revisions/2/"
    assert [entry.findtext(f"{ATOM}updated") for entry in (newest, first)] == [
        "2012-04-04T14:00:00+00:00",
        "2012-04-03T14:00:00+00:00",
    ]


def test_entry_is_titled_by_what_changed(client):
    conference = make_released(sessions=2)
    for name in ("One", "Two"):
        conference.delegations.create(kind="media", **in_six("name", name))
    conference.sessions.filter(slug="session-0").update(title_en="Renamed")
    release(conference, at=LATER)
    conference.speakers.update(status="invited")
    release(conference, at=LATER + timedelta(days=1))

    assert [entry.findtext(f"{ATOM}title") for entry in entries(client)] == [
        "Revision 3 – session Renamed; session Session 1 (en); 1 more change",
        "Revision 2 – Renamed: session Renamed; New: 2 delegations",
        "Revision 1 – first release of the programme",
    ]


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_feed_is_in_the_language_of_its_address_and_links_its_siblings(client, language):
    make_released()

    feed = read(client, language.code)
    links = {(link.get("rel"), link.get("hreflang")): link.get("href") for link in feed.findall(f"{ATOM}link")}

    assert feed.get(LANGUAGE) == language.html
    assert feed.findtext(f"{ATOM}title").endswith(f"Dialogue ({language.suffix})")
    assert f'lang="{language.html}" dir="{language.direction}"' in feed.findtext(f"{ATOM}entry/{ATOM}summary")
    assert links == {
        ("alternate", None): f"{SITE}/{language.code}/dialogue/changes/",
        ("self", None): f"{SITE}/{language.code}/dialogue/changes.atom",
        **{
            ("alternate", sibling.html): f"{SITE}/{sibling.code}/dialogue/changes.atom"
            for sibling in LANGUAGES
            if sibling != language
        },
    }


def test_names_of_entries_stay_when_more_is_released_or_withdrawn(client):
    conference = make_released()
    second = rename(conference, "Second", at=LATER)
    before = [read(client).findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in entries(client))]

    rename(conference, "Third", at=LATER + timedelta(days=1))
    second.withdraw(reason="Wrong", by=None, at=LATER + timedelta(days=2))
    after = [read(client).findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in entries(client))]

    assert before == [
        "tag:localhost,2012-04-03:dialogue/changes/en",
        "tag:localhost,2012-04-04:dialogue/revisions/2/en",
        "tag:localhost,2012-04-03:dialogue/revisions/1/en",
    ]
    assert after == [before[0], "tag:localhost,2012-04-05:dialogue/revisions/3/en", before[2]]


def test_withdrawn_revision_leaves_no_word(client):
    conference = make_released()
    rename(conference, "Secret", at=LATER).withdraw(reason="Wrong", by=None, at=LATER)

    assert "Secret" not in client.get("/en/dialogue/changes.atom").content.decode()
    assert len(entries(client)) == 1


def test_text_that_wants_to_be_markup_stays_text_and_control_characters_go(client):
    rename(make_released(), f"{HOSTILE}\x00\x0b\uffff" if connection.vendor == "sqlite" else f"{HOSTILE}\x0b\uffff")

    words, elements = said(entries(client)[0])

    assert HOSTILE in words
    assert "script" not in elements


def test_title_with_a_control_character_is_still_a_feed(client):
    make_released(**dict.fromkeys(columns("title"), "A\x0b & <b>"))

    assert read(client).findtext(f"{ATOM}title") == "Changes – A & <b>"


def test_feed_of_a_rehearsal_says_so_and_is_not_indexed(client):
    make_released(purpose="rehearsal")

    assert client.get("/en/dialogue/changes.atom").headers["X-Robots-Tag"] == "noindex"
    assert read(client).findtext(f"{ATOM}title") == "Changes – Dialogue (en) (rehearsal)"


def test_feed_of_a_dialogue_may_be_indexed_and_kept(client):
    make_released()

    anonymous = client.get("/en/dialogue/changes.atom")
    client.force_login(User.objects.create_user("visitor"))

    assert "X-Robots-Tag" not in anonymous.headers
    assert anonymous.headers["Rostrum-Cache"] == "released; reads="
    assert "Rostrum-Cache" not in client.get("/en/dialogue/changes.atom").headers


@pytest.mark.parametrize("revisions", [1, 3])
def test_feed_needs_a_fixed_number_of_queries_whatever_the_number_of_revisions(client, revisions):
    conference = make_released()
    for number in range(1, revisions):
        rename(conference, f"Title {number}")
    caches.clear()

    with CaptureQueriesContext(connection) as queries:
        assert len(entries(client)) == revisions

    assert len(queries) == (2 if revisions == 1 else 3)  # whose name the changes must not tell


def test_pages_name_the_feed_and_only_those_of_the_current_edition(client):
    conference = make_released()
    conference.sessions.update(**in_six("title", "Renamed"))
    release(conference)
    address = "/fr/dialogue/changes.atom"

    assert f'href="{SITE}{address}"' in client.get("/fr/dialogue/").content.decode()
    assert f'<a href="{address}"' in client.get("/fr/dialogue/changes/").content.decode()
    assert "changes.atom" not in client.get("/fr/dialogue/revisions/1/changes/").content.decode()


def test_what_was_never_released_has_no_feed(client):
    conference = make_released()
    conference.releases.get().withdraw(reason="Wrong", by=None, at=LATER)

    assert client.get("/en/dialogue/changes.atom").status_code == 404
