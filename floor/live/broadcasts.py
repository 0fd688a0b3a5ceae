"""The state of one floor, sent to all its listeners: always the whole state, and only its newest version."""

import asyncio
import json
import time
from dataclasses import dataclass
from itertools import chain

from django.http import Http404

from conference.models.epoch import current_epoch
from conference.prepared import KEY, prepared
from conference.serving.moved_addresses import other_names_of
from conference.serving.pushing import Piece
from floor.live.marks import Marks, marks_of
from floor.live.state import FloorState, state_of
from floor.loading import public_session, session_named
from floor.models import Floor
from programme.models import Session

COST_OF_PAGE = 30  # milliseconds in which the server makes a delegation's page
LONGEST_SPREAD = 20_000  # milliseconds
POLLED_SPREAD = 3000  # milliseconds, for phones that poll: nobody counts them


@dataclass(frozen=True)
class FloorSnapshot:
    """The state of a floor as it was read once, with the key of its session and whether the public may see it."""

    session: int
    is_public: bool
    state: FloorState
    marks: Marks
    epoch: str = ""


def read_snapshot(conference, session):
    """Returns a snapshot of the committed state of an address; None where there is no such session.

    An address with a former short name has the floor of the present one, as its page leads there: a screen that was
    opened before a conference or session got another name stays up to date.
    """
    asked, found = {"conference": conference, "session": session}, None
    for names in chain([asked], (names for names, _is_permanent in other_names_of(asked))):
        row = session_named(names["conference"], names["session"])
        if row and _is_public(**names):
            return _snapshot_of(row, current_epoch(), is_public=True)
        found = found or row
    return _snapshot_of(found, current_epoch(), is_public=False) if found else None


def snapshot_after_step(known):
    """Returns the snapshot of the floor of a known one; who may see it and in which epoch is not read anew."""
    row = _session.first(session=known.session)  # its name and its hours may have changed
    return _snapshot_of(row, known.epoch, is_public=known.is_public) if row else None


def _snapshot_of(session, epoch, *, is_public):
    marks = marks_of(session.conference_id)  # before the state: what falls between the two is asked for once more
    return FloorSnapshot(session.pk, is_public, consistent_state_of(session), marks, epoch)


def consistent_state_of(session):
    """Returns a state in which everything belongs to one version; reads again where a step fell between its queries."""
    for _attempt in range(5):
        state = state_of(session)
        if state.version == (_version_of.first(session=session.pk) or 0):
            break
    return state


@prepared(session=KEY)
def _version_of(session):
    return Floor.objects.filter(session=session).values_list("version", flat=True)


@prepared(session=KEY)
def _session(session):
    return Session.objects.filter(pk=session).select_related("conference").order_by()


def _is_public(conference, session):
    try:
        public_session(conference, session)
    except Http404:
        return False
    return True


def event(name, data):
    """Returns a server-sent event in bytes; JSON escapes line breaks, so that no name can break the framing."""
    return f"event: {name}\ndata: {data}\n\n".encode()


def time_event():
    return event("time", milliseconds())


def milliseconds():
    return round(time.time() * 1000)


def compact(data):
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def state_for_delegation(public, own_requests, marks, spread=POLLED_SPREAD):
    """Returns what a delegation is told, as JSON: the public state, itself JSON already, and what is its own.

    `spread` is the milliseconds over which phones ask for what all of them have to ask at once.
    """
    return f"{public[:-1]},{compact({'requests': own_requests, **marks, 'spread': spread})[1:]}"


class Broadcast:
    """The floor of one address and its listeners. There is no queue: a slow listener gets the newest state."""

    def __init__(self, conference, session):
        self.address = conference, session
        self.listeners = set()
        self.snapshot = None
        self.announced_version = 0  # the highest version that was announced
        self.needs_refresh = False  # a step may have been taken since the last snapshot began
        self.needs_all = False  # and the session, its release or a name may have changed
        self.task = None
        self.announced_at = None  # the first announcement since the last snapshot began
        self.public, self._epoch, self._spread = None, {}, 0
        self._events, self._known = {}, {}  # by whom they are for: those of the snapshot, and of the one before

    def publish(self, snapshot):
        """Keeps a snapshot and wakes the listeners, unless it is the same or older."""
        if snapshot == self.snapshot:
            return
        if snapshot and self.snapshot and snapshot.epoch == self.snapshot.epoch:
            if snapshot.state.version < self.snapshot.state.version:
                return
        else:
            self.announced_version = 0  # after a restore the versions begin anew
        before, self.snapshot = self.snapshot, snapshot
        if snapshot:
            self.announced_version = max(self.announced_version, snapshot.state.version)
            self._epoch = {"epoch": snapshot.epoch} if snapshot.epoch else {}
            self.public = compact(snapshot.state.public | self._epoch)
            self._known, self._events = self._events, {}
        phones = sum(1 for listener in self.listeners if listener.delegation)
        self._spread = min(phones * COST_OF_PAGE, LONGEST_SPREAD)
        self._tell(_concerned(before, snapshot))

    def _tell(self, concerned):
        """Sends what is new to each listener that can take it at once, those whom it concerns first; wakes the rest."""
        pieces = {}  # by event
        for listener in sorted(self.listeners, key=lambda listener: listener.delegation not in concerned):
            if not (listener.can_take() and self._push(listener, pieces)):
                listener.wake()

    def _push(self, listener, pieces):
        state = self.event_for(listener.subscriber)
        if state is None or state is listener.sent_state:
            return state is not None
        if state not in pieces:
            pieces[state] = Piece(time_event() + state)
        if not listener.push(pieces[state]):
            return False
        listener.note(state)
        return True

    def beat(self, silence):
        """Sends the time to those who were sent nothing for so many seconds; wakes the staff, who are asked again."""
        piece, now = Piece(time_event()), asyncio.get_running_loop().time()
        for listener in list(self.listeners):
            is_due = now - listener.sent_at >= silence
            if listener.subscriber.is_staff or (is_due and not (listener.can_take() and listener.push(piece))):
                listener.wake()
            elif is_due:
                listener.note(listener.sent_state)

    def event_for(self, subscriber):
        """Returns the event for a subscriber, encoded once for all who get the same; None where they may not see it.

        Opening the floor of a session that is not released shows it to the delegations, though not to the public.
        """
        if self.snapshot is None or not (self.snapshot.is_public or subscriber.who):
            return None
        place = self._place_of(subscriber)
        if place not in self._events:
            made, known = event("state", self._data(subscriber)), self._known.get(place)
            self._events[place] = known if known == made else made  # the same object is not sent again
        return self._events[place]

    def _place_of(self, subscriber):
        """Whom an event is for: the delegations that have asked and said nothing are all told the same."""
        if subscriber.is_staff:
            return "console"
        delegation = subscriber.delegation
        is_told_own = delegation in self.snapshot.marks.own or delegation in self.snapshot.state.requests
        return delegation if delegation is None or is_told_own else "delegation"

    def _data(self, subscriber):
        state = self.snapshot.state
        if subscriber.is_staff:
            return compact({"version": state.version} | self._epoch)
        if subscriber.delegation is None:
            return self.public
        requests = state.requests.get(subscriber.delegation, [])
        marks = self.snapshot.marks.of(subscriber.delegation)
        return state_for_delegation(self.public, requests, marks, self._spread)

    def has_delegations(self):
        return any(listener.delegation for listener in self.listeners)


def _concerned(before, snapshot):
    """The delegations that a step concerns: they hear of it first."""
    if not before or not snapshot:
        return set()
    return {key for key, mark in snapshot.marks.own.items() if before.marks.own.get(key) != mark}


class Listener:
    """An open stream that sleeps until there is something to send.

    While it sleeps, a server that can (`conference/serving/pushing.py`) is given what is new without waking it.
    """

    __slots__ = (
        "_woken",
        "delegation",
        "is_asleep",
        "is_evicted",
        "is_over",
        "push",
        "sent_at",
        "sent_state",
        "subscriber",
        "topic",
    )

    def __init__(self, delegation=None, subscriber=None, push=None, topic="public"):
        self.delegation, self.subscriber, self.push, self.topic = delegation, subscriber, push, topic
        self._woken = asyncio.Event()
        self.sent_state, self.sent_at = None, 0  # the last event, and when
        self.is_asleep = self.is_over = self.is_evicted = False

    def note(self, state):
        """Notes what was sent last, and when."""
        self.sent_state, self.sent_at = state, asyncio.get_running_loop().time()

    def can_take(self):
        return self.push is not None and self.is_asleep and not self.is_over

    def wake(self):
        self._woken.set()

    def end(self, *args):
        self.is_over = True
        self._woken.set()

    def evict(self):
        """Ends the stream for a newer one of the same device or account; its client is told to poll from then on."""
        self.is_evicted = True
        self.end()

    async def sleep(self):
        self.is_asleep = True
        await self._woken.wait()
        self.is_asleep = False
        self._woken.clear()
