"""An intervention is on the record or struck from it, with a reason, and never half of each."""

import pytest

from conference.refusals import Refusal
from floor.models import Floor, FloorEvent, Intervention
from floor.procedure import presiding
from tests.constraints import refuses
from tests.migrating import migrated_to

REASON = "Entered for the wrong delegation"


def struck(room, number):
    row = room.give(room.ask(number), instead_of=room.speaking())
    presiding.conclude(room.session, expected=row.pk, by=room.officer, at=room.later(1))
    presiding.strike(row, reason=REASON, by=room.officer, at=room.later(1))
    return row


def test_intervention_is_struck_once(room):
    row = struck(room, 0)

    with pytest.raises(Refusal, match="Only an intervention that is over can be struck"):
        presiding.strike(row, reason="Again", by=room.officer, at=room.later(1))

    row.refresh_from_db()
    assert row.struck_reason == REASON


@pytest.mark.parametrize("state", ["speaking", "concluded"])
def test_database_refuses_who_is_struck_and_has_the_floor_or_has_spoken(room, state):
    row = struck(room, 0)
    concluded_at = None if state == "speaking" else row.concluded_at

    rows = Intervention.objects.filter(pk=row.pk)
    assert refuses(rows.update, state=state, concluded_at=concluded_at)
    unstruck = {"struck_at": None, "struck_by": None, "struck_reason": ""}
    assert not refuses(rows.update, state=state, concluded_at=concluded_at, **unstruck)


@pytest.mark.django_db(transaction=True)
def test_rows_that_were_half_struck_are_mended_as_the_steps_say(crowded_room):
    """Takes back the migrations of all apps that rest on this one, and applies them again."""
    room = crowded_room
    kept, back, speaking = (struck(room, number) for number in range(3))
    given = back.events.get(act="give")
    by = {"by": room.officer, "at": room.later(1), "floor": Floor.objects.get()}
    FloorEvent.objects.create(act="undo", undoes=given, number=900, intervention=back, **by)
    with migrated_to("floor", "0058_undo_of_each_step") as apps:
        rows = apps.get_model("floor", "Intervention").objects
        rows.filter(pk__in=[kept.pk, back.pk]).update(state="concluded")
        rows.filter(pk=speaking.pk).update(state="speaking", concluded_at=None)

    found = {row.pk: (row.state, row.struck_reason) for row in Intervention.objects.all()}
    assert found == {kept.pk: ("struck", REASON), back.pk: ("concluded", ""), speaking.pk: ("speaking", "")}
