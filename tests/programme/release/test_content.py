import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.release.content import content_of, missing_texts
from tests.factories import in_six, make_conference, make_panel, make_session, make_speaker

pytestmark = pytest.mark.django_db


def test_content_has_each_text_in_six_languages():
    conference = make_conference()
    make_session(conference)

    assert content_of(conference)["sessions"][0]["title"] == {
        "ar": "Session 0 (ar)",
        "zh-hans": "Session 0 (zh_hans)",
        "en": "Session 0 (en)",
        "fr": "Session 0 (fr)",
        "ru": "Session 0 (ru)",
        "es": "Session 0 (es)",
    }


@pytest.mark.parametrize("status", ["proposed", "cleared", "invited", "declined", "withdrawn"])
def test_speaker_who_is_not_confirmed_is_nowhere_in_the_content(status):
    conference = make_conference()
    speaker = make_speaker(conference, slug="secret-person", status=status, **in_six("name", "Secret Person"))
    panel = make_panel(conference)
    for each in (speaker, make_speaker(conference, slug="known-person")):
        panel.roles.create(kind="panellist", speaker=each)

    content = json.dumps(content_of(conference)).lower()

    assert "known-person" in content
    assert "secret" not in content


def test_photograph_without_consent_is_not_in_the_content():
    conference = make_conference()
    make_speaker(conference, photograph="photographs/a.jpg")
    make_speaker(conference, photograph="photographs/b.jpg", consents_to_photograph=True)

    assert [speaker["photograph"] for speaker in content_of(conference)["speakers"]] == ["", "photographs/b.jpg"]


def test_content_takes_the_same_queries_for_any_number_of_sessions():
    counts = []
    for number in (1, 3):
        conference = make_conference(slug=f"dialogue-{number}")
        for _panel in range(number):
            make_panel(conference).roles.create(kind="panellist", speaker=make_speaker(conference))
        with CaptureQueriesContext(connection) as queries:
            content_of(conference)
        counts.append(len(queries))

    assert counts == [10, 10]


def test_missing_texts_are_counted_per_language_where_another_language_has_them():
    conference = make_conference(**{**in_six("title", "Dialogue"), "title_fr": ""})
    make_session(conference, title_fr="", title_ar="")

    missing = missing_texts(content_of(conference))

    assert missing == {"ar": 1, "zh-hans": 0, "en": 0, "fr": 2, "ru": 0, "es": 0}


def test_sessions_that_begin_together_keep_the_order_given_by_hand():
    conference = make_conference()
    first = make_session(conference, position=2)
    make_session(conference, starts_at=first.starts_at, position=1)

    assert [session["slug"] for session in content_of(conference)["sessions"]] == ["session-1", "session-0"]
