from datetime import timedelta

import html5lib
import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from conference import caches
from floor.live.state import state_of
from floor.live.views import clock_of, facts_of
from floor.procedure import presiding
from floor.procedure.requests import ask_for_panellist
from programme.models import Session
from tests.factories import make_session, release

pytestmark = pytest.mark.one_database

SECOND = 1000
LIVE = "/en/dialogue/sessions/session-0/live/"
SCREEN = "/en/dialogue/sessions/session-0/screen/"
STATE = "/en/dialogue/sessions/session-0/live/state.json"


@pytest.fixture(autouse=True)
def nothing_kept():
    """A test's rows are rolled back, and their versions come again."""
    caches.clear()


@pytest.fixture
def released(room):
    release(room.conference)
    return room


def speaking(left, *, paused=False, allowed=180 * SECOND):
    """A speaker with so many milliseconds left at the moment 1,000,000."""
    given = 1_000_000 - (allowed - left)
    return {
        "kind": "intervention",
        "person": "",
        "group": None,
        "language": "",
        "given_at": given,
        "allowed": allowed,
        "paused_at": 1_000_000 if paused else None,
        "paused_for": 0,
    }


@pytest.mark.parametrize(
    ("left", "digits", "stage"),
    [
        (180_000, "3:00", "running"),
        (179_999, "3:00", "running"),
        (30_001, "0:31", "running"),
        (30_000, "0:30", "last"),
        (1, "0:01", "last"),
        (0, "+0:00", "over"),
        (-999, "+0:00", "over"),
        (-1000, "+0:01", "over"),
        (-725_000, "+12:05", "over"),
    ],
)
def test_clock_counts_down_and_overtime_up(left, digits, stage):
    state = {"speaking": speaking(left), "presiding": None, "next": None, "waiting": 0}

    assert clock_of(state["speaking"], 1_000_000) == digits
    assert facts_of(state, 1_000_000) == {"speaking", "kind-intervention", stage}


def test_paused_clock_stands_still_and_says_so():
    state = {"speaking": speaking(60_000, paused=True), "presiding": None, "next": None, "waiting": 0}

    assert clock_of(state["speaking"], 9_000_000) == "1:00"
    assert "paused" in facts_of(state, 9_000_000)


def test_floor_without_a_speaker_says_what_it_waits_for(room):
    presiding.close_requests(room.session, by=room.officer, at=room.at)
    closed = state_of(room.session).public
    presiding.open_requests(room.session, by=room.officer, at=room.at)
    is_open = state_of(room.session).public

    assert facts_of(is_open, closed["ends_at"] + 1) == {"nobody"}
    assert facts_of(closed, closed["ends_at"] - 1) == {"closed"}
    assert facts_of(closed, closed["ends_at"]) == {"ended"}


@pytest.mark.parametrize("path", [LIVE, SCREEN])
def test_page_shows_the_floor_as_it_stands(client, released, path):
    released.give(released.ask(0, speaker_name="Anna", language="fr"))
    released.ask(1)

    page = client.get(path)

    text = _visible(page)
    assert "Has the floor" in text
    assert "Delegation 0 (en)" in text
    assert "Anna" in text
    assert "French" in text
    assert "Next Delegation 1 (en)" in text
    assert "Nobody has the floor." not in text


def test_page_says_that_a_panellist_answers(client, released):
    released.give(ask_for_panellist(released.panellist, key="0" * 32, by=released.officer, at=released.at))

    text = _visible(client.get(LIVE))

    assert "Is answering" in text
    assert "Speaker 2 (en)" in text


@pytest.mark.parametrize("path", [LIVE, SCREEN, "/ar/dialogue/sessions/session-0/screen/?languages=ar,zh-hans,ru"])
def test_page_is_valid(client, released, path):
    released.give(released.ask(0))

    html5lib.HTMLParser(strict=True).parse(client.get(path).content.decode())


@pytest.mark.parametrize("path", [LIVE, SCREEN, STATE])
def test_page_is_not_kept_as_a_released_page(client, released, path):
    answer = client.get(path)

    assert "Rostrum-Cache" not in answer.headers
    assert "no-cache" in answer.headers["Cache-Control"]
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("name", ["live", "screen", "state"])
def test_session_that_is_not_released_has_no_pages(client, released, name):
    draft = make_session(released.conference)

    for session in (draft.slug, "nowhere"):
        assert client.get(reverse(f"floor:{name}", args=["dialogue", session])).status_code == 404


@pytest.mark.parametrize(
    ("query", "languages", "seconds"),
    [
        ("", ["en"], 15),
        ("?languages=ar,en,fr&seconds=20", ["ar", "en", "fr"], 20),
        ("?languages=AR,xx,ar,,../../", ["ar"], 15),
        ("?languages=xx&seconds=-1", ["en"], 15),
        ("?seconds=0", ["en"], 5),
        ("?seconds=9999", ["en"], 600),
        ("?seconds=99999999999&languages=zh-hans", ["zh-hans"], 15),
    ],
)
def test_screen_turns_through_the_languages_asked_for(client, released, query, languages, seconds):
    context = client.get(SCREEN + query).context

    assert ([turn.code for turn in context["turns"]], context["seconds"]) == (languages, seconds)


def test_each_turn_of_the_screen_is_in_its_language(client, released):
    released.give(released.ask(0))

    page = client.get(SCREEN + "?languages=ar,fr").content.decode()

    assert page.index('lang="ar" dir="rtl"') < page.index("Delegation 0 (ar)") < page.index("Delegation 0 (fr)")


def test_live_page_takes_the_same_queries_however_many_wait(client, released, django_assert_num_queries):
    released.ask(0)
    client.get(LIVE)
    with django_assert_num_queries(7):
        client.get(LIVE)
    for number in (1, 2, 3):
        released.ask(number)

    with django_assert_num_queries(7):
        client.get(LIVE)


def test_live_page_links_to_the_figures_once_they_are_public(client, released):
    figures, words = reverse("floor:statistics", args=["dialogue", "session-0"]), "The floor in figures"
    presiding.close_requests(released.session, by=released.officer, at=released.at)
    sessions = Session.objects.filter(pk=released.session.pk)
    now = timezone.now()

    sessions.update(starts_at=now, ends_at=now + timedelta(hours=1))
    assert words not in _visible(client.get(LIVE))
    assert client.get(figures).status_code == 404

    sessions.update(starts_at=now - timedelta(hours=1), ends_at=now)
    assert words in _visible(client.get(LIVE))
    assert client.get(figures).status_code == 200


def test_live_page_links_to_the_statements(client, released):
    statements = reverse("floor:statement-list", args=["dialogue", "session-0"])

    assert f'href="{statements}"' in client.get(LIVE).content.decode()
    assert client.get(statements).status_code == 200


def test_panel_links_to_its_live_page_until_the_meeting_is_over(client, room):
    later = timezone.now() - room.session.starts_at + timedelta(days=1)
    room.conference.sessions.update(starts_at=F("starts_at") + later, ends_at=F("ends_at") + later)
    release(room.conference)
    page = client.get("/en/dialogue/sessions/session-0/")

    assert f'href="{LIVE}"' in page.content.decode()
    assert page.headers["Rostrum-Cache"] == "released; reads=; seconds=30"  # recordings come without a release


def _visible(page):
    """The words of a page without what is hidden."""
    document = html5lib.parse(page.content.decode(), namespaceHTMLElements=False)
    return " ".join(" ".join(_words(document.find("body"))).split())


def _words(element):
    if "hidden" in element.attrib or element.tag == "template":
        return
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""
