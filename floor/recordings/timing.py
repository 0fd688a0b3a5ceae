"""How the moments of the room lie in a recording, from its second 0 or from interventions that somebody found in it.

One anchor shifts; two, the first and the last in time, shift and stretch, for a clock that runs a little fast. What
the others say is compared with that, so that a gap in the recording is seen. Nothing here asks the database or a clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor

LEAD = 2  # seconds by which a link begins before the intervention
DRIFT = 5  # seconds an hour beyond which clocks do not differ: something is missing from the recording
AWRY = 3  # seconds by which an anchor may differ from what the others say
HOUR = 3600


@dataclass(frozen=True)
class Anchor:
    """A moment of the room and the second of the recording at which it was found."""

    moment: datetime
    second: int


@dataclass(frozen=True)
class Timing:
    """The moment that is second 0 of a recording, and how many of its seconds one of the room lasts."""

    zero: datetime
    rate: float = 1.0

    def offset(self, moment: datetime) -> float:
        """Returns where in the recording a moment lies, in seconds; below zero, before its beginning."""
        return (moment - self.zero).total_seconds() * self.rate

    def second(self, moment: datetime) -> int:
        """Returns the second at which a link to a moment begins: rounded down, and two seconds earlier."""
        return max(floor(self.offset(moment)) - LEAD, 0)

    def has(self, moment: datetime, length: timedelta | None) -> bool:
        """Returns whether a moment lies in a recording of this length, which may not be known."""
        offset = self.offset(moment)
        return offset >= 0 and (length is None or offset < length.total_seconds())

    @property
    def drift(self) -> float:
        """The seconds an hour by which the recording is longer than the clock of the room."""
        return (self.rate - 1) * HOUR

    @property
    def is_doubtful(self) -> bool:
        return abs(self.drift) > DRIFT


def timing_of(zero: datetime | None, anchors: Sequence[Anchor]) -> Timing | None:
    """Returns the timing of a recording; None where nothing is known. A second 0 that was typed goes first."""
    if zero:
        return Timing(zero)
    if not anchors:
        return None
    first, last = (key(anchors, key=lambda anchor: anchor.moment) for key in (min, max))
    span = (last.moment - first.moment).total_seconds()
    rate = (last.second - first.second) / span if span and last.second > first.second else 1.0
    return Timing(first.moment - timedelta(seconds=first.second / rate), rate)


def residual(timing: Timing, anchor: Anchor) -> int:
    """Returns by how many seconds an intervention was found later than the timing says."""
    return round(anchor.second - timing.offset(anchor.moment))
