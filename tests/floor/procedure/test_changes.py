"""A request that waits is changed without losing its place, by the delegation and by staff."""

import pytest

from conference.models import AuditEntry
from conference.refusals import Conflict, Refusal
from floor.groups import add_groups
from floor.models import FloorEvent
from floor.procedure import presiding
from floor.procedure.changes import change_request
from floor.procedure.events import undo

SEEN = {
    "kind": "intervention",
    "group": None,
    "speaker_title": "",
    "speaker_name": "",
    "speaker_function": "",
    "level": "",
    "speaker_gender": "",
    "language": "",
    "other_language": "",
}


def change(room, row, by=None, seen=SEEN, **wanted):
    change_request(row, {**seen, **wanted}, seen=seen, by=by, at=room.later(1))
    row.refresh_from_db()
    return row


def test_request_is_changed_and_keeps_its_place(room):
    group = add_groups(room.conference)[3]
    requests = [room.ask(number) for number in range(3)]
    wanted = {
        "speaker_title": "H.E. Ms.",
        "speaker_name": "A. Borg",
        "speaker_function": "Minister of Justice",
        "level": "minister",
        "language": "fr",
        "group": group,
    }

    row = change(room, requests[1], **wanted)

    assert {name: getattr(row, name) for name in wanted} == wanted
    assert row.speaker_line == "H.E. Ms. A. Borg, Minister of Justice"
    assert room.waiting() == [0, 1, 2]


def test_chinese_form_of_address_follows_the_name(room):
    assert room.ask(0, speaker_title="女士阁下", speaker_name="李明").speaker_line == "李明女士阁下"


def test_change_is_a_step_that_says_what_was_before(room):
    row = change(room, room.ask(0, speaker_name="Ms. A"), seen={**SEEN, "speaker_name": "Ms. A"}, speaker_name="Ms. B")

    step = FloorEvent.objects.latest("pk")
    assert (step.act, step.intervention, step.before) == (
        "change",
        row,
        [["intervention", row.pk, {"speaker_name": "Ms. A"}]],
    )
    assert AuditEntry.objects.get(act="floor: change").detail["speaker_name"] == ["Ms. A", "Ms. B"]


def test_two_who_change_different_fields_both_succeed(room):
    row = room.ask(0)

    change(room, row, by=room.officer, language="ru")
    change(room, row, speaker_name="Ms. A")

    assert (row.language, row.speaker_name) == ("ru", "Ms. A")


def test_second_who_changes_the_same_field_reads_both_values(room):
    row = change(room, room.ask(0), by=room.officer, speaker_name="Ms. A", language="ru")

    with pytest.raises(Conflict) as refused:
        change(room, row, speaker_name="Ms. B", language="es")

    assert "It now says: who speaks: Ms. A; language: Русский. You wrote: who speaks: Ms. B; language: Español." in str(
        refused.value
    )
    row.refresh_from_db()
    assert (row.speaker_name, row.language) == ("Ms. A", "ru")


def test_request_that_has_been_given_the_floor_is_not_changed(room):
    row = room.give(room.ask(0))

    with pytest.raises(Refusal, match="no longer waits"):
        change(room, row, speaker_name="Ms. A")


def test_request_becomes_no_second_one_of_a_kind(room):
    room.ask(0)
    reply = room.ask(0, kind="right-of-reply")

    with pytest.raises(Refusal, match="waiting for the floor already"):
        change(room, reply, seen={**SEEN, "kind": "right-of-reply"}, kind="intervention")


def test_right_of_reply_becomes_no_intervention_of_a_phone_while_requests_are_closed(room):
    reply = room.ask(0, kind="right-of-reply")
    presiding.close_requests(room.session, by=room.officer, at=room.at)
    seen = {**SEEN, "kind": "right-of-reply"}

    with pytest.raises(Refusal, match="not open now"):
        change(room, reply, seen=seen, kind="intervention")
    assert change(room, reply, by=room.officer, seen=seen, kind="intervention").kind == "intervention"


def test_deferred_right_of_reply_that_becomes_an_intervention_is_not_deferred(room):
    reply = room.ask(0, kind="right-of-reply")
    reply.deferred_at = room.at
    reply.save(update_fields=["deferred_at"])

    change(room, reply, by=room.officer, seen={**SEEN, "kind": "right-of-reply"}, kind="intervention")

    assert (reply.kind, reply.deferred_at) == ("intervention", None)


def test_change_by_staff_is_undone(room):
    group = add_groups(room.conference)[3]
    row = change(room, room.ask(0), by=room.officer, speaker_name="Ms. A", group=group)

    undone = undo(room.session, by=room.officer, at=room.later(1))

    row.refresh_from_db()
    assert (undone.act, row.speaker_name, row.group, row.state) == ("change", "", None, "waiting")
