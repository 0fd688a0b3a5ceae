"""Computes which sessions move, and how far, when one runs long or is moved.

All of it is arithmetic in local time (`local_time.py`); nothing here reads or writes a table.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MINUTE = timedelta(minutes=1)


class Itself(TextChoices):
    """What happens to the session with which the shift begins."""

    STAYS = "stays", _("stays as planned; only what follows moves")
    LASTS = "lasts", _("ends later, or earlier")
    MOVES = "moves", _("moves as a whole")


class Following(TextChoices):
    """What happens to the sessions that follow on the day."""

    ALL = "all", _("all move by as much, to the end of the day")
    NECESSARY = "necessary", _("each moves only as far as necessary: the time between sessions absorbs the delay")
    SHORTENED = "shortened", _("each begins late and ends as planned, but keeps at least half of its time")


@dataclass(frozen=True)
class Slot:
    """The time and room of a session, in local time. A break without a room is a break for everybody."""

    key: int
    start: datetime
    end: datetime
    room: int | None = None
    is_break: bool = False
    has_begun: bool = False

    def at(self, start: datetime, end: datetime) -> "Slot":
        return Slot(self.key, start, end, self.room, self.is_break, self.has_begun)


@dataclass(frozen=True)
class Shift:
    """A requested shift: by how much, for the session itself and for those that follow, and in which rooms."""

    by: timedelta
    itself: str = Itself.LASTS
    following: str = Following.ALL
    all_rooms: bool = True

    def of(self, slots: Collection[Slot], first: Slot) -> dict[int, Slot]:
        """Return the slots that this shift changes if it begins with `first`, with their new times: {key: Slot}."""
        changed = {first.key: self._first(first)}
        followers = self._followers(slots, first)
        if self.following == Following.ALL:
            changed |= {slot.key: slot.at(slot.start + self.by, slot.end + self.by) for slot in followers}
        else:
            changed |= self._pushed(followers, first)
        before = {slot.key: slot for slot in slots}
        return {key: slot for key, slot in changed.items() if slot != before[key]}

    def _first(self, first: Slot) -> Slot:
        if self.itself == Itself.STAYS:
            return first
        start = first.start + self.by if self.itself == Itself.MOVES else first.start
        return first.at(start, first.end + self.by)

    def _followers(self, slots: Iterable[Slot], first: Slot) -> list[Slot]:
        """Return the slots that follow on the same day, without those that have begun."""
        since = first.start if self.itself == Itself.MOVES else first.end
        return sorted(
            (
                slot
                for slot in slots
                if slot.key != first.key
                and slot.start.date() == first.start.date()
                and slot.start >= since
                and not slot.has_begun
                and (self.all_rooms or slot.room == first.room)
            ),
            key=lambda slot: (slot.start, slot.end),
        )

    def _pushed(self, followers: list[Slot], first: Slot) -> dict[int, Slot]:
        """Push each slot only as far as those before it require; the order is kept."""
        changed, ends = {}, [(first.end, first.end + self.by)]
        for slot in followers:
            earliest = max((new for planned, new in ends if planned <= slot.start), default=slot.start)
            start = max(slot.start, earliest)
            if self.following == Following.SHORTENED:
                end = max(slot.end, start + _half(slot.end - slot.start))
            else:
                end = start + (slot.end - slot.start)
            changed[slot.key] = slot.at(start, end)
            ends.append((slot.end, end))
        return changed


def _half(duration: timedelta) -> timedelta:
    """Return half of a duration, in whole minutes, at least one."""
    return max(-(-duration // 2 // MINUTE) * MINUTE, MINUTE)


def follows_everywhere(slots: Iterable[Slot], first: Slot) -> bool:
    """Whether all rooms follow by default, which is so on a day with a single track."""
    rooms = {slot.room for slot in slots if slot.start.date() == first.start.date()} - {None}
    return first.room is None or len(rooms) <= 1


def clashes(slots: Iterable[Slot]) -> set[frozenset[int]]:
    """Return the pairs of slots in one room at the same time, or with one of them in everybody's break."""
    found: set[frozenset[int]] = set()
    running: list[Slot] = []
    for slot in sorted(slots, key=lambda slot: (slot.start, slot.end, slot.key)):
        running = [other for other in running if other.end > slot.start]
        found |= {frozenset((slot.key, other.key)) for other in running if _exclude(slot, other)}
        running.append(slot)
    return found


def _exclude(one: Slot, other: Slot) -> bool:
    if one.room is None or other.room is None:
        return any(slot.room is None and slot.is_break for slot in (one, other))
    return one.room == other.room
