"""The text for the Journal: from the release, in six languages, short, with notices of what has changed."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document as WordDocument

from conference.languages import CODES
from floor.models import Recording
from operations.journal.entry import MOST_WORDS, entry_of, words_in
from programme.release.editions import CURRENT, released
from programme.release.history import history_of
from tests.factories import MORNING, in_six, make_conference, make_panel, make_session, make_speaker, release
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def make_released(panels=2, title="Panel"):
    conference = make_conference(contact_email="dialogue@example.org", **in_six("organ", "General Assembly"))
    conference.organizers.create(role="organizer", **in_six("name", "Office"))
    room = conference.rooms.create(**in_six("name", "Conference Room 1"))
    for number in range(panels):
        start = MORNING + timedelta(hours=number)
        panel = make_panel(
            conference,
            room=room,
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            **in_six("title", f"{title} {number}"),
        )
        panel.roles.create(kind="co-chair", speaker=make_speaker(conference))
    release(conference)
    return conference


def entry(code="en"):
    edition = released(CURRENT, "dialogue")
    return entry_of(edition, code, history_of(edition)[0][1] or ())


def test_entry_has_day_hours_room_panels_chairs_and_where_to_turn():
    conference = make_released()
    Recording.objects.create(
        session=conference.sessions.first(),
        kind="live",
        address="https://webtv.un.org/live",
        shown_from=MORNING,
    )

    lines = entry().lines

    assert lines[2].startswith("Tuesday, 3 April 2012, ")
    assert lines[2].endswith(", Conference Room 1 (en)")
    assert "Co-Chairs: Speaker 0 (en)" in lines
    assert "Requests for the floor, texts of statements and questions: dialogue@example.org" in lines
    assert lines[-1] == "Webcast: https://webtv.un.org/live"


@pytest.mark.parametrize("code", CODES)
def test_long_programme_is_cut_to_what_the_journal_takes_and_keeps_day_and_address(code):
    make_released(panels=12, title="A panel with a long title that says what it is about in many words")

    short = entry(code)

    assert 60 < short.words <= MOST_WORDS
    assert short.left_out > 0
    assert "Conference Room 1" in short.text
    assert "dialogue@example.org" in short.text


def test_words_of_chinese_are_counted_by_characters():
    assert (words_in("两天的对话 在会议室举行", "zh-hans"), words_in("two days", "en")) == (6, 2)


def test_notices_tell_what_is_cancelled_postponed_and_in_another_room():
    conference = make_released(panels=3)
    first, second, third = conference.sessions.order_by("starts_at")
    first.delete()
    second.starts_at += timedelta(minutes=30)
    second.save()
    third.room = conference.rooms.create(**in_six("name", "Conference Room 2"))
    third.save()
    release(conference)

    cancelled = [notice for notice in entry().notices if notice.startswith("Cancelled")]
    others = [notice for notice in entry().notices if not notice.startswith("Cancelled")]

    assert cancelled == ["Cancelled: Panel 0 (en)"]
    assert [notice.partition(":")[0] for notice in others] == ["Postponed", "Room changed"]
    assert others[1] == "Room changed: Panel 2 (en): Conference Room 2 (en) instead of Conference Room 1 (en)"


def test_page_gives_the_text_in_six_languages_and_as_word():
    make_released()
    browser = browser_of(make_member("secretariat"))

    page = browser.get("/fr/dialogue/documents/journal/").content.decode()
    word = browser.get("/fr/dialogue/documents/journal/fr.docx").content

    assert page.count("<textarea readonly") == 6
    assert page.index('id="entry-fr"') < page.index('id="entry-ar"')
    text = [paragraph.text for paragraph in WordDocument(BytesIO(word)).paragraphs]
    assert "Office (fr)" in " ".join(text)


def test_nothing_released_has_no_text():
    make_session(make_conference())
    browser = browser_of(make_member("secretariat"))

    assert "Nothing is released yet" in browser.get("/en/dialogue/documents/journal/").content.decode()
    assert browser.get("/en/dialogue/documents/journal/en.docx").status_code == 404
