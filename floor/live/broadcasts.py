"""What the listeners of one floor are told: the whole small state, the newest version alone."""

import asyncio
import json
from dataclasses import dataclass

from django.http import Http404

from floor.access import public_session
from floor.live.state import FloorState, state_of
from floor.models import Floor
from programme.models import Session


@dataclass(frozen=True)
class FloorSnapshot:
    """A floor as it was read once: whose it is, whether the public may see it, and what stands on it."""

    session: int
    is_public: bool
    state: FloorState


def read_snapshot(conference, session):
    """The floor of an address as it is committed now; None where there is none."""
    row = Session.objects.filter(conference__slug=conference, slug=session).first()
    return FloorSnapshot(row.pk, _is_public(conference, session), consistent_state_of(row)) if row else None


def consistent_state_of(session):
    """The state of a floor in which all belongs to one version, though a step may fall between its queries."""
    for _attempt in range(5):
        state = state_of(session)
        if state.version == (Floor.objects.filter(session=session).values_list("version", flat=True).first() or 0):
            break
    return state


def _is_public(conference, session):
    try:
        public_session(conference, session)
    except Http404:
        return False
    return True


def event(name, data):
    """An event as it goes over the wire; JSON escapes line breaks, so that no name can break the framing."""
    return f"event: {name}\ndata: {data}\n\n".encode()


def compact(data):
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class Broadcast:
    """The floor of one address, and who listens to it. There is no queue: whoever was slow gets what stands now."""

    def __init__(self, conference, session):
        self.address = conference, session
        self.listeners = set()
        self.snapshot = None
        self.announced_version = 0  # the highest version that was heard of
        self.needs_refresh = False  # read once more, something may have changed since the snapshot began
        self.task = None
        self._public = self._events = None

    def publish(self, snapshot):
        """Keep what was read and wake the listeners, unless it is nothing new."""
        if snapshot == self.snapshot:
            return
        if snapshot and self.snapshot and snapshot.state.version < self.snapshot.state.version:
            return
        self.snapshot = snapshot
        if snapshot:
            self.announced_version = max(self.announced_version, snapshot.state.version)
            self._public = compact(snapshot.state.public)
            self._events = {}
        for listener in self.listeners:
            listener.wake()

    def event_for(self, subscriber):
        """The event of a subscriber, encoded once for all who are told the same; None where it is not for them.

        Who opens the floor of a session that is not released shows it to the delegations.
        """
        if self.snapshot is None or not (self.snapshot.is_public or subscriber.who):
            return None
        place = "console" if subscriber.is_staff else subscriber.delegation
        if place not in self._events:
            self._events[place] = event("state", self._data(subscriber))
        return self._events[place]

    def _data(self, subscriber):
        state = self.snapshot.state
        if subscriber.is_staff:
            return compact({"version": state.version})
        if subscriber.delegation is None:
            return self._public
        return f'{self._public[:-1]},"request":{compact(state.requests.get(subscriber.delegation))}}}'


class Listener:
    """An open stream that sleeps until there is something to publish."""

    __slots__ = ("_woken", "is_over")

    def __init__(self):
        self._woken = asyncio.Event()
        self.is_over = False

    def wake(self):
        self._woken.set()

    def end(self, *args):
        self.is_over = True
        self._woken.set()

    async def sleep(self, seconds):
        """Sleep until woken, for so many seconds at the most."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            pass
        self._woken.clear()
