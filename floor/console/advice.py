"""Advice to the presiding officers: until when the list runs, who has been heard, how the floor was shared.

Nothing here orders the list. The moment is an argument of every function.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from speakers.regional_groups import label_on

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


def heard(made, at):
    """Returns how often and how long each delegation has spoken: {key of the delegation: Heard}."""
    by_delegation = {}
    for row in made:
        sessions = by_delegation.setdefault(row.delegation_id, {})
        times, spoken = sessions.get(row.session, (0, NOTHING))
        sessions[row.session] = times + 1, spoken + (row.time_used(at) or NOTHING)
    return {
        key: Heard(
            times=sum(times for times, __ in sessions.values()),
            spoken=sum((spoken for __, spoken in sessions.values()), NOTHING),
            sessions=tuple((session, *figures) for session, figures in sessions.items()),
        )
        for key, sessions in by_delegation.items()
    }


@dataclass(frozen=True)
class FloorShare:
    """The share of one region, kind or group in the floor: interventions, time, and requests that wait."""

    label: object
    made: int
    spoken: timedelta
    waiting: int


def balance(made, waiting, at, of):
    """Returns the shares of the floor, the largest first.

    `of(row)` returns the region, kind or group of an intervention, or None.
    """
    times, spoken = Counter(), Counter()
    for row in made:
        times[of(row)] += 1
        spoken[of(row)] += (row.time_used(at) or NOTHING) / timedelta(seconds=1)
    queue = Counter(of(row) for row in waiting)
    labels = [label for label in {**times, **queue} if label]
    shares = [FloorShare(label, times[label], timedelta(seconds=spoken[label]), queue[label]) for label in labels]
    return sorted(shares, key=lambda share: (-share.made, -share.waiting, str(share.label)))


def region_of(row):
    """Where the State of a delegation lies; None for other delegations."""
    state = row.delegation.state if row.delegation else None
    return state.get_region_display() if state else None


def regional_group_of(day):
    """How to tell the regional group of a delegation at a conference that begins on a day; None for organizations."""

    def of(row):
        group = row.delegation.regional_group_on(day) if row.delegation else ""
        return label_on(group, day) if group else None

    return of


def kind_of(row):
    return row.delegation.get_kind_display() if row.delegation else None


def group_of(row):
    return str(row.group) if row.group else None
