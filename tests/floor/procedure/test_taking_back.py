"""Whatever is pressed on a floor can be taken back, and leaves all as it was before; a refusal leaves all as it is."""

import random
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models.signals import post_save

from conference.refusals import Refusal
from floor.console.board import board_of
from floor.live.state import state_of
from floor.models import Floor, FloorEvent, Group, Intervention, SpeakingTime
from floor.models.record import Statement
from floor.procedure import presiding
from floor.procedure.events import FloorStep, take_back, undo
from floor.procedure.panel_answers import let_panellists_answer
from floor.procedure.requests import ask_for_floor, withdraw
from floor.procedure.step_sentences import sentence
from floor.procedure.stored_rows import all_stored, key_of
from floor.record.entries import entries_of, not_reached, withdrawn
from floor.record.exports import as_csv, table_of
from floor.statistics.statistics import intervention_facts, statistics_of
from tests.factories import in_six, make_speaker
from tests.floor.procedure.test_guards import Sitting

# The officers' acts; doing again is tried with each undoing.
ACTS = [act for act in FloorEvent.Act.values if act not in ("signal", "redo") and hasattr(Sitting, Sitting.method(act))]


@pytest.fixture
def sitting(room):
    return Sitting(room)


def rows():
    """Each row of the floor as it is, but for those that were entered by mistake, of which nothing is to be seen."""
    floors = [{name: value for name, value in floor.items() if name != "version"} for floor in Floor.objects.values()]
    times = list(SpeakingTime.objects.exclude(time=None).values())
    return floors, list(Intervention.objects.exclude(state="cancelled").order_by("pk").values()), times


def pressed_once(event):
    """The step that was pressed, where this one does it again."""
    while event and event.undoes:
        event = event.undoes
    return event


def everything(sitting, at):
    """What any page and any file shows of the floor."""
    session = sitting.session
    board, state = board_of(session, at), state_of(session)
    entries = entries_of(session, at=at)
    return {
        "rows": rows(),
        "board": [[row.pk for row in rows] for rows in (board.waiting, board.made)]
        + [board.speaking, board.takes_requests, board.presiding, board.outlook, pressed_once(board.undoable)],
        "state": {name: value for name, value in state.public.items() if name != "version"} | state.requests,
        "record": [(entry.number, entry.row, entry.used, entry.allowed) for entry in entries],
        "lists": [*not_reached(session), *withdrawn(session)],
        "table": table_of(session, at=at),
        "csv": as_csv(session, at=at),
        "figures": statistics_of([intervention_facts(entry) for entry in entries]),
    }


def pressed(sitting, act, look=rows):
    """Do an act; its last step, and what was to be seen before that. Refusal where it is not possible now."""
    seen = [look()]

    def note(**_kwargs):
        seen.append(look())

    post_save.connect(note, sender=FloorEvent)
    try:
        sitting.press(act)
    finally:
        post_save.disconnect(note, sender=FloorEvent)
    if len(seen) == 1:
        raise Refusal("There was nothing to do.")
    return FloorEvent.objects.latest("number"), seen[-2]


def back(sitting, number):
    return take_back(sitting.session, number, by=sitting.room.officer, at=sitting.room.later(1))


@contextmanager
def tried():
    """What happens here has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("act", ACTS)
def test_act_that_is_taken_back_has_left_nothing_on_any_page_or_file(sitting, act):
    at = sitting.room.at

    step, before = pressed(sitting, act, lambda: everything(sitting, at))
    back(sitting, step.number)

    assert everything(sitting, at) == before


# What U takes, and what it leaves


def slip(room, number):
    at = room.later(1)
    return ask_for_floor(room.session, room.delegations[number], key=uuid4(), through="slip", by=room.officer, at=at)


def press_undo(room):
    return undo(room.session, by=room.officer, at=room.later(1))


def state(row):
    row.refresh_from_db()
    return row.state


def refusal_of(room, number):
    with pytest.raises(Refusal) as refused:
        take_back(room.session, number, by=room.officer, at=room.later(1))
    return str(refused.value)


def test_slip_entered_while_somebody_speaks_is_undone_and_not_the_giving_of_the_floor(room):
    speaking = room.give(room.ask(0))
    entered = slip(room, 1)

    undone = press_undo(room)

    assert (undone.act, sentence(undone)) == ("ask", "entered the request of Delegation 1 (en)")
    assert (state(speaking), state(entered)) == ("speaking", "cancelled")
    assert slip(room, 1).state == "waiting"


def test_withdrawal_by_the_officer_is_undone_and_the_place_kept(room):
    first, _second = room.ask(0), room.ask(1)
    withdraw(first, by=room.officer, at=room.later(1))

    press_undo(room)

    assert (room.waiting(), first.events.count()) == ([0, 1], 3)


def test_round_of_the_panellists_is_one_step_to_undo(room):
    other = room.session.roles.create(kind="panellist", speaker=make_speaker(room.conference))
    room.ask(0)
    before = rows()
    by = {"by": room.officer, "at": room.later(1)}
    let_panellists_answer(room.session, [room.panellist, other], key=uuid4(), **by)
    assert room.session.interventions.waiting().count() == 3

    assert sentence(press_undo(room)) == "let the panellists answer"
    assert rows() == before


def test_undo_after_a_striking_takes_back_the_striking_and_gives_nobody_the_floor(room):
    struck = room.give(room.ask(0))
    speaking = room.give(room.ask(1), instead_of=struck)
    presiding.strike(struck, reason="Entered for the wrong delegation", by=room.officer, at=room.later(1))

    press_undo(room)

    struck.refresh_from_db()
    assert (struck.state, struck.struck_at, struck.struck_by, struck.struck_reason) == ("concluded", None, None, "")
    assert room.speaking() == speaking


def test_giving_the_floor_is_not_taken_back_where_who_spoke_before_is_struck(room):
    struck = room.give(room.ask(0))
    given = room.give(room.ask(1), instead_of=struck).events.get(act="give")
    presiding.strike(struck, reason="Entered for the wrong delegation", by=room.officer, at=room.later(1))

    assert refusal_of(room, given.number) == (
        "Something else has happened to the same since: struck the intervention of Delegation 0 (en) from the record."
    )
    assert state(struck) == "struck"


def test_what_a_delegation_does_meanwhile_leaves_the_officers_last_step_to_undo(room):
    speaking = room.give(room.ask(0))
    waiting = room.ask(1)

    undone = press_undo(room)

    assert (undone.act, state(speaking), state(waiting)) == ("give", "waiting", "waiting")
    asked = waiting.events.get().number
    assert refusal_of(room, asked).startswith("This was done by the delegation or the booth itself")


def test_slip_that_the_delegation_has_withdrawn_since_is_not_undone_nor_anything_older(room):
    room.give(room.ask(0))
    entered = slip(room, 1)
    withdraw(entered, at=room.later(1))
    before = as_stored()

    with pytest.raises(Refusal, match=r"since: Delegation 1 \(en\) withdrew its request\."):
        press_undo(room)

    assert as_stored() == before


def test_step_is_taken_back_once(room):
    number = slip(room, 0).events.get().number
    take_back(room.session, number, by=room.officer, at=room.later(1))

    assert refusal_of(room, number) == "The step is taken back already."


def test_step_of_another_session_or_none_is_refused(room):
    assert refusal_of(room, 999) == "There is no such step."


def test_undoing_by_mistake_is_undone_with_the_clock_as_it_was(room):
    row = room.give(room.ask(0))
    given_at = row.given_at
    press_undo(room)

    again = FloorEvent.objects.latest("number")
    assert sentence(again) == "undid: gave the floor to Delegation 0 (en)"
    take_back(room.session, again.number, by=room.officer, at=room.later(60))

    row.refresh_from_db()
    assert (row.state, row.given_at) == ("speaking", given_at)
    assert sentence(press_undo(room)) == "did again: gave the floor to Delegation 0 (en)"
    assert state(row) == "waiting"


def test_step_of_before_an_update_says_so(room):
    FloorEvent.objects.create(
        floor=Floor.objects.get(),
        number=99,
        at=room.at,
        act="close",
        by=room.officer,
        before=[["floor", 1, {"requests_opened_at": None}]],
    )

    assert "before an update of the software" in refusal_of(room, 99)


def test_row_that_was_mended_without_a_step_is_named_with_what_has_changed(room):
    row = slip(room, 0)
    Intervention.objects.filter(pk=row.pk).update(speaker_name="Ms. A", language="fr")

    assert refusal_of(room, row.events.get().number) == (
        "Delegation 0 (en) has been changed since: language, who speaks."
    )


def test_conclusion_is_not_taken_back_while_another_speaks(room):
    first = room.give(room.ask(0))
    presiding.conclude(room.session, expected=first.pk, by=room.officer, at=room.later(1))
    room.give(room.ask(1))

    assert refusal_of(room, first.events.get(act="conclude").number) == "Delegation 1 (en) has the floor."


def test_opening_is_not_taken_back_where_it_would_end_the_record(room):
    room.give(room.ask(0))

    assert "the record of the session goes on" in refusal_of(room, 1)
    assert Floor.objects.get().record == "complete"


def test_order_that_is_so_already_is_no_step(room):
    keys = [room.ask(number).pk for number in (0, 1)]
    presiding.put_in_order(room.session, keys, by=room.officer, at=room.later(1))
    steps = FloorEvent.objects.count()

    presiding.put_in_order(room.session, keys, by=room.officer, at=room.later(1))

    assert (FloorEvent.objects.count(), FloorEvent.objects.latest("number").act) == (steps, "move")


def test_row_of_another_kind_that_a_step_adds_or_deletes_is_taken_back_too(room):
    by = {"by": room.officer, "at": room.at}
    group = {"conference": room.conference, **in_six("name", "Group")}
    with FloorStep(room.session, "change", **by) as step:
        row = step.create(Group, **group)
    with FloorStep(room.session, "change", **by) as step:
        step.remove(Group.objects.get())
    assert not Group.objects.exists()

    press_undo(room)
    assert (Group.objects.get().pk, Group.objects.get().name) == (row.pk, "Group (en)")
    press_undo(room)
    assert not Group.objects.exists()


def test_rule_of_the_database_that_no_sentence_knows_refuses_too(room):
    row = room.give(room.ask(0))
    with FloorStep(room.session, "change", by=room.officer, at=room.at) as step:
        step.change(row, rank=1)
    before = as_stored()
    event = FloorEvent(
        floor=step.floor,
        number=98,
        at=room.at,
        act="change",
        by=room.officer,
        intervention=row,
        before=[["intervention", row.pk, {"allowance": None}]],
        after=[["intervention", row.pk, {"allowance": all_stored(row)["allowance"]}]],
    )
    event.save()

    assert refusal_of(room, 98) == "What has happened since rules it out."
    assert as_stored() == before


# A request that was entered by mistake is on no page


def test_statement_of_a_request_entered_by_mistake_is_as_if_it_had_none(room):
    entered = slip(room, 0)
    statement = Statement.objects.create(
        session=room.session,
        delegation=room.delegations[0],
        intervention=entered,
        format="pdf",
        size=1,
        language="en",
        uploaded_at=room.at,
    )
    press_undo(room)
    made = room.give(room.ask(0))
    assert not Statement.objects.public().exists()

    presiding.conclude(room.session, expected=made.pk, by=room.officer, at=room.later(1))

    assert list(Statement.objects.public()) == [statement]


# Any act after any other


def merged(event):
    """The former values of a step: of a field that it set twice, the first."""
    values = {}
    for model, key, before in reversed(event.before):
        values.setdefault((model, key), {}).update(before or {"state": "cancelled"})
    return values


def as_stored():
    """Each row as the steps keep it: {(model, key): {field: value}}."""
    models = (Floor, Intervention, SpeakingTime)
    return {key_of(row): all_stored(row) for model in models for row in model.objects.all()}


def without_version(found):
    return {key: {name: value for name, value in row.items() if name != "version"} for key, row in found.items()}


def expect_exact(sitting, event, again=False):
    """Take a step back: refused, nothing has changed; done, only what the step had; then again."""
    before, steps = as_stored(), FloorEvent.objects.count()
    try:
        back(sitting, event.number)
    except Refusal:
        assert (as_stored(), FloorEvent.objects.count()) == (before, steps)
        return False
    expected = {key: row | merged(event).get(key, {}) for key, row in before.items()}
    assert without_version(as_stored()) == without_version(expected)
    if again:
        with tried():
            back(sitting, FloorEvent.objects.latest("number").number)
            assert without_version(as_stored()) == without_version(before)
    return True


@pytest.mark.one_database
@pytest.mark.parametrize("first", ACTS)
def test_after_any_other_act_the_last_is_taken_back_and_the_one_before_exactly_or_not_at_all(sitting, first):
    earlier, _before = pressed(sitting, first)
    done = 0
    for act in ACTS:
        with tried():
            try:
                step, before = pressed(sitting, act)
            except Refusal:
                continue
            with tried():
                expect_exact(sitting, earlier)
            back(sitting, step.number)
            assert rows() == before, act
            done += 1
    assert done > len(ACTS) / 3


@pytest.mark.one_database
@pytest.mark.parametrize("seed", range(3))
def test_any_step_of_a_long_session_is_taken_back_exactly_or_refused(sitting, seed):
    dice = random.Random(seed)
    outcomes = []
    for _turn in range(50):
        if dice.random() < 0.6:
            try:
                with transaction.atomic():
                    sitting.press(dice.choice(ACTS))
            except Refusal:
                continue
        else:
            event = dice.choice(list(FloorEvent.objects.order_by("-number")[:12]))
            outcomes.append(expect_exact(sitting, event, again=True))
        assert not Intervention.objects.filter(state__in=["speaking", "concluded"], struck_at__isnull=False).exists()
    assert {True, False} == set(outcomes)
