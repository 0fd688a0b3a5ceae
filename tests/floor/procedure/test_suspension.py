from datetime import timedelta

import pytest

from conference.refusals import Refusal
from floor.models import Floor, FloorMessage
from floor.procedure import presiding, suspension
from floor.procedure.events import undo
from tests.constraints import refuses

MINUTE = timedelta(minutes=1)


def suspend(room, **more):
    suspension.suspend(room.session, by=room.officer, at=room.at, **more)


def resume(room):
    suspension.resume_session(room.session, by=room.officer, at=room.at)


def test_session_is_suspended_until_an_hour_and_resumed(room):
    suspend(room, resumes_at=room.at + 15 * MINUTE)
    floor = Floor.objects.get()
    assert (floor.suspended_at, floor.resumes_at) == (room.at, room.at + 15 * MINUTE)

    room.later(900)
    resume(room)

    floor.refresh_from_db()
    assert (floor.suspended_at, floor.resumes_at) == (None, None)


def test_session_does_not_resume_before_it_was_suspended(room):
    with pytest.raises(Refusal, match="write a later hour"):
        suspend(room, resumes_at=room.at)

    floors = Floor.objects.all()
    assert refuses(floors.update, suspended_at=room.at, resumes_at=room.at - MINUTE)
    assert refuses(floors.update, suspended_at=None, resumes_at=room.at)


def test_clock_of_who_speaks_stands_still_until_it_is_pressed_after_the_suspension(room):
    speaker = room.give(room.ask(0))
    room.later(60)
    suspend(room)
    room.later(600)

    with pytest.raises(Refusal, match="The session is suspended"):
        presiding.resume(room.session, by=room.officer, at=room.at, expected=speaker.pk)
    resume(room)
    presiding.resume(room.session, by=room.officer, at=room.later(5), expected=speaker.pk)

    speaker.refresh_from_db()
    assert (room.speaking(), speaker.time_used(room.at)) == (speaker, MINUTE)


def test_nobody_gets_the_floor_while_the_session_is_suspended(room):
    request = room.ask(0)
    suspend(room)

    with pytest.raises(Refusal, match="The session is suspended; resume it first"):
        room.give(request)

    assert room.ask(1) in room.session.interventions.waiting()


def test_interrupted_speaker_does_not_go_on_while_the_session_is_suspended(room):
    speaker = room.give(room.ask(0))
    order = room.give(room.ask(1, kind="point-of-order"), instead_of=speaker)
    suspend(room)

    with pytest.raises(Refusal, match="The session is suspended"):
        presiding.go_on(speaker, by=room.officer, at=room.at, instead_of=order.pk)


def test_suspension_is_taken_back_with_the_clock_that_it_stopped(room):
    speaker = room.give(room.ask(0))
    suspend(room)

    undo(room.session, by=room.officer, at=room.later(1))

    speaker.refresh_from_db()
    assert (Floor.objects.get().suspended_at, speaker.paused_at) == (None, None)


def test_message_is_shown_and_replaced_and_taken_down(room):
    by = {"by": room.officer, "at": room.at}
    suspension.show_message(room.session, {"text_fr": "Silence, je vous prie."}, **by)
    suspension.show_message(room.session, {"text_en": "Please be seated.", "text_es": "Tomen asiento."}, **by)
    floor = Floor.objects.get()
    assert {code: text for code, text in floor.message.texts().items() if text} == {
        "en": "Please be seated.",
        "es": "Tomen asiento.",
    }

    suspension.end_message(room.session, **by)
    floor.refresh_from_db()
    assert (floor.message, FloorMessage.objects.count()) == (None, 2)

    undo(room.session, **by)
    floor.refresh_from_db()
    assert str(floor.message) == "Please be seated."


def test_message_says_something(room):
    with pytest.raises(Refusal, match="in one language at least"):
        suspension.show_message(room.session, {"text_fr": ""}, by=room.officer, at=room.at)

    assert refuses(FloorMessage.objects.create, session=room.session, shown_at=room.at)
    FloorMessage.objects.create(session=room.session, shown_at=room.at, text_ar="صمتاً من فضلكم")


def test_speaker_is_asked_to_conclude(room):
    speaker = room.give(room.ask(0))

    presiding.ask_to_conclude(room.session, by=room.officer, at=room.later(100), expected=speaker.pk)

    speaker.refresh_from_db()
    assert (speaker.state, speaker.asked_to_conclude_at) == ("speaking", room.at)
