"""Bar charts drawn by the server, in the units of an SVG; mirrored for languages written from right to left.

The table beside a chart holds the same data for screen readers and for print.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

WIDTH = 600
ROW = 18  # from one bar to the next
BAR = 12
HEAD = 22  # for the scale

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class ChartBar:
    """The time of one intervention: what was used within the time allowed, what was beyond, and where the limit is."""

    y: float
    within_x: float
    within: float
    beyond_x: float
    beyond: float
    limit_x: float | None
    middle: float


@dataclass(frozen=True)
class ChartTick:
    """A mark of the scale, at a whole number of minutes."""

    x: float
    minutes: int


@dataclass(frozen=True)
class Chart:
    """The bars and the scale of a chart, with its measures; `foot` is the lower end of the grid."""

    width: int
    height: int
    bars: list[ChartBar]
    ticks: list[ChartTick]
    foot: float


def chart_of_times(
    times: Sequence[tuple[timedelta | None, timedelta | None]], *, right_to_left: bool = False
) -> Chart | None:
    """Returns a chart with a bar for each (used, allowed); None where no time is known.

    Where `used` is None the row stays empty.
    """
    longest = max((span for pair in times for span in pair if span is not None), default=None)
    if not longest or all(used is None for used, _allowed in times):
        return None
    minutes = max(1, -(-longest // MINUTE))
    step = max(1, round(minutes / 6))

    def across(span: timedelta) -> float:
        return WIDTH * (span / (minutes * MINUTE))

    def place(x: float, width: float = 0) -> float:
        return round(WIDTH - x - width if right_to_left else x, 1)

    bars = []
    for number, (used, allowed) in enumerate(times):
        used = used or timedelta(0)
        within = across(min(used, allowed if allowed is not None else used))
        beyond = across(used) - within
        y = HEAD + number * ROW
        bars.append(
            ChartBar(
                y=y,
                within_x=place(0, within),
                within=round(within, 1),
                beyond_x=place(within, beyond),
                beyond=round(beyond, 1),
                limit_x=place(across(allowed)) if allowed is not None else None,
                middle=y + BAR / 2,
            )
        )
    ticks = [ChartTick(place(across(minute * MINUTE)), minute) for minute in range(0, minutes + 1, step)]
    height = HEAD + len(times) * ROW
    return Chart(WIDTH, height, bars, ticks, height - ROW + BAR)
