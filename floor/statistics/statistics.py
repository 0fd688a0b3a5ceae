"""The statistics of a session, computed from its interventions without the database and without the clock.

Interventions that were struck are only counted. A time that is not known counts as not known, never as zero.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from floor.models import Intervention
from floor.record.entries import RecordEntry

PANEL = "panel"  # the kind of the panellists, who speak for no delegation
NONE = ""  # not stated
ON_BEHALF = "on-behalf"  # of a group of States

ZERO = timedelta(0)


@dataclass(frozen=True)
class InterventionFacts:
    """What the statistics need of an intervention; `used` and `allowed` are None where they are not known."""

    kind: str  # of the delegation; PANEL for a panellist
    region: str = NONE  # of the State; NONE for other delegations
    regional_group: str = NONE  # of the State at this conference; NONE for other delegations
    manner: str = NONE  # as a delegation, on behalf of a group, as a panellist, in reply, on a point of order
    language: str = NONE
    gender: str = NONE
    used: timedelta | None = None
    allowed: timedelta | None = None
    is_struck: bool = False

    @property
    def overtime(self) -> timedelta:
        if self.used is None or self.allowed is None:
            return ZERO
        return max(self.used - self.allowed, ZERO)


@dataclass(frozen=True)
class StatisticsRow:
    """A row of a table: the number of interventions and their known time, with their shares of the whole."""

    key: str
    interventions: int
    time: timedelta | None
    part_of_interventions: float | None  # None where it is counted apart
    part_of_time: float | None


@dataclass(frozen=True)
class SessionStatistics:
    """The totals of a session, and its tables."""

    interventions: int
    time: timedelta | None  # None where no time is known
    times_not_known: int
    struck: int
    average: timedelta | None
    longest: timedelta | None
    over: int  # interventions beyond their time
    overtime: timedelta
    longest_overtime: timedelta
    by_kind: list[StatisticsRow]
    by_manner: list[StatisticsRow]
    by_region: list[StatisticsRow]
    by_regional_group: list[StatisticsRow]
    by_language: list[StatisticsRow]
    by_gender: list[StatisticsRow]


def intervention_facts(entry: RecordEntry) -> InterventionFacts:
    """Returns what the statistics need of an entry of the record."""
    row = entry.row
    state = row.delegation.state if row.delegation else None
    return InterventionFacts(
        kind=row.delegation.kind if row.delegation else PANEL,
        region=state.region if state else NONE,
        regional_group=row.delegation.regional_group_on(row.session.conference.starts_on) if row.delegation else NONE,
        manner=ON_BEHALF if row.group_id and row.kind == Intervention.Kind.INTERVENTION else row.kind,
        language=row.language,
        gender=row.speaker_gender,
        used=entry.used,
        allowed=entry.allowed,
        is_struck=row.state == Intervention.State.STRUCK,
    )


def statistics_of(spoken: Sequence[InterventionFacts]) -> SessionStatistics:
    """Returns the statistics of a list of interventions."""
    counted = [one for one in spoken if not one.is_struck]
    known = [one.used for one in counted if one.used is not None]
    overtimes = [one.overtime for one in counted if one.overtime]
    time = sum(known, ZERO) if known else None
    states = [one for one in counted if one.region]
    stated = [one for one in counted if one.gender]
    return SessionStatistics(
        interventions=len(counted),
        time=time,
        times_not_known=len(counted) - len(known),
        struck=len(spoken) - len(counted),
        average=time / len(known) if time is not None else None,
        longest=max(known, default=None),
        over=len(overtimes),
        overtime=sum(overtimes, ZERO),
        longest_overtime=max(overtimes, default=ZERO),
        by_kind=_shares(counted, "kind"),
        by_manner=_shares(counted, "manner"),
        by_region=_shares(states, "region"),
        by_regional_group=_shares([one for one in counted if one.regional_group], "regional_group"),
        by_language=_shares(counted, "language"),
        by_gender=_shares(stated, "gender") + _apart([one for one in counted if not one.gender]),
    )


def _apart(counted: Sequence[InterventionFacts]) -> list[StatisticsRow]:
    """Returns the row of those of whom it is not stated: they are counted, and have no share."""
    known = [one.used for one in counted if one.used is not None]
    time = sum(known, ZERO) if known else None
    return [StatisticsRow(NONE, len(counted), time, None, None)] if counted else []


def _shares(counted: Sequence[InterventionFacts], name: str) -> list[StatisticsRow]:
    """Returns the rows of a table by one property, the largest first, "not stated" last."""
    numbers = Counter(getattr(one, name) for one in counted)
    whole = sum((one.used for one in counted if one.used is not None), ZERO)
    shares = []
    for key, number in numbers.items():
        known = [one.used for one in counted if getattr(one, name) == key and one.used is not None]
        time = sum(known, ZERO) if known else None
        part = time / whole if time is not None and whole else None
        shares.append(StatisticsRow(key, number, time, number / len(counted), part))
    return sorted(shares, key=lambda share: (share.key == NONE, -share.interventions, -(share.time or ZERO), share.key))
