"""The tick "recording is off" on the record."""

import pytest
from django.urls import reverse

from tests.factories import in_six
from tests.floor.test_recording_consent import answer_of, protect
from tests.pages import page
from tests.staff import browser_of, make_member


@pytest.fixture
def officer(db):
    return browser_of(make_member("floor-officer"))


def record_of(room):
    return reverse("floor:record", args=["dialogue", room.session.slug])


def press(browser, room, row, **sent):
    address = reverse("floor:recording-off", args=["dialogue", room.session.slug, row.pk])
    return browser.post(address, sent, follow=True)


def test_officer_notes_that_the_recording_is_off_and_takes_it_back(room, officer):
    row = room.give(room.ask(0))

    assert "Recording is off" in page(officer, record_of(room))
    press(officer, room, row, off="1")
    row.refresh_from_db()
    assert row.recording_off_at
    assert "Noted: the recording is off" in page(officer, record_of(room))
    assert "noted already" in press(officer, room, row, off="1").content.decode()
    press(officer, room, row)
    row.refresh_from_db()
    assert row.recording_off_at is None


def test_reader_of_the_record_sees_the_tick_and_no_button(room):
    row = room.give(room.ask(0))
    press(browser_of(make_member("floor-officer")), room, row, off="1")

    words = page(browser_of(make_member("presidents-office")), record_of(room))

    assert "Noted: the recording is off" in words
    assert "The recording was on" not in words


def test_record_says_that_a_speaker_is_protected_without_the_name(room, officer):
    speaker = room.panellist.speaker
    for column, text in in_six("name", "Amina Okoye").items():
        setattr(speaker, column, text)
    protect(speaker)
    room.give(answer_of(room))

    words = page(officer, record_of(room))

    assert "Protected speaker: no picture, no recording" in words
    assert "Amina" not in words
