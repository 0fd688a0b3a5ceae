"""What taking a parsed would do to the texts as they are now; nothing is written."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from translation.units import STATES, ParsedFile, Unit, comparable, digest


class UnitOutcome(StrEnum):
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
    """A text as it is now; of the source, its digest alone is enough."""

    source: str = ""
    target: str = ""
    state: str = "missing"
    source_digest: str = ""

    @property
    def digest_of_source(self) -> str:
        return self.source_digest or digest(self.source)


@dataclass(frozen=True)
class UnitComparison:
    unit: Unit
    outcome: UnitOutcome
    current: CurrentUnit | None = None
    reason: Reason | None = None


def compare(parsed: ParsedFile, current: Mapping[str, CurrentUnit]) -> list[UnitComparison]:
    """A comparison for each unit of a parsed, in its order; `current` maps keys to what is there now."""
    return [_compared(unit, current.get(unit.key)) for unit in parsed.units]


def count(comparisons: Iterable[UnitComparison]) -> dict[UnitOutcome, int]:
    """How many have each outcome, all five named: {UnitOutcome: number}."""
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
    """Whether a unit leaves things as they are: it is empty, nobody touched it, or the same text stands there already.

    A text that is there already counts where the file takes it a step further, as a reviser does who approves it; a
    lower state is only the one with which the file was written.
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
