"""Advice to the presiding officers: until when the list runs, who has been heard, how the floor was shared.

Nothing here orders the list. The moment is an argument of every function.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

NOTHING = timedelta(0)


@dataclass(frozen=True)
class Outlook:
    """The list of requests compared with the time that remains."""

    waiting: int
    each: timedelta  # the speaking time of a delegation
    runs_to: object  # the moment at which the list ends if everybody takes the time allowed
    ends_at: object  # the planned end of the session
    remains: timedelta  # until the planned end; nothing where it has passed
    reached: int  # how many of those who wait begin and end before the planned end
    each_to_fit: timedelta | None  # the delegations' time with which all would be heard; None where none would do

    @property
    def fits(self):
        return self.reached == self.waiting

    @property
    def can_be_shortened(self):
        """Whether a shorter time of the delegations lets all be heard."""
        return not self.fits and self.each_to_fit is not None and self.each_to_fit < self.each


def outlook(at, ends_at, each, waiting, speakers=(), time_of=None, is_shortened=None):
    """Returns the outlook at a moment, if the requests are granted in their order.

    `speakers` have begun and are not done: whoever has the floor, and whoever is interrupted. `time_of(row)` is the
    time of one who waits, and `is_shortened(row)` whether it becomes shorter with that of the delegations, which is
    `each`: without them, all have that time.
    """
    time_of, is_shortened = time_of or (lambda row: each), is_shortened or (lambda row: True)
    free_at = at + sum((time_left(row, at) for row in speakers), NOTHING)
    end, reached = free_at, 0
    for row in waiting:
        end += time_of(row) + row.extra_time
        reached += end <= ends_at
    fixed = sum((row.extra_time + (NOTHING if is_shortened(row) else time_of(row)) for row in waiting), NOTHING)
    number = sum(map(is_shortened, waiting))
    return Outlook(
        waiting=len(waiting),
        each=each,
        runs_to=end,
        ends_at=ends_at,
        remains=max(ends_at - at, NOTHING),
        reached=reached,
        each_to_fit=None if reached == len(waiting) else _each_to_fit(ends_at - free_at - fixed, number),
    )


def time_left(speaking, at):
    """Returns the time that the speaker has left at a moment; zero in overtime."""
    return max(speaking.time_allowed() - speaking.time_used(at), NOTHING)


def _each_to_fit(free, number):
    """The time, in whole half minutes, with which so many fit into what is free; None below half a minute."""
    halves = free / number // timedelta(seconds=30) if number else 0
    return timedelta(seconds=30) * halves if halves >= 1 else None


@dataclass(frozen=True)
class Heard:
    """How often and how long a delegation has spoken in a conference, and where."""

    times: int = 0
    spoken: timedelta = NOTHING
    sessions: tuple = ()  # (session, times, spoken)


NEVER = Heard()


@dataclass(frozen=True)
class FloorShare:
    """The share of one region, kind or group in the floor: interventions, time, and requests that wait."""

    label: object
    made: int
    spoken: timedelta
    waiting: int


def balance(made, waiting, of, label=str):
    """Returns the shares of the floor, the largest first.

    `made` are tallies (`heard.py`), `waiting` requests; `of` returns the region, kind or group of either, or nothing,
    and `label` what that is called.
    """
    times, spoken = Counter(), Counter()
    for tally in made:
        times[of(tally)] += tally.times
        spoken[of(tally)] += tally.spoken / timedelta(seconds=1)
    queue = Counter(of(row) for row in waiting)
    shares = [
        FloorShare(label(found), times[found], timedelta(seconds=spoken[found]), queue[found])
        for found in {**times, **queue}
        if found
    ]
    return sorted(shares, key=lambda share: (-share.made, -share.waiting, str(share.label)))


def region_of(row):
    """Where the State of a delegation lies; None for other delegations."""
    state = row.delegation.state if row.delegation else None
    return state.region if state else None


def regional_group_of(day):
    """How to tell the regional group of a delegation at a conference that begins on a day; empty for organizations."""

    def of(row):
        return row.delegation.regional_group_on(day) if row.delegation else ""

    return of


def kind_of(row):
    return row.delegation.kind if row.delegation else None


def group_of(row):
    return row.group
