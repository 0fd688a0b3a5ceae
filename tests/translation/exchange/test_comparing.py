"""What the preview of an import says of each text."""

from dataclasses import replace

import pytest

from tests.translation.exchange.texts import make_unit
from translation.exchange.compare import Comparison, Outcome, Present, Reason, compare, count
from translation.units import Parcel, at_writing, digest

SOURCE = "Interactive dialogue"


def outcome(now, *, written=("", "missing"), returned, **changes):
    """What comes of a text that was written as `written` and came back as `returned`, each (target, state)."""
    unit = at_writing(make_unit(1, *written, source=SOURCE))
    unit = replace(unit, target=returned[0], state=returned[1], **changes)
    (found,) = compare(Parcel((unit,), "fr", "xliff12"), {unit.key: now} if now else {})
    assert (found.unit, found.present) == (unit, now)
    return (found.outcome, found.reason) if found.reason else found.outcome


def now(target="", state="missing", source=SOURCE):
    return Present(source, target, state)


def test_first_translation_is_new():
    assert outcome(now(), returned=("Dialogue", "translated")) == Outcome.NEW


def test_better_translation_is_a_change():
    written = ("Dialogue", "draft")

    assert outcome(now(*written), written=written, returned=("Le dialogue", "draft")) == Outcome.CHANGED


def test_higher_state_of_the_same_text_is_a_change():
    written = ("Dialogue", "translated")

    assert outcome(now(*written), written=written, returned=("Dialogue", "revised")) == Outcome.CHANGED


def test_lower_state_of_the_same_text_changes_nothing():
    written = ("Dialogue", "draft")

    assert outcome(now("Dialogue", "revised"), written=written, returned=written) == Outcome.UNCHANGED


def test_text_that_nobody_touched_is_unchanged():
    written = ("Dialogue", "draft")

    assert outcome(now(*written), written=written, returned=written) == Outcome.UNCHANGED


@pytest.mark.parametrize("present", [now("Débat", "draft"), now("Dialogue", "draft", source="Another source")])
def test_text_that_nobody_touched_in_the_file_leaves_newer_work_alone(present):
    written = ("Dialogue", "draft")

    assert outcome(present, written=written, returned=written) == Outcome.UNCHANGED


@pytest.mark.parametrize("state", ["missing", "translated"])
def test_empty_text_never_takes_one_away(state):
    assert outcome(now("Dialogue", "draft"), written=("Dialogue", "draft"), returned=("", state)) == Outcome.UNCHANGED
    assert outcome(now("Dialogue", "draft"), returned=("", state)) == Outcome.UNCHANGED


def test_source_that_changed_since_is_a_conflict():
    assert outcome(now(source="Interactive debate"), returned=("Dialogue", "draft")) == (
        Outcome.CONFLICT,
        Reason.SOURCE,
    )


def test_approval_of_what_was_made_from_an_older_source_is_a_conflict():
    written = ("Dialogue", "translated")
    present = now(*written, source="Interactive debate")

    assert outcome(present, written=written, returned=("Dialogue", "revised")) == (Outcome.CONFLICT, Reason.SOURCE)


def test_translation_that_somebody_changed_since_is_a_conflict():
    present = now("Le débat", "translated")

    assert outcome(present, written=("Dialogue", "draft"), returned=("Le dialogue", "draft")) == (
        Outcome.CONFLICT,
        Reason.TARGET,
    )
    assert outcome(present, returned=("Le dialogue", "draft")) == (Outcome.CONFLICT, Reason.TARGET)


def test_same_translation_from_two_hands_is_no_conflict():
    assert outcome(now("Dialogue", "draft"), returned=("Dialogue", "draft")) == Outcome.UNCHANGED
    assert outcome(now("Dialogue", "draft"), returned=("Dialogue", "revised")) == Outcome.CHANGED


def test_file_that_lost_its_digests_is_compared_by_its_source():
    lost = {"source_digest": "", "target_digest": ""}

    assert outcome(now(), returned=("Dialogue", "draft"), **lost) == Outcome.NEW
    assert outcome(now(source="Other"), returned=("Dialogue", "draft"), **lost) == (Outcome.CONFLICT, Reason.SOURCE)
    assert outcome(now("Débat", "draft"), returned=("Dialogue", "draft"), **lost) == (
        Outcome.CONFLICT,
        Reason.UNKNOWN,
    )


@pytest.mark.parametrize("breaks", ["\r\n", "\r"])
def test_how_lines_are_broken_does_not_matter(breaks):
    present = Present(f"One{breaks}two", f"Un{breaks}deux", "draft")
    unit = at_writing(make_unit(1, "Un\ndeux", "draft", source="One\ntwo"))

    (same,) = compare(Parcel((unit,), "fr", "docx"), {unit.key: present})
    (other,) = compare(Parcel((replace(unit, target="Un\ntrois"),), "fr", "docx"), {unit.key: present})

    assert (same.outcome, other.outcome) == (Outcome.UNCHANGED, Outcome.CHANGED)


def test_digest_of_the_source_is_enough():
    present = Present(source_digest=digest(SOURCE))

    assert outcome(present, returned=("Dialogue", "draft")) == Outcome.NEW


def test_text_that_is_gone_is_not_found():
    assert outcome(None, returned=("Dialogue", "draft")) == Outcome.NOT_FOUND


def test_outcomes_are_counted_all_five():
    units = [make_unit(1, "Dialogue", "draft"), make_unit(2, "Dialogue", "draft"), make_unit(3)]
    parcel = Parcel(tuple(units), "fr", "tmx")

    counted = count(compare(parcel, {unit.key: now() for unit in units[1:]}))

    assert counted == {
        Outcome.NEW: 1,
        Outcome.CHANGED: 0,
        Outcome.UNCHANGED: 1,
        Outcome.CONFLICT: 0,
        Outcome.NOT_FOUND: 1,
    }


def test_comparisons_keep_the_order_of_the_file():
    units = tuple(make_unit(number) for number in (3, 1, 2))

    assert compare(Parcel(units, "fr", "tmx"), {}) == [Comparison(unit, Outcome.NOT_FOUND) for unit in units]
