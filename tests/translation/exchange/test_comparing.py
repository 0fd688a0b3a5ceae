"""What the preview of an import says of each text."""

from dataclasses import replace

import pytest

from tests.translation.exchange.texts import make_unit
from translation.exchange.compare import CurrentUnit, Reason, UnitComparison, UnitOutcome, compare, count
from translation.units import ParsedFile, at_writing, digest

SOURCE = "Interactive dialogue"


def outcome(now, *, written=("", "missing"), returned, **changes):
    """What comes of a text that was written as `written` and came back as `returned`, each (target, state)."""
    unit = at_writing(make_unit(1, *written, source=SOURCE))
    unit = replace(unit, target=returned[0], state=returned[1], **changes)
    (found,) = compare(ParsedFile((unit,), "fr", "xliff12"), {unit.key: now} if now else {})
    assert (found.unit, found.current) == (unit, now)
    return (found.outcome, found.reason) if found.reason else found.outcome


def now(target="", state="missing", source=SOURCE):
    return CurrentUnit(source, target, state)


def test_first_translation_is_new():
    assert outcome(now(), returned=("Dialogue", "translated")) == UnitOutcome.NEW


def test_better_translation_is_a_change():
    written = ("Dialogue", "draft")

    assert outcome(now(*written), written=written, returned=("Le dialogue", "draft")) == UnitOutcome.CHANGED


def test_higher_state_of_the_same_text_is_a_change():
    written = ("Dialogue", "translated")

    assert outcome(now(*written), written=written, returned=("Dialogue", "revised")) == UnitOutcome.CHANGED


def test_lower_state_of_the_same_text_changes_nothing():
    written = ("Dialogue", "draft")

    assert outcome(now("Dialogue", "revised"), written=written, returned=written) == UnitOutcome.UNCHANGED


def test_text_that_nobody_touched_is_unchanged():
    written = ("Dialogue", "draft")

    assert outcome(now(*written), written=written, returned=written) == UnitOutcome.UNCHANGED


@pytest.mark.parametrize("current", [now("Débat", "draft"), now("Dialogue", "draft", source="Another source")])
def test_text_that_nobody_touched_in_the_file_leaves_newer_work_alone(current):
    written = ("Dialogue", "draft")

    assert outcome(current, written=written, returned=written) == UnitOutcome.UNCHANGED


@pytest.mark.parametrize("state", ["missing", "translated"])
def test_empty_text_never_takes_one_away(state):
    assert (
        outcome(now("Dialogue", "draft"), written=("Dialogue", "draft"), returned=("", state)) == UnitOutcome.UNCHANGED
    )
    assert outcome(now("Dialogue", "draft"), returned=("", state)) == UnitOutcome.UNCHANGED


def test_source_that_changed_since_is_a_conflict():
    assert outcome(now(source="Interactive debate"), returned=("Dialogue", "draft")) == (
        UnitOutcome.CONFLICT,
        Reason.SOURCE,
    )


def test_approval_of_what_was_made_from_an_older_source_is_a_conflict():
    written = ("Dialogue", "translated")
    current = now(*written, source="Interactive debate")

    assert outcome(current, written=written, returned=("Dialogue", "revised")) == (UnitOutcome.CONFLICT, Reason.SOURCE)


def test_translation_that_somebody_changed_since_is_a_conflict():
    current = now("Le débat", "translated")

    assert outcome(current, written=("Dialogue", "draft"), returned=("Le dialogue", "draft")) == (
        UnitOutcome.CONFLICT,
        Reason.TARGET,
    )
    assert outcome(current, returned=("Le dialogue", "draft")) == (UnitOutcome.CONFLICT, Reason.TARGET)


def test_same_translation_from_two_hands_is_no_conflict():
    assert outcome(now("Dialogue", "draft"), returned=("Dialogue", "draft")) == UnitOutcome.UNCHANGED
    assert outcome(now("Dialogue", "draft"), returned=("Dialogue", "revised")) == UnitOutcome.CHANGED


def test_file_that_lost_its_digests_is_compared_by_its_source():
    lost = {"source_digest": "", "target_digest": ""}

    assert outcome(now(), returned=("Dialogue", "draft"), **lost) == UnitOutcome.NEW
    assert outcome(now(source="Other"), returned=("Dialogue", "draft"), **lost) == (UnitOutcome.CONFLICT, Reason.SOURCE)
    assert outcome(now("Débat", "draft"), returned=("Dialogue", "draft"), **lost) == (
        UnitOutcome.CONFLICT,
        Reason.UNKNOWN,
    )


@pytest.mark.parametrize("breaks", ["\r\n", "\r"])
def test_how_lines_are_broken_does_not_matter(breaks):
    current = CurrentUnit(f"One{breaks}two", f"Un{breaks}deux", "draft")
    unit = at_writing(make_unit(1, "Un\ndeux", "draft", source="One\ntwo"))

    (same,) = compare(ParsedFile((unit,), "fr", "docx"), {unit.key: current})
    (other,) = compare(ParsedFile((replace(unit, target="Un\ntrois"),), "fr", "docx"), {unit.key: current})

    assert (same.outcome, other.outcome) == (UnitOutcome.UNCHANGED, UnitOutcome.CHANGED)


def test_digest_of_the_source_is_enough():
    current = CurrentUnit(source_digest=digest(SOURCE))

    assert outcome(current, returned=("Dialogue", "draft")) == UnitOutcome.NEW


def test_text_that_is_gone_is_not_found():
    assert outcome(None, returned=("Dialogue", "draft")) == UnitOutcome.NOT_FOUND


def test_outcomes_are_counted_all_five():
    units = [make_unit(1, "Dialogue", "draft"), make_unit(2, "Dialogue", "draft"), make_unit(3)]
    parsed = ParsedFile(tuple(units), "fr", "tmx")

    counted = count(compare(parsed, {unit.key: now() for unit in units[1:]}))

    assert counted == {
        UnitOutcome.NEW: 1,
        UnitOutcome.CHANGED: 0,
        UnitOutcome.UNCHANGED: 1,
        UnitOutcome.CONFLICT: 0,
        UnitOutcome.NOT_FOUND: 1,
    }


def test_comparisons_keep_the_order_of_the_file():
    units = tuple(make_unit(number) for number in (3, 1, 2))

    assert compare(ParsedFile(units, "fr", "tmx"), {}) == [
        UnitComparison(unit, UnitOutcome.NOT_FOUND) for unit in units
    ]
