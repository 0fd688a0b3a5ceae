"""Who may read a statement before it is delivered, in which versions, and how long it is."""

from datetime import timedelta

import pytest

from conference.refusals import Refusal
from floor.models.record import Statement
from floor.procedure import presiding
from floor.procedure.events import undo
from floor.procedure.requests import withdraw as withdraw_request
from floor.statements import filing, texts
from tests.conference.inspection.test_texts import SPEECH, run, typed, written
from tests.conference.inspection.uploads import pdf
from tests.constraints import refuses
from tests.floor.statements.test_statements import folder, public, upload  # noqa: F401
from tests.migrating import migrated_to

pytestmark = pytest.mark.one_database


def hand_in(room, content=None, number=0, **details):
    details = {"language": "en", "mark": "check", "at": room.later(1), **details}
    return filing.upload(room.session, room.delegations[number], upload(content or pdf()), **details)


def readable(room, at=None):
    return set(Statement.objects.readable_by_interpreters(at or room.at))


@pytest.mark.every_database
def test_interpreters_read_at_once_unless_the_delegation_decides_otherwise(room):
    at_once = hand_in(room)
    hand_in(room, readers="nobody")
    hand_in(room, readers="with-the-floor")

    assert readable(room) == {at_once}
    assert readable(room, at_once.uploaded_at - timedelta(seconds=1)) == set()


def test_interpreters_read_while_the_delegation_has_the_floor(room):
    row = room.ask(0)
    statement = hand_in(room, readers="with-the-floor")
    other = hand_in(room, number=1, readers="with-the-floor")
    room.later(1)
    room.give(row)

    assert (statement.intervention, readable(room), public()) == (row, {statement}, [])
    presiding.conclude(room.session, by=room.officer, at=room.later(60), expected=row.pk)
    assert (readable(room), public()) == (set(), [statement])
    assert other not in public()


def test_conclusion_undone_lets_interpreters_read_again(room):
    row = room.ask(0)
    statement = hand_in(room, readers="with-the-floor")
    room.give(row)
    presiding.conclude(room.session, by=room.officer, at=room.later(60), expected=row.pk)
    undo(room.session, by=room.officer, at=room.later(1))

    assert readable(room) == {statement}
    assert not Statement.objects.public().exists()


def test_statement_of_no_intervention_is_read_with_any_that_the_delegation_makes(room):
    statement = hand_in(room, readers="with-the-floor")
    before = readable(room)
    row = room.ask(0)
    room.give(row)

    assert (before, readable(room)) == (set(), {statement})


def test_who_has_the_floor_for_another_text_opens_only_that(room):
    row = room.ask(0)
    first = hand_in(room, readers="with-the-floor")
    room.give(row)
    presiding.conclude(room.session, by=room.officer, at=room.later(60), expected=row.pk)
    second_row = room.ask(0)
    second = hand_in(room, readers="with-the-floor")
    room.give(second_row)

    assert (first.intervention, second.intervention) == (row, second_row)
    assert readable(room) == {second}


def test_withdrawn_or_replaced_statement_is_read_by_nobody(room):
    withdrawn, replaced, kept = (hand_in(room) for _time in range(3))
    filing.withdraw(withdrawn, at=room.later(1))
    Statement.objects.filter(pk=replaced.pk).update(replaced_at=room.at)

    assert readable(room) == {kept}


def test_request_that_was_withdrawn_keeps_the_decision_of_the_delegation(room):
    row = room.ask(0)
    statement = hand_in(room, readers="with-the-floor")
    withdraw_request(row, at=room.later(1))
    before = readable(room)
    room.give(room.ask(0))

    assert (before, readable(room)) == (set(), {statement})


@pytest.mark.parametrize("details", [{"version": "x"}, {"readers": "everybody"}])
def test_version_and_readers_are_of_those_that_are_known(room, details):
    with pytest.raises(Refusal):
        hand_in(room, **details)
    statement = hand_in(room)

    assert refuses(Statement.objects.update, **details)
    assert not refuses(Statement.objects.update, version=statement.version, readers="nobody")


def test_text_has_one_original_and_one_statement_in_a_language(room):
    original, french, spanish = hand_in(room), hand_in(room, language="fr"), hand_in(room, language="es")
    rows = Statement.objects
    same = {"text_key": original.text_key, "version": "courtesy"}

    assert not refuses(rows.filter(pk=french.pk).update, **same)
    assert refuses(rows.filter(pk=spanish.pk).update, text_key=original.text_key)
    assert refuses(rows.filter(pk=spanish.pk).update, language="fr", **same)
    rows.filter(pk=original.pk).update(replaced_at=room.at)
    assert not refuses(rows.filter(pk=spanish.pk).update, text_key=original.text_key)
    assert refuses(rows.filter(pk=french.pk).update, language="en")  # revision 0 is what was replaced


@pytest.mark.parametrize(
    ("language", "text", "length"),
    [
        ("en", SPEECH, 12),
        ("fr", "Monsieur le Président, l’État – membre", 5),
        ("ar", "السَّيِّد الرئيس، نشكركم", 3),
        ("zh-hans", "主席先生，感谢您。2012", 7),
        ("en", "– 1 –", 1),
        ("en", "…", None),
        ("zh-hans", "", None),
    ],
)
def test_length_is_counted_in_words_or_chinese_characters(language, text, length):
    assert texts.length_of((text,), language) == length


def test_statement_is_looked_at_when_it_is_handed_in(room):
    typewritten, scan, word = hand_in(room, typed(SPEECH)), hand_in(room, pdf()), hand_in(room, written(run(SPEECH)))

    assert [(each.words, each.has_text_layer) for each in (typewritten, scan, word)] == [
        (12, True),
        (None, False),
        (12, True),
    ]
    assert texts.paragraphs_of(word) == texts.paragraphs_of(typewritten) == (SPEECH,)
    assert texts.paragraphs_of(scan) == ()
    assert len(word.sha256) == 64


def test_statement_whose_file_is_gone_has_no_text(room):
    statement = hand_in(room, typed(SPEECH))
    statement.file.storage.delete(statement.file.name)

    assert texts.paragraphs_of(statement) == ()


@pytest.mark.every_database
@pytest.mark.django_db(transaction=True)
def test_statements_of_before_are_texts_of_their_own_that_nobody_reads(crowded_room):
    """Takes back the migrations of all apps that rest on this one, and applies them again."""
    first, second = hand_in(crowded_room), hand_in(crowded_room, number=1)
    with migrated_to("floor", "0051_procedure"):
        pass

    rows = Statement.objects.filter(pk__in=[first.pk, second.pk])
    assert [row.readers for row in rows] == ["nobody", "nobody"]
    assert len({row.text_key for row in rows}) == 2
