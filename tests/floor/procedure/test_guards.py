"""The guards of the floor, each tried on every act that has it and not on the first of them alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from conference.models import AuditEntry
from conference.refusals import Conflict, Refusal
from floor.models import Floor, FloorEvent, Intervention, SpeakingTime
from floor.procedure import presiding, signals, suspension
from floor.procedure.changes import change_request
from floor.procedure.events import FloorStep, take_back, undo
from floor.procedure.hours import set_hours
from floor.procedure.panel_answers import let_panellists_answer
from floor.procedure.recording import note_recording_off, take_back_recording_off
from floor.procedure.requests import ask_for_floor, ask_for_panellist, withdraw
from floor.procedure.speaking_times import set_time_of_kind
from floor.record.corrections import correct
from tests.factories import make_speaker

MINUTE = timedelta(minutes=1)
FRENCH = {"language": "fr", "other_language": ""}
NOT_STATED = {"language": "", "other_language": ""}
ON_THE_SPEAKER = {
    "conclude": presiding.conclude,
    "pause": presiding.pause,
    "resume": presiding.resume,
    "ask-to-conclude": presiding.ask_to_conclude,
}


class Sitting:
    """A floor in the midst of it: one has spoken, one speaks, two wait; and each act there, with what it is about."""

    def __init__(self, room):
        self.room, self.session = room, room.session
        self.spoken = room.give(room.ask(0))
        self.speaking = room.give(room.ask(1), instead_of=self.spoken)
        self.first, self.second = room.ask(2), room.ask(3)
        self.other_panellist = self.session.roles.create(kind="panellist", speaker=make_speaker(room.conference))
        self.spoken.refresh_from_db()
        room.later(30)

    def press(self, act):
        """Do an act; the row that it is about, None for the floor itself."""
        by = {"by": self.room.officer, "at": self.room.later(1)}
        return getattr(self, self.method(act))(by)

    @staticmethod
    def method(act):
        return f"_{act.replace('-', '_')}"

    def _open(self, by):
        presiding.close_requests(self.session, **by)
        presiding.open_requests(self.session, **by)

    def _close(self, by):
        presiding.close_requests(self.session, **by)

    def _ask(self, by):
        return ask_for_floor(self.session, self.room.delegations[4], key=uuid4(), through="slip", **by)

    def _let_answer(self, by):
        let_panellists_answer(self.session, [self.room.panellist, self.other_panellist], key=uuid4(), **by)

    def _withdraw(self, by):
        withdraw(self.first, **by)
        return self.first

    def _change(self, by):
        seen, wanted = {"speaker_name": ""}, {"speaker_name": "Ms. B"}
        change_request(self.first, wanted, seen=seen, **by)
        return self.first

    def _give(self, by):
        presiding.give_floor(self.first, instead_of=self.speaking.pk, **by)
        return self.first

    def _go_on(self, by):
        order = self.room.ask(4, kind="point-of-order")
        self.room.give(order, instead_of=self.speaking)
        by["at"] = self.room.later(1)
        presiding.go_on(self.speaking, instead_of=order.pk, **by)
        return self.speaking

    def _defer(self, by):
        reply = self.room.ask(4, kind="right-of-reply")
        by["at"] = self.room.later(1)
        presiding.defer(reply, **by)
        return reply

    def _ask_to_conclude(self, by):
        presiding.ask_to_conclude(self.session, expected=self.speaking.pk, **by)
        return self.speaking

    def _pause(self, by):
        presiding.pause(self.session, expected=self.speaking.pk, **by)
        return self.speaking

    def _resume(self, by):
        presiding.pause(self.session, expected=self.speaking.pk, **by)
        presiding.resume(self.session, expected=self.speaking.pk, **by)
        return self.speaking

    def _conclude(self, by):
        presiding.conclude(self.session, expected=self.speaking.pk, **by)
        return self.speaking

    def _move(self, by):
        presiding.put_in_order(self.session, [self.second.pk, self.first.pk], **by)

    def _shorten(self, by):
        presiding.set_speaking_time(self.session, 2 * MINUTE, **by)

    def _extend(self, by):
        presiding.give_more_time(self.speaking, MINUTE, **by)
        return self.speaking

    def _set_times(self, by):
        set_time_of_kind(self.session, SpeakingTime.Kind.GROUP, 5 * MINUTE, **by)

    def _set_hours(self, by):
        set_hours(self.session, opens_at=None, closes_at=self.session.ends_at, **by)

    def _suspend(self, by):
        suspension.suspend(self.session, **by)

    def _resume_session(self, by):
        suspension.suspend(self.session, **by)
        suspension.resume_session(self.session, **by)

    def _show_message(self, by):
        suspension.show_message(self.session, {"text_fr": "Silence, je vous prie."}, **by)

    def _end_message(self, by):
        self._show_message(by)
        suspension.end_message(self.session, **by)

    def _preside(self, by):
        presiding.hand_over_chair(self.session, self.room.chairs[0], **by)

    def _strike(self, by):
        presiding.strike(self.spoken, reason="Entered twice", **by)
        return self.spoken

    def _correct(self, by):
        correct(self.spoken, FRENCH, seen=NOT_STATED, reason="Misheard", **by)
        return self.spoken

    def _recording_off(self, by):
        note_recording_off(self.spoken, **by)
        return self.spoken

    def _recording_on(self, by):
        note_recording_off(self.spoken, **by)
        take_back_recording_off(self.spoken, **by)
        return self.spoken

    def _signal(self, by):
        signals.send(self.session, "fr", "slower", at=by["at"])

    def _acknowledge(self, by):
        signal = signals.send(self.session, "fr", "slower", at=by["at"])
        signals.acknowledge(signal, **by)

    def _undo(self, by):
        undo(self.session, **by)
        return self.speaking

    def _redo(self, by):
        undo(self.session, **by)
        take_back(self.session, FloorEvent.objects.latest("number").number, **by)
        return self.speaking


@pytest.fixture
def sitting(room):
    return Sitting(room)


def left_behind():
    """What a refused act must leave as it was."""
    floors = list(Floor.objects.values())
    return floors, list(Intervention.objects.order_by("pk").values()), FloorEvent.objects.count()


# Who acted, on what, where


@pytest.mark.parametrize("act", FloorEvent.Act.values)
def test_audit_entry_of_each_act_names_person_conference_and_what_it_is_about(sitting, act):
    row = sitting.press(act) or Floor.objects.get()
    by = None if act == "signal" else sitting.room.officer  # a booth's signal names no person

    entry = AuditEntry.objects.order_by("pk").last()
    assert (entry.act, entry.by, entry.conference, entry.at) == (
        f"floor: {act}",
        by,
        sitting.room.conference,
        sitting.room.at,
    )
    assert (entry.subject_type, entry.subject_id) == (row._meta.label_lower, str(row.pk))
    step = FloorEvent.objects.order_by("pk").last()
    assert (step.by, entry.detail["step"], entry.detail["session"]) == (by, step.number, "session-0")


# The speaker whom the person sees


@pytest.mark.parametrize("act", ON_THE_SPEAKER)
def test_act_meant_for_who_has_spoken_does_nothing_to_who_speaks_now(sitting, act):
    if act == "resume":
        presiding.pause(sitting.session, by=None, at=sitting.room.at, expected=sitting.speaking.pk)
    before = left_behind()

    with pytest.raises(Conflict, match="Delegation 1"):
        ON_THE_SPEAKER[act](sitting.session, by=None, at=sitting.room.later(1), expected=sitting.spoken.pk)

    assert left_behind() == before


@pytest.mark.parametrize("act", ON_THE_SPEAKER)
def test_act_on_the_speaker_is_refused_where_nobody_has_the_floor(sitting, act):
    presiding.conclude(sitting.session, by=None, at=sitting.room.at, expected=sitting.speaking.pk)
    before = left_behind()

    with pytest.raises(Refusal, match="Nobody has the floor"):
        ON_THE_SPEAKER[act](sitting.session, by=None, at=sitting.room.later(1), expected=sitting.speaking.pk)

    assert left_behind() == before


# Twice


TWICE = {
    "open": "open already",
    "close": "closed already",
    "ask": "waiting for the floor already",
    "withdraw": "withdrawn already",
    "change": "says so already",
    "give": "no longer waiting",
    "go-on": "is not interrupted",
    "resume-session": "is not suspended",
    "set-hours": "the hours already",
    "pause": "paused already",
    "resume": "running already",
    "conclude": "Nobody has the floor",
    "suspend": "suspended already",
    "end-message": "show no message",
    "preside": "presiding already",
    "strike": "Only an intervention that is over",
    "correct": "says so already",
}


@pytest.mark.parametrize("act", TWICE)
def test_act_done_twice_is_refused_the_second_time(sitting, act):
    sitting.press(act)
    before = left_behind()
    again = {
        "open": presiding.open_requests,
        "resume": lambda session, **by: presiding.resume(session, expected=sitting.speaking.pk, **by),
        "give": lambda session, **by: presiding.give_floor(sitting.first, instead_of=sitting.first.pk, **by),
        "go-on": lambda session, **by: presiding.go_on(sitting.speaking, instead_of=sitting.speaking.pk, **by),
        "resume-session": suspension.resume_session,
        "end-message": suspension.end_message,
    }.get(act)

    with pytest.raises(Refusal, match=TWICE[act]):
        again(sitting.session, by=None, at=sitting.room.later(1)) if again else sitting.press(act)

    assert left_behind() == before


def test_panellist_waits_once(sitting):
    by = {"by": sitting.room.officer, "at": sitting.room.at}
    answer = ask_for_panellist(sitting.room.panellist, key=uuid4(), **by)

    with pytest.raises(Refusal, match=r"Speaker 2 .* is waiting for the floor already"):
        ask_for_panellist(sitting.room.panellist, key=uuid4(), **by)

    assert list(sitting.session.interventions.waiting().exclude(role=None)) == [answer]


@pytest.mark.parametrize("places", [[1, 1], [0, 1, 0]])
def test_order_that_names_one_twice_is_refused(sitting, places):
    requests = [sitting.first, sitting.second]
    before = left_behind()

    with pytest.raises(Refusal, match="The list has changed"):
        presiding.put_in_order(
            sitting.session, [requests[place].pk for place in places], by=None, at=sitting.room.later(1)
        )

    assert left_behind() == before


# The order of asking


def test_list_goes_by_the_time_of_asking_and_not_by_the_order_of_entry(room):
    for number, minutes in ((0, 3), (1, 1), (2, 2)):
        ask_for_floor(
            room.session, room.delegations[number], key=uuid4(), through="phone", at=room.at + minutes * MINUTE
        )

    assert room.waiting() == [1, 2, 0]


def test_those_whom_the_co_chair_has_not_placed_keep_the_order_of_asking(room):
    asked = {
        number: ask_for_floor(
            room.session, room.delegations[number], key=uuid4(), through="phone", at=room.at + minutes * MINUTE
        )
        for number, minutes in ((0, 4), (1, 2), (2, 1), (3, 3))
    }

    presiding.put_in_order(room.session, [asked[3].pk], by=room.officer, at=room.at)

    assert room.waiting() == [3, 2, 1, 0]


# Undoing


def test_floor_of_a_panellist_is_taken_back_though_another_panellist_waits(room):
    other = room.session.roles.create(kind="panellist", speaker=make_speaker(room.conference))
    by = {"by": room.officer, "at": room.later(1)}
    first = room.give(ask_for_panellist(room.panellist, key=uuid4(), **by))
    second = ask_for_panellist(other, key=uuid4(), **by)

    take_back(room.session, first.events.get(act="give").number, by=room.officer, at=room.later(1))

    first.refresh_from_db()
    assert (first.state, set(room.session.interventions.waiting())) == ("waiting", {first, second})


# A clock that is set back


def test_pause_is_never_before_the_floor_was_given(sitting):
    presiding.pause(sitting.session, by=None, at=sitting.speaking.given_at - MINUTE, expected=sitting.speaking.pk)

    sitting.speaking.refresh_from_db()
    assert sitting.speaking.paused_at == sitting.speaking.given_at


@pytest.mark.parametrize("act", ["resume", "conclude"])
def test_pause_that_ends_before_it_began_took_no_time(sitting, act):
    paused_at = sitting.room.at
    presiding.pause(sitting.session, by=None, at=paused_at, expected=sitting.speaking.pk)

    ON_THE_SPEAKER[act](sitting.session, by=None, at=paused_at - timedelta(seconds=10), expected=sitting.speaking.pk)

    sitting.speaking.refresh_from_db()
    assert (sitting.speaking.paused_for, sitting.speaking.paused_at) == (timedelta(0), None)


def test_pause_before_a_clock_was_set_back_is_kept(sitting):
    """Of two pauses, one of ten seconds and one that ends before it began, ten seconds are left."""
    by = {"by": None, "expected": sitting.speaking.pk}
    at = sitting.room.at
    for act, seconds in ((presiding.pause, 0), (presiding.resume, 10), (presiding.pause, 20), (presiding.resume, 5)):
        act(sitting.session, at=at + timedelta(seconds=seconds), **by)

    sitting.speaking.refresh_from_db()
    assert sitting.speaking.paused_for == timedelta(seconds=10)


def test_request_is_never_withdrawn_before_it_was_made(sitting):
    withdraw(sitting.first, at=sitting.first.asked_at - MINUTE)

    sitting.first.refresh_from_db()
    assert (sitting.first.state, sitting.first.withdrawn_at) == ("withdrawn", sitting.first.asked_at)


def test_floor_is_never_given_before_it_was_asked_for(sitting):
    at = sitting.first.asked_at - MINUTE
    presiding.give_floor(sitting.first, by=None, at=at, instead_of=sitting.speaking.pk)

    sitting.speaking.refresh_from_db()
    assert sitting.first.given_at == sitting.first.asked_at
    assert sitting.speaking.concluded_at == sitting.speaking.given_at


# Long words


def test_reason_that_is_longer_than_its_column_is_cut(sitting):
    presiding.strike(sitting.spoken, reason="é" * 400, by=sitting.room.officer, at=sitting.room.at)

    sitting.spoken.refresh_from_db()
    assert (sitting.spoken.state, sitting.spoken.struck_reason) == ("struck", "é" * 300)


def test_long_reason_of_a_correction_is_cut_in_the_audit_trail(sitting):
    correct(sitting.spoken, FRENCH, seen=NOT_STATED, reason="é" * 400, by=None, at=sitting.room.at)

    entry = AuditEntry.objects.get(act="floor: correct")
    assert (entry.detail["reason"], entry.detail["language"]) == ("é" * 300, ["", "fr"])


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL waits for its disk unless it is told otherwise")
def test_act_is_on_the_disk_when_it_is_acknowledged(room):
    with FloorStep(room.session, FloorEvent.Act.CLOSE, by=room.officer, at=room.at), connection.cursor() as cursor:
        [(synchronous,)] = cursor.execute("PRAGMA synchronous").fetchall()
        [(journal,)] = cursor.execute("PRAGMA journal_mode").fetchall()

    assert (synchronous, journal) == (2, "wal")  # FULL: one fsync for each commit
