"""The staff's pages of recordings: linked, found, withdrawn; and what must not be published."""

from datetime import timedelta

import pytest

from conference.models import AuditEntry
from floor.models import Recording, RecordingAnchor
from tests.factories import MORNING
from tests.floor.recordings.conftest import ADDRESS, protect
from tests.pages import body_of, page
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database

NEW = {
    "kind": "on-demand",
    "channel": "fr",
    "part": "1",
    "address": "https://media.un.org/en/asset/k10/k10h1p03zp",
    "length": "1:02:30",
    "captions": ["fr", "en"],
    "captions_address": "",
    "shown_from": "2012-04-03T18:00:00",
}


@pytest.fixture
def officer(db):
    return browser_of(make_member("floor-officer"))


def acts():
    return list(AuditEntry.objects.filter(act__startswith="recording").order_by("pk").values_list("act", flat=True))


def test_recording_is_linked(webcast, officer):
    answer = officer.post(webcast.address("record-recordings"), NEW)

    assert answer.status_code == 302
    row = Recording.objects.get(channel="fr")
    assert (row.length, row.captions, row.host) == (
        timedelta(hours=1, minutes=2, seconds=30),
        ["en", "fr"],
        "media.un.org",
    )
    assert row.shown_from.isoformat() == "2012-04-03T22:00:00+00:00"  # by the clock of New York
    assert "media.un.org" in page(officer, webcast.address("record-recordings"))
    assert acts() == ["recording: add"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"address": "https://streams.example.org/a"}, "streams.example.org is not among the hosts of recordings"),
        ({"address": "http://media.un.org/a"}, "Enter a valid URL."),
        ({"address": "https://["}, "Enter a valid URL."),
        ({"channel": "floor"}, "There is a recording of this channel and part already."),
        ({"length": "an hour"}, "Write hours, minutes and seconds, such as 1:02:30."),
        ({"length": "99:00:00"}, "A recording is at most 24 hours long."),
        ({"part": "0"}, "greater than or equal to 1"),
        ({"kind": "live"}, "What is live has neither a length nor a second 0."),
        ({"shown_from": "9999-04-03T18:00:00"}, "Write a year from 1945 to 2199."),
        ({"captions": ["de"]}, "de"),
    ],
)
def test_what_cannot_be_linked_comes_back_with_a_sentence(webcast, officer, sent, words):
    answer = officer.post(webcast.address("record-recordings"), NEW | sent)

    assert words in body_of(answer, 422)
    assert Recording.objects.count() == 1
    assert acts() == []


def test_recording_is_changed_but_not_into_another(webcast, officer):
    other = webcast.add(channel="es")
    address = webcast.address("recording-change", other.pk)

    assert "There is a recording of this channel" in body_of(officer.post(address, NEW | {"channel": "floor"}), 422)
    assert officer.post(address, NEW | {"channel": "ru"}).status_code == 302
    other.refresh_from_db()
    assert other.channel == "ru"
    assert officer.post(address, NEW | {"channel": "ru"}).status_code == 302  # nothing is new
    assert acts() == ["recording: change"]


def test_recording_with_second_0_does_not_become_live(webcast, officer):
    sent = NEW | {"kind": "live", "channel": "floor", "length": ""}
    address = webcast.address("recording-change", webcast.recording.pk)

    assert "what is live has none" in body_of(officer.post(address, sent), 422)


def test_recording_is_withdrawn_once_with_a_reason(webcast, officer):
    address = webcast.address("recording-withdraw", webcast.recording.pk)

    assert "Say why" in officer.post(address, {"reason": " "}, follow=True).content.decode()
    officer.post(address, {"reason": "Shows a protected speaker"})
    assert "withdrawn already" in officer.post(address, {"reason": "Again"}, follow=True).content.decode()

    webcast.recording.refresh_from_db()
    assert webcast.recording.withdrawn_reason == "Shows a protected speaker"
    assert ADDRESS not in page(officer, webcast.address("recordings"))
    assert officer.get(webcast.address("recording-zero", webcast.recording.pk)).status_code == 404
    assert acts() == ["recording: withdraw"]


def found_at(webcast, browser, number, second, **sent):
    address = webcast.address("recording-anchor", webcast.recording.pk)
    return browser.post(address, {"intervention": webcast.rows[number].pk, "second": second, **sent})


def test_one_intervention_found_sets_second_0_for_all_channels(webcast, officer):
    Recording.objects.update(zero=None)
    french = webcast.add(channel="fr")
    webcast.add(channel="es", part=2)

    assert found_at(webcast, officer, 1, "3:20", all_channels="on").status_code == 302

    found = RecordingAnchor.objects.order_by("recording").values_list("recording", "second")
    assert list(found) == [(webcast.recording.pk, 200), (french.pk, 200)]
    assert "kalturaStartTime=78" in page(officer, webcast.address("recordings"))


def test_third_intervention_shows_a_gap(webcast, officer):
    Recording.objects.update(zero=None)
    for number, second in ((0, "1:00"), (3, "7:00"), (1, "2:20")):
        found_at(webcast, officer, number, second)

    words = page(officer, webcast.address("recording-zero", webcast.recording.pk))

    assert "\N{MINUS SIGN}40" in words
    assert "a gap, or a wrong place" in words


def test_two_interventions_that_no_clock_explains_are_doubted(webcast, officer):
    Recording.objects.update(zero=None)
    found_at(webcast, officer, 0, "1:00")
    assert "No clock is so far out" not in page(officer, webcast.address("recording-zero", webcast.recording.pk))
    found_at(webcast, officer, 3, "6:20")

    assert "No clock is so far out" in page(officer, webcast.address("recording-zero", webcast.recording.pk))


def test_intervention_found_anew_replaces_and_is_removed(webcast, officer):
    Recording.objects.update(zero=None)
    for second in ("1:00", "1:30"):
        found_at(webcast, officer, 0, second)
    anchor = webcast.recording.anchors.get()
    assert anchor.second == 90

    officer.post(webcast.address("recording-anchor-remove", webcast.recording.pk), {"anchor": anchor.pk})

    assert not webcast.recording.anchors.exists()
    assert acts() == ["recording: zero"] * 3


@pytest.mark.parametrize(
    ("second", "words"),
    [("1:00:00", "shorter than that"), ("ten", "Write hours, minutes and seconds"), ("", "This field is required.")],
)
def test_place_outside_the_recording_is_refused(webcast, officer, second, words):
    assert words in body_of(found_at(webcast, officer, 0, second), 422)
    assert not RecordingAnchor.objects.exists()


def test_moment_is_typed_and_emptied(webcast, officer):
    address = webcast.address("recording-zero", webcast.recording.pk)

    officer.post(address, {"zero": "2012-04-03T10:00:30"})
    webcast.recording.refresh_from_db()
    assert webcast.recording.zero == MORNING + timedelta(seconds=30)
    assert "the moment was typed" in page(officer, address)
    officer.post(address, {"zero": ""})
    webcast.recording.refresh_from_db()
    assert webcast.recording.zero is None
    assert acts() == ["recording: zero"] * 2


def test_moment_of_another_day_is_refused(webcast, officer):
    answer = officer.post(webcast.address("recording-zero", webcast.recording.pk), {"zero": "2012-05-03T10:00:00"})

    assert "more than a day away" in body_of(answer, 422)
    webcast.recording.refresh_from_db()
    assert webcast.recording.zero == MORNING


def test_what_is_live_has_no_second_0(webcast, officer):
    live = webcast.add(kind="live")

    answer = officer.post(webcast.address("recording-zero", live.pk), {"zero": "2012-04-03T10:00:00"})

    assert "What is live" in body_of(answer, 422)


def test_paper_tells_the_webcast_team_what_must_not_be_published(webcast, officer):
    protect(webcast, 1, name="Amina Okoye")
    webcast.panel.roles.create(kind="panellist", speaker=webcast.conference.speakers.get(protected=True))

    words = page(officer, webcast.address("not-to-be-published"))

    assert "A survivor (en)" in words
    assert "Protected speaker: no picture, no recording" in words
    assert "10:03:00" in words
    assert "2:30 – 5:30" in words
    assert "Amina" not in words


def test_paper_says_where_there_is_nothing_and_where_seconds_are_not_known(webcast, officer):
    webcast.conference.speakers.update(consents_to_recording=True)
    address = webcast.address("not-to-be-published")
    words = page(officer, address)
    assert "Everybody in the programme of this session may be recorded." in words
    assert "Nothing on the record of this session has to be kept back." in words

    protect(webcast, 1)
    Recording.objects.update(zero=None)
    assert "no second 0 is set" in page(officer, address)


@pytest.mark.parametrize("role", ["note-taker", "presidents-office"])
def test_reader_of_the_record_sees_recordings_and_keeps_none(webcast, role):
    reader = browser_of(make_member(role))

    words = page(reader, webcast.address("record-recordings"))
    assert "webtv.un.org" in words
    assert "Link a recording" not in words
    assert reader.post(webcast.address("record-recordings"), NEW).status_code == 404
    assert reader.get(webcast.address("not-to-be-published")).status_code == 200
