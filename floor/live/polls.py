"""`state.json` from the memory of the broadcasts: what phones and screens without a stream ask every few seconds.

Three thousand phones behind a proxy that holds streams back ask a thousand times a second. So no query belongs to a
poll: the floor is read once and kept as long as somebody polls it, and steps are announced as they are to streams. It
goes on while the database is away. What is not kept here (a session that is not public, an address in another host) is
Django's to answer.
"""

import asyncio
import re
from collections import OrderedDict
from time import monotonic
from zlib import crc32

from django.db import Error
from django.utils.translation import gettext_lazy as _

from conference.languages import CODES
from conference.serving.error_responses import ErrorResponse
from conference.serving.hosts import is_here
from floor.live.broadcasts import Broadcast, read_snapshot, state_for_delegation
from floor.live.permissions import PUBLIC, admit

KEPT = 60  # seconds after the last poll for which a floor is kept
ADMITTED = 15  # seconds for which a phone that was admitted is not asked about again, as with streams
MOST_ADMITTED = 10_000
RETRY_AFTER = 5

_LANGUAGES = "|".join(CODES)
STATE = re.compile(rf"/(?:{_LANGUAGES})/([-\w]+)/sessions/([-\w]+)/live/state\.json", re.ASCII)
OWN_STATE = re.compile(rf"/(?:{_LANGUAGES})/([-\w]+)/floor/([-\w]+)/state\.json", re.ASCII)


class Polls:
    """The polls of a process, answered with what the broadcasts of its `streams` have in memory."""

    def __init__(self, streams, headers):
        self.streams = streams
        self.headers = [*headers, (b"content-type", b"application/json"), (b"cache-control", b"private, no-cache")]
        self._until = {}  # {address of a broadcast: until when it is kept though nobody listens}
        self._versions = {}  # {address: what was released when its floor was read whole}
        self._locks = {}
        self._marked = {}  # {address: (public state, its mark, its bytes)}
        self._admitted = OrderedDict()  # {(conference, cookies): (subscriber, until)}

    def asks(self, scope):
        """Returns (conference, session, whether a delegation asks) of a request that polls; None of any other."""
        path = scope["path"]
        if not path.endswith("/state.json") or scope["method"] not in ("GET", "HEAD") or not is_here(scope):
            return None
        if found := STATE.fullmatch(path):
            return *found.groups(), False
        found = OWN_STATE.fullmatch(path)
        return (*found.groups(), True) if found else None

    async def answer(self, asked, version, scope, send):
        """Sends the state and returns True; False where Django has to answer.

        `version` is that of what is released, None while the database cannot be asked.
        """
        *address, of_delegation = asked
        address = tuple(address)
        try:
            subscriber = await self._subscriber(address[0], scope) if of_delegation else PUBLIC
            broadcast = await self._broadcast(address, version) if subscriber else None
        except Error:
            sentence = _("The database cannot be asked now. Try again in a moment.")
            raise ErrorResponse(503, sentence, RETRY_AFTER) from None
        if broadcast is None or broadcast.event_for(subscriber) is None:
            return False
        mark, body = self._told(broadcast, subscriber)
        await self._send(mark, body, scope, send)
        return True

    def keeps(self, address):
        """Whether a floor was polled lately."""
        return address in self._until

    def phones_of(self, address):
        """How many phones of delegations poll the floor of an address, or were let in to another of its conference."""
        if address not in self._until:
            return 0
        now = monotonic()
        return sum(
            1
            for (conference, _who), (_s, until) in list(self._admitted.items())
            if conference == address[0] and until > now
        )

    def forget(self):
        """Gives up the floors that nobody polls any more; called at each heartbeat. Returns their addresses."""
        now = monotonic()
        over = [address for address, until in self._until.items() if until < now]
        for address in over:
            for kept in (self._until, self._versions, self._locks, self._marked):
                kept.pop(address, None)
        while self._admitted and next(iter(self._admitted.values()))[1] < now:
            self._admitted.popitem(last=False)
        return over

    async def _subscriber(self, conference, scope):
        """Returns the delegation whose phone asks, or None."""
        cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
        now = monotonic()
        found, until = self._admitted.get((conference, cookies), (None, 0))
        if found and now < until:
            return found
        try:
            subscriber = await self.streams.admission.run(admit, "delegation", conference, cookies)
        except Error:
            if found:
                return found
            raise
        self._admitted.pop((conference, cookies), None)
        if subscriber:
            self._admitted[conference, cookies] = subscriber, now + ADMITTED
            if len(self._admitted) > MOST_ADMITTED:
                self._admitted.popitem(last=False)
        return subscriber

    async def _broadcast(self, address, version):
        """Returns the broadcast of an address, read anew where another release is public than when it was read."""
        broadcast = self.streams.broadcasts.get(address)
        if self._is_current(broadcast, address, version):
            self._keep(address)
            return broadcast
        async with self._locks.setdefault(address, asyncio.Lock()):
            broadcast = self.streams.broadcasts.get(address)
            if not self._is_current(broadcast, address, version):
                broadcast = await self._read(broadcast, address, version)
        return broadcast

    def _is_current(self, broadcast, address, version):
        return broadcast is not None and version in (None, self._versions.get(address))

    async def _read(self, broadcast, address, version):
        try:
            snapshot = await self.streams.reader.run(read_snapshot, *address)
        except Error:
            if broadcast is None:
                raise
            return broadcast
        if snapshot is None:
            self._locks.pop(address, None)
            return None
        if broadcast is None:
            broadcast = self.streams.broadcasts.setdefault(address, Broadcast(*address))
        broadcast.publish(snapshot)
        self._versions[address] = version
        self._keep(address)
        self.streams.refresh(broadcast)  # a step since that snapshot was announced before anybody listened
        return broadcast

    def _keep(self, address):
        self._until[address] = monotonic() + KEPT
        self.streams.has_listeners.set()

    def _told(self, broadcast, subscriber):
        """Returns the mark (ETag) and the bytes of what a subscriber is told, as `live/views.py` would."""
        snapshot, public = broadcast.snapshot, broadcast.public
        if subscriber.delegation is None:
            known = self._marked.get(broadcast.address)
            if known is None or known[0] is not public:
                body = public.encode()
                known = public, f'"{snapshot.state.version}-{crc32(body):08x}"', body
                self._marked[broadcast.address] = known
            return known[1:]
        marks = snapshot.marks.of(subscriber.delegation)
        own = snapshot.state.requests.get(subscriber.delegation, [])
        mark = f'"{snapshot.state.version}-{marks["own"]}-{marks["rules"]}{snapshot.epoch}"'
        return mark, state_for_delegation(public, own, marks).encode()

    async def _send(self, mark, body, scope, send):
        asked = [value.decode("latin-1") for name, value in scope["headers"] if name == b"if-none-match"]
        headers = [*self.headers, (b"etag", mark.encode())]
        if asked and asked[0].removeprefix("W/") == mark:
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        headers.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
