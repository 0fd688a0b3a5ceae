"""The state of one floor, sent to all its listeners: always the whole state, and only its newest version."""

import asyncio
import json
from dataclasses import dataclass
from itertools import chain

from django.http import Http404

from conference.serving.moved_addresses import other_names_of
from floor.live.state import FloorState, state_of
from floor.loading import public_session, session_named
from floor.models import Floor


@dataclass(frozen=True)
class FloorSnapshot:
    """The state of a floor as it was read once, with the key of its session and whether the public may see it."""

    session: int
    is_public: bool
    state: FloorState


def read_snapshot(conference, session):
    """Returns a snapshot of the committed state of an address; None where there is no such session.

    An address with a former short name has the floor of the present one, as its page leads there: a screen that was
    opened before a conference or session got another name stays up to date.
    """
    asked, found = {"conference": conference, "session": session}, None
    for names in chain([asked], (names for names, _is_permanent in other_names_of(asked))):
        row = session_named(names["conference"], names["session"])
        if row and _is_public(**names):
            return FloorSnapshot(row.pk, True, consistent_state_of(row))
        found = found or row
    return FloorSnapshot(found.pk, False, consistent_state_of(found)) if found else None


def consistent_state_of(session):
    """Returns a state in which everything belongs to one version; reads again where a step fell between its queries."""
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
    """Returns a server-sent event in bytes; JSON escapes line breaks, so that no name can break the framing."""
    return f"event: {name}\ndata: {data}\n\n".encode()


def compact(data):
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class Broadcast:
    """The floor of one address and its listeners. There is no queue: a slow listener gets the newest state."""

    def __init__(self, conference, session):
        self.address = conference, session
        self.listeners = set()
        self.snapshot = None
        self.announced_version = 0  # the highest version that was announced
        self.needs_refresh = False  # something may have changed since the last snapshot began
        self.task = None
        self._public = self._events = None

    def publish(self, snapshot):
        """Keeps a snapshot and wakes the listeners, unless it is the same or older."""
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
        """Returns the event for a subscriber, encoded once for all who get the same; None where they may not see it.

        Opening the floor of a session that is not released shows it to the delegations, though not to the public.
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
        return f'{self._public[:-1]},"requests":{compact(state.requests.get(subscriber.delegation, []))}}}'


class Listener:
    """An open stream that sleeps until there is something to send."""

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
