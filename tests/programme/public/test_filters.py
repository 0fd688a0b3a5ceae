from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference import caches
from conference.languages import CODES
from programme.public import filters
from tests.factories import MORNING, in_six, make_conference, make_panel, make_released, make_session, make_speaker
from tests.factories import release as release_of
from tests.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def dialogue():
    conference = make_conference()
    make_session(conference, kind="opening")
    for day, speaker in enumerate([make_speaker(conference), make_speaker(conference)]):
        at = MORNING + timedelta(days=day)
        panel = make_panel(conference, starts_at=at, ends_at=at + timedelta(hours=1))
        panel.roles.create(kind="panellist", speaker=speaker)
        panel.themes.create(position=3, **in_six("text", f"Only {day}"))
    release_of(conference)
    return conference


def shown(client, **choices):
    response = client.get("/en/dialogue/", choices, follow=True)
    assert response.status_code == 200
    return [session["slug"] for __, sessions in response.context["filters"].days() for session in sessions]


def theme(conference, words):
    return conference.sessions.filter(themes__text_en=words).values_list("themes__pk", flat=True).last()


def test_everything_is_shown_without_a_choice(client, dialogue):
    assert shown(client) == ["session-0", "session-1", "session-2"]
    assert shown(client, theme="", speaker="", day="", kind="") == ["session-0", "session-1", "session-2"]


def test_each_choice_leaves_what_fits(client, dialogue):
    assert shown(client, speaker="speaker-1") == ["session-2"]
    assert shown(client, day="2012-04-03") == ["session-0", "session-1"]
    assert shown(client, kind="panel") == ["session-1", "session-2"]
    assert shown(client, theme=theme(dialogue, "Only 1 (en)")) == ["session-2"]


def test_theme_of_several_panels_is_one_choice(client, dialogue):
    options = dict(client.get("/en/dialogue/").context["filters"].choices())["theme"]

    assert [option.words for option in options] == ["Theme 0 (en)", "Theme 1 (en)", "Only 0 (en)", "Only 1 (en)"]
    assert shown(client, theme=theme(dialogue, "Theme 0 (en)")) == ["session-1", "session-2"]


def test_choices_are_combined(client, dialogue):
    assert shown(client, kind="panel", day="2012-04-03") == ["session-1"]


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("theme=nowhere", "?left-out=1"),
        ("kind=panel&theme=nowhere", "?kind=panel&left-out=1"),
        ("theme=&kind=&day=", ""),
        ("left-out=2", "?left-out=1"),
        ("kind=panel&kind=opening", "?kind=opening"),
    ],
)
def test_only_an_address_of_values_that_are_there_is_a_page_of_its_own(client, dialogue, asked, led_to):
    response = client.get(f"/en/dialogue/?{asked}")

    assert (response.status_code, response.headers["Location"]) == (302, f"/en/dialogue/{led_to}")
    assert client.get(response.headers["Location"]).status_code == 200


def test_choice_that_nothing_fits_is_said_and_leads_back_to_all(client, dialogue):
    body = client.get("/en/dialogue/", {"speaker": "speaker-1", "day": "2012-04-03"}).content.decode()

    assert "No session fits this filter." in body
    assert '<a href="/en/dialogue/">Show the whole programme</a>' in body


@pytest.mark.parametrize("name", ["theme", "speaker", "day", "kind"])
@pytest.mark.parametrize(
    "value", ["nowhere", "0", "-1", "9" * 50, "2012-13-99", "\x00", "\u202e", "x" * 5000, "'\"><b>"]
)
def test_unknown_value_is_left_out_and_the_page_says_so(client, dialogue, name, value):
    asked = {name: value, "kind": "opening"} if name != "kind" else {name: value}
    response = client.get("/en/dialogue/", asked, follow=True)

    assert response.status_code == 200
    assert "What the programme does not have was left out of the filter." in response.content.decode()
    assert response.context["filters"].query == ({} if name == "kind" else {"kind": "opening"})


def test_choice_is_kept_across_the_languages_and_not_indexed(client, dialogue):
    body = client.get("/en/dialogue/?kind=panel&day=2012-04-03&theme=nothing", follow=True).content.decode()

    assert 'href="/fr/dialogue/?day=2012-04-03&amp;kind=panel"' in body
    assert '<meta name="robots" content="noindex">' in body
    assert '<link rel="canonical" href="http://localhost:8000/en/dialogue/">' in body


def test_chosen_options_are_chosen_in_the_form(client, dialogue):
    body = client.get("/en/dialogue/?kind=panel").content.decode()

    assert '<option value="panel" selected>' in body
    assert '<details class="filters" open>' in body


def test_choice_between_one_thing_is_not_offered(client):
    make_released()

    names = [name for name, __ in client.get("/en/dialogue/").context["filters"].choices()]

    assert names == ["theme", "speaker"]


def test_list_too_long_to_choose_from_is_not_offered_but_an_address_works(client, dialogue, monkeypatch):
    monkeypatch.setattr(filters, "MOST", 1)

    def names(**choices):
        found = client.get("/en/dialogue/", choices).context["filters"].choices()
        return {name: [option.value for option in options] for name, options in found}

    assert names() == {}
    assert names(speaker="speaker-1") == {"speaker": ["speaker-1"]}
    assert shown(client, speaker="speaker-1") == ["session-2"]


def test_theme_without_translation_says_its_language(client):
    conference = make_conference()
    panel = make_panel(conference)
    panel.themes.update(text_ar="")
    release_of(conference)

    assert 'lang="en" dir="ltr">Theme 0 (en)</option>' in page(client, "/ar/dialogue/")


@pytest.mark.parametrize("sessions", [1, 3])
def test_choosing_needs_two_queries_whatever_the_number_of_sessions(client, sessions):
    make_released(sessions)

    for code in CODES:
        caches.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/{code}/dialogue/", {"speaker": "speaker-0"})
        assert len(queries) == 2


def test_choices_work_in_an_old_revision_too(client, dialogue):
    body = client.get("/en/dialogue/revisions/1/?kind=opening").content.decode()

    assert "Session 0 (en)" in body
    assert "Session 1 (en)" not in body


def test_session_over_two_days_is_found_on_both_and_one_into_the_night_on_its_own(client):
    conference = make_conference()
    make_session(conference, starts_at=MORNING, ends_at=MORNING + timedelta(hours=36))
    make_session(conference, starts_at=MORNING + timedelta(hours=8), ends_at=MORNING + timedelta(hours=15))
    release_of(conference)

    assert shown(client, day="2012-04-03") == ["session-0", "session-1"]
    assert shown(client, day="2012-04-04") == ["session-0"]
