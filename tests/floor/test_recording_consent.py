"""Whose interventions stay out of recordings."""

from uuid import uuid4

import pytest

from conference.models import AuditEntry
from conference.refusals import Refusal
from floor.models import Intervention
from floor.procedure.panel_answers import let_panellists_answer
from floor.procedure.recording import note_recording_off, take_back_recording_off
from floor.recording_consent import RecordingConsent, Withheld
from tests.factories import in_six, make_speaker


def protect(speaker):
    speaker.protected = True
    for column, text in in_six("displayed_name", "A survivor").items():
        setattr(speaker, column, text)
    speaker.slug = "participant-2345678923"
    speaker.save()


def answer_of(room):
    let_panellists_answer(room.session, [room.panellist], key=uuid4(), by=room.officer, at=room.later(1))
    return Intervention.objects.select_related("role__speaker").get(role=room.panellist)


@pytest.mark.parametrize(
    ("consents", "is_protected", "reason"),
    [(True, False, None), (False, False, Withheld.NO_CONSENT), (False, True, Withheld.PROTECTED)],
)
def test_panellist_is_recorded_only_with_consent(room, consents, is_protected, reason):
    speaker = room.panellist.speaker
    speaker.consents_to_recording = consents
    speaker.save()
    if is_protected:
        protect(speaker)

    assert RecordingConsent(room.conference.pk).withheld(answer_of(room)) == reason


@pytest.mark.parametrize("typed", ["H.E. Ms. Amina Okoye", "amina okoye", "A survivor (fr)"])
def test_protected_speaker_who_speaks_for_a_delegation_is_known_by_the_name_that_was_typed(room, typed):
    protect(make_speaker(room.conference, **in_six("name", "Amina Okoye")))
    for column in ("name_en", "name_fr"):
        room.conference.speakers.filter(protected=True).update(**{column: "Amina Okoye"})
    consent = RecordingConsent(room.conference.pk)

    assert consent.withheld(room.ask(0, speaker_name=typed)) == Withheld.PROTECTED
    assert consent.withheld(room.ask(1, speaker_name="Ms. Someone Else")) is None
    assert consent.withheld(room.ask(2)) is None


def test_names_are_asked_for_once(room, django_assert_num_queries):
    rows = [room.ask(number, speaker_name=f"Name {number}") for number in range(3)]
    consent = RecordingConsent(room.conference.pk)

    with django_assert_num_queries(1):
        assert [consent.withheld(row) for row in rows] == [None, None, None]


def test_recording_is_noted_as_off_once_and_taken_back_once(room):
    row = room.ask(0)

    note_recording_off(row, by=room.officer, at=room.later(1))
    assert RecordingConsent(room.conference.pk).withheld(row) == Withheld.OFF
    with pytest.raises(Refusal, match="noted already"):
        note_recording_off(row, by=room.officer, at=room.later(1))
    take_back_recording_off(row, by=room.officer, at=room.later(1))
    with pytest.raises(Refusal, match="not noted"):
        take_back_recording_off(row, by=room.officer, at=room.later(1))

    assert RecordingConsent(room.conference.pk).withheld(row) is None
    acts = AuditEntry.objects.filter(act__startswith="floor: recording").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == ["floor: recording-off", "floor: recording-on"]


def test_recording_is_not_off_for_a_request_that_was_withdrawn(room):
    row = room.ask(0)
    Intervention.objects.filter(pk=row.pk).update(state="withdrawn", withdrawn_at=room.at)

    with pytest.raises(Refusal, match="neither waiting nor on the record"):
        note_recording_off(row, by=room.officer, at=room.later(1))
