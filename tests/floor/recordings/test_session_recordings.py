"""Which recordings are shown, and at which second of them each intervention is."""

from datetime import timedelta

import pytest

from floor.models import RecordingAnchor, Statement
from floor.procedure import presiding
from floor.procedure.recording import note_recording_off
from floor.recordings.session_recordings import SessionRecordings
from programme.models import Session
from tests.factories import MORNING
from tests.floor.recordings.conftest import ADDRESS, protect

LATER = MORNING + timedelta(days=1)


def found(webcast, at=LATER, language="en"):
    panel = Session.objects.select_related("conference").get(pk=webcast.panel.pk)
    return SessionRecordings(panel, at=at, language=language)


def starts(webcast, **how):
    codes = found(webcast, **how).time_codes
    return [codes[row.pk].start if row.pk in codes else None for row in webcast.rows]


def ends(webcast):
    codes = found(webcast).time_codes
    return [codes[row.pk].end if row.pk in codes else None for row in webcast.rows]


def test_each_intervention_has_its_second(webcast):
    assert starts(webcast) == [58, 178, 298, 418]
    assert ends(webcast) == [180, 300, 420, 540]
    code = found(webcast).time_codes[webcast.rows[1].pk]
    assert (code.clock, code.address, code.leads_there) == ("2:58", f"{ADDRESS}?kalturaStartTime=178", True)


def test_without_second_0_nothing_is_asserted(webcast):
    webcast.recording.zero = None
    webcast.recording.save()

    assert starts(webcast) == [None] * 4
    assert found(webcast).parts[0].recordings == [webcast.recording]


def test_anchor_tells_second_0(webcast):
    webcast.recording.zero = None
    webcast.recording.save()
    RecordingAnchor.objects.create(recording=webcast.recording, intervention=webcast.rows[1], second=200)

    assert starts(webcast) == [78, 198, 318, 438]


def test_each_part_has_its_own_second_0(webcast):
    webcast.recording.length = timedelta(minutes=4)
    webcast.recording.save()
    webcast.add(part=2, zero=MORNING + timedelta(minutes=5), length=timedelta(hours=1))

    assert starts(webcast) == [58, 178, 0, 118]
    assert [found(webcast).time_codes[row.pk].recording.part for row in webcast.rows] == [1, 1, 2, 2]


def test_parts_without_a_length_end_where_the_next_begins(webcast):
    webcast.recording.length = None
    webcast.recording.save()
    webcast.add(part=2, zero=MORNING + timedelta(minutes=5))

    assert [found(webcast).time_codes[row.pk].recording.part for row in webcast.rows] == [1, 1, 2, 2]


def test_what_a_recording_misses_has_no_time_code(webcast):
    webcast.recording.zero, webcast.recording.length = MORNING + timedelta(minutes=2), timedelta(minutes=3)
    webcast.recording.save()

    assert starts(webcast) == [None, 58, None, None]


def test_reader_is_led_to_the_own_language_then_to_the_floor(webcast):
    french = webcast.add(channel="fr", zero=MORNING + timedelta(seconds=-10))

    assert starts(webcast, language="fr")[0] == 68
    assert found(webcast, language="fr").time_codes[webcast.rows[0].pk].recording == french
    assert found(webcast, language="ru").time_codes[webcast.rows[0].pk].recording == webcast.recording


def test_recording_at_another_site_prints_the_time_code_and_leads_to_the_page(webcast):
    webcast.recording.address = "https://www.who.int/session/5"
    webcast.recording.save()

    code = found(webcast).time_codes[webcast.rows[0].pk]
    assert (code.clock, code.address, code.leads_there) == ("0:58", "https://www.who.int/session/5", False)


@pytest.mark.parametrize(
    "fields",
    [
        {"withdrawn_at": MORNING, "withdrawn_reason": "Cut"},
        {"shown_from": LATER + timedelta(seconds=1)},
        {"address": "https://streams.example.org/asset"},
    ],
)
def test_recording_is_not_shown_before_its_time_nor_after_nor_at_another_site(webcast, fields):
    assert starts(webcast) != [None] * 4
    for name, value in fields.items():
        setattr(webcast.recording, name, value)
    webcast.recording.save()

    assert found(webcast).shown == []
    assert starts(webcast) == [None] * 4


def test_protected_speaker_has_no_time_code_and_no_other_begins_in_their_time(webcast):
    protect(webcast, 1)

    assert starts(webcast) == [58, None, 300, 418]
    assert ends(webcast) == [180, None, 420, 540]


def test_speaker_for_whom_the_recording_was_off_has_no_time_code(webcast):
    note_recording_off(webcast.rows[2], by=webcast.room.officer, at=webcast.room.at)

    assert starts(webcast) == [58, 178, None, 420]


def test_intervention_that_was_struck_has_no_time_code(webcast):
    presiding.strike(webcast.rows[0], reason="Entered twice", by=webcast.room.officer, at=webcast.room.at)

    assert starts(webcast) == [None, 178, 298, 418]


@pytest.mark.parametrize(("minutes", "is_live"), [(-1, False), (0, True), (9, True), (10, False)])
def test_live_is_shown_in_the_hours_of_the_session(webcast, minutes, is_live):
    live = webcast.add(kind="live", shown_from=MORNING - timedelta(days=1))

    assert found(webcast, at=MORNING + timedelta(minutes=minutes)).live == ([live] if is_live else [])


def test_live_follows_the_actual_hours(webcast):
    live = webcast.add(kind="live")
    Session.objects.filter(pk=webcast.panel.pk).update(
        began_at=MORNING + timedelta(minutes=5), ended_at=MORNING + timedelta(minutes=20)
    )

    assert found(webcast, at=MORNING + timedelta(minutes=1)).live == []
    assert found(webcast, at=MORNING + timedelta(minutes=15)).live == [live]


def test_channels_stand_in_one_order(webcast):
    for channel in ("sign", "es", "ar"):
        webcast.add(channel=channel)

    assert found(webcast).channels == ["floor", "ar", "es", "sign"]
    assert [row.channel for row in found(webcast).parts[0].recordings] == ["floor", "ar", "es", "sign"]


def make_statement(webcast, number, **fields):
    values = {"file": "a.pdf", "format": "pdf", "size": 1, "language": "en", "uploaded_at": MORNING, **fields}
    return Statement.objects.create(session=webcast.panel, delegation=webcast.rows[number].delegation, **values)


def test_statement_has_the_time_code_of_its_delivery(webcast):
    recordings = found(webcast)

    assert recordings.of_statement(make_statement(webcast, 1)).start == 178
    assert recordings.of_statement(make_statement(webcast, 1, intervention=webcast.rows[1])).start == 178
    assert recordings.of_statement(make_statement(webcast, 2, uploaded_at=LATER)) is None


def test_recordings_are_read_in_a_constant_number_of_queries(webcast, django_assert_num_queries):
    webcast.change(0, speaker_name="Ms. A")
    RecordingAnchor.objects.create(recording=webcast.recording, intervention=webcast.rows[1], second=10)
    for size in (1, 3):
        while webcast.panel.recordings.count() < size:
            row = webcast.add(part=webcast.panel.recordings.count() + 1)
            RecordingAnchor.objects.create(recording=row, intervention=webcast.rows[1], second=10)
        recordings = found(webcast)
        with django_assert_num_queries(5):
            assert recordings.time_codes
