import re
from copy import deepcopy
from datetime import timedelta

import pytest

from conference.languages import CODES
from programme.release.changes import changes_between
from programme.release.content import content_of
from programme.release.history import unreleased_changes
from programme.release.rescheduling import rescheduling_in_words
from tests.factories import in_six, make_panel, make_released, make_session, make_speaker, release

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def conference():
    return make_released()


def changes(conference):
    return [(change.act, change.what, change.key) for change in unreleased_changes(conference)]


def test_nothing_changed_is_no_change(conference):
    assert changes(conference) == []


def test_draft_without_a_release_has_no_changes_but_all(conference):
    conference.releases.get().withdraw(reason="Too early", by=None, at=conference.releases.get().released_at)

    assert unreleased_changes(conference) is None


def test_new_session_is_new(conference):
    make_session(conference, slug="closing")

    assert changes(conference) == [("new", "session", "closing")]


def test_deleted_session_is_removed(conference):
    conference.sessions.get().delete()

    assert changes(conference) == [("removed", "session", "session-0")]


def test_session_at_another_time_is_moved(conference):
    session = conference.sessions.get()
    session.starts_at += timedelta(minutes=5)
    session.save(update_fields=["starts_at"])

    (change,) = unreleased_changes(conference)

    assert (change.act, change.key) == ("moved", "session-0")
    assert rescheduling_in_words(change, conference.zone, "en") == [
        ("3 April 2012, 10 to 10.10 a.m.", "3 April 2012, 10.05 to 10.10 a.m.")
    ]


def test_session_in_another_room_is_moved_in_the_words_of_each_language(conference):
    room = conference.rooms.create(**in_six("name", "Room 2"))
    conference.sessions.update(room=room)

    (change,) = unreleased_changes(conference)

    assert [rescheduling_in_words(change, conference.zone, code) for code in CODES] == [
        [("–", f"Room 2 ({code.replace('-', '_')})")] for code in CODES
    ]


def test_session_with_another_title_is_renamed(conference):
    conference.sessions.update(title_en="Another title")

    (change,) = unreleased_changes(conference)

    assert (change.act, change.before["en"], change.after["en"]) == ("renamed", "Session 0 (en)", "Another title")


def test_translation_of_a_title_that_was_missing_is_no_new_name(conference):
    conference.sessions.update(title_fr="")
    release(conference)
    conference.sessions.update(title_fr="Séance")

    (change,) = unreleased_changes(conference)

    assert (change.act, change.languages) == ("reworded", ("fr",))


def test_other_texts_are_reworded_in_their_languages(conference):
    conference.sessions.update(description_ar="نص", description_fr="Texte")

    (change,) = unreleased_changes(conference)

    assert (change.act, change.what, change.languages) == ("reworded", "session", ("ar", "fr"))


def test_speaker_joins_and_leaves_a_panel(conference):
    panel = conference.sessions.get()
    panel.roles.get(kind="panellist").delete()
    panel.roles.create(kind="moderator", speaker=make_speaker(conference, slug="new"))

    found = [
        (change.act, change.what, change.person and change.person["en"]) for change in unreleased_changes(conference)
    ]

    assert found == [
        ("joined", "session", "Speaker 2 (en)"),
        ("left", "session", "Speaker 1 (en)"),
        ("new", "speaker", None),
    ]


def test_speaker_who_withdraws_is_withdrawn_from_the_list_and_from_the_panel(conference):
    conference.speakers.filter(slug="speaker-0").update(status="withdrawn")

    assert changes(conference) == [("left", "session", "session-0"), ("withdrawn", "speaker", "speaker-0")]


def test_speaker_set_back_to_invited_is_removed_and_has_not_withdrawn(conference):
    conference.speakers.filter(slug="speaker-0").update(status="invited")

    assert changes(conference) == [("left", "session", "session-0"), ("removed", "speaker", "speaker-0")]


def test_speaker_who_withdrew_in_an_earlier_release_stays_withdrawn(conference):
    conference.speakers.filter(slug="speaker-0").update(status="withdrawn")
    release(conference)

    assert content_of(conference).get("withdrawn") == ["speaker-0"]
    assert changes(conference) == []


def test_speaker_who_withdrew_before_being_public_is_not_told(conference):
    make_speaker(conference, slug="declined", status="withdrawn")
    conference.speakers.filter(slug="speaker-0").update(status="withdrawn")

    assert content_of(conference).get("withdrawn") == ["speaker-0"]


def test_consent_to_recording_is_no_change_that_is_told(conference):
    """It changes what machines are told of a session, and no word that anybody reads."""
    conference.speakers.filter(slug="speaker-0").update(consents_to_recording=True)

    assert content_of(conference) != conference.releases.get().content
    assert changes(conference) == []


def test_theme_that_is_reworded_rewords_its_panel(conference):
    conference.sessions.get().themes.filter(position=0).update(text_en="Another theme")

    assert changes(conference) == [("reworded", "session", "session-0")]


def test_document_and_organizer_and_meeting_are_told_of(conference):
    conference.documents.update(title_en="Another title")
    conference.organizers.create(**in_six("name", "UNODC"))
    conference.follow_up_meetings.create(year=2013, **in_six("title", "Appraisal"))

    assert [(act, what) for act, what, _key in changes(conference)] == [
        ("renamed", "document"),
        ("new", "organizer"),
        ("new", "meeting"),
    ]


def test_conference_on_other_days_is_moved(conference):
    conference.ends_on += timedelta(days=1)
    conference.save(update_fields=["ends_on"])

    (change,) = unreleased_changes(conference)

    assert (change.act, change.what) == ("moved", "conference")
    assert rescheduling_in_words(change, conference.zone, "en") == [("3 April 2012", "3 and 4 April 2012")]


def test_each_change_is_told_in_the_change_log_of_each_language(client, conference):
    make_panel(conference, slug="second")
    conference.sessions.filter(slug="session-0").update(title_en="Another title", description_fr="Texte")
    conference.speakers.filter(slug="speaker-0").update(status="withdrawn")
    release(conference)

    for code in CODES:
        response = client.get(f"/{code}/dialogue/changes/")
        assert response.status_code == 200
        assert response.content.decode().count('<li class="new">') == 1


def test_content_that_has_become_an_older_format_is_still_compared(conference):
    content = content_of(conference)
    older = deepcopy(content)
    del older["sessions"][0]["after_presentations"]

    assert [change.act for change in changes_between(older, content)] == ["reworded"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("proposed", "No longer in the programme: "),
        ("cleared", "No longer in the programme: "),
        ("invited", "No longer in the programme: "),
        ("declined", "No longer in the programme: "),
        ("withdrawn", "Participation withdrawn: "),
    ],
)
def test_public_reads_that_a_speaker_withdrew_only_if_so(conference, client, status, words):
    conference.speakers.filter(slug="speaker-0").update(status=status)
    release(conference)

    page = client.get("/en/dialogue/changes/").content.decode()

    acts = re.findall(r'<strong class="act">(.*?)</strong><span class="thing">(.*?)</span>', page)
    assert acts == [("No longer listed: ", "session"), (words, "speaker")]
