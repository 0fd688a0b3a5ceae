"""Comparing the units of a file with the current texts; nothing is written."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from translation.units import STATES, ParsedFile, Unit, comparable, digest


class UnitOutcome(StrEnum):
    """What a unit of a file would do to the current text."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    NOT_FOUND = "not found"


class Reason(StrEnum):
    """Why a text is in conflict with newer work."""

    SOURCE = "source"  # the source has changed since the file was written
    TARGET = "target"  # somebody has changed the translation since
    UNKNOWN = "unknown"  # the file does not tell any more what the translation was when it was written


@dataclass(frozen=True)
class CurrentUnit:
    """A text as it currently reads; of the source, its digest is enough."""

    source: str = ""
    target: str = ""
    state: str = "missing"
    source_digest: str = ""

    @property
    def digest_of_source(self) -> str:
        return self.source_digest or digest(self.source)


@dataclass(frozen=True)
class UnitComparison:
    """A unit of a file beside the current text, with the outcome of importing it."""

    unit: Unit
    outcome: UnitOutcome
    current: CurrentUnit | None = None
    reason: Reason | None = None


def compare(parsed: ParsedFile, current: Mapping[str, CurrentUnit]) -> list[UnitComparison]:
    """Returns a comparison for each unit of a file, in its order; `current` maps keys to the current texts."""
    return [_compared(unit, current.get(unit.key)) for unit in parsed.units]


def count(comparisons: Iterable[UnitComparison]) -> dict[UnitOutcome, int]:
    """Returns how many comparisons have each outcome: {UnitOutcome: number}, with all outcomes named."""
    found = Counter(each.outcome for each in comparisons)
    return {outcome: found[outcome] for outcome in UnitOutcome}


def _compared(unit: Unit, now: CurrentUnit | None) -> UnitComparison:
    if now is None:
        return UnitComparison(unit, UnitOutcome.NOT_FOUND)
    if _says_nothing(unit, now):
        return UnitComparison(unit, UnitOutcome.UNCHANGED, now)
    reason = _conflict(unit, now)
    if reason:
        return UnitComparison(unit, UnitOutcome.CONFLICT, now, reason)
    return UnitComparison(unit, UnitOutcome.CHANGED if now.target else UnitOutcome.NEW, now)


def _says_nothing(unit: Unit, now: CurrentUnit) -> bool:
    """Returns whether a unit changes nothing: it is empty, was not edited, or has the text that is there already.

    The same text counts as a change where the file gives it a higher state, as a reviser does who approves it. A lower
    state is only the one with which the file was written.
    """
    if not unit.target:
        return True
    if comparable(unit.target) == comparable(now.target):
        return STATES.index(unit.state) <= STATES.index(now.state)
    return digest(unit.target) == unit.target_digest


def _conflict(unit: Unit, now: CurrentUnit) -> Reason | None:
    if (unit.source_digest or digest(unit.source)) != now.digest_of_source:
        return Reason.SOURCE
    if not now.target or comparable(unit.target) == comparable(now.target):
        return None
    if not unit.target_digest:
        return Reason.UNKNOWN
    return None if unit.target_digest == digest(now.target) else Reason.TARGET
