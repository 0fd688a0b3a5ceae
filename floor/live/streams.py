"""The event streams of `/live/...`, in raw ASGI before Django: one open stream costs a little memory and no thread.

`/live/<conference>/<session>/public` tells everybody the state of a floor, `.../delegation` a delegation its own
request with it, `.../console` the staff and `.../booth` the interpreters that there is a new version. `/live/time` is
the server's clock. A stream begins with the current state. What does not exist and what is not permitted get the same
answer.
"""

import asyncio
import logging
import re
from collections import defaultdict
from contextlib import contextmanager, suppress
from time import perf_counter

from django.db import Error
from django.utils.translation import gettext_lazy as _

from conference.logs.outages import is_outage, outage
from conference.measures import FAN_OUT_SECONDS
from conference.middleware import HEADERS
from conference.serving.connections import most_streams
from conference.serving.error_responses import ErrorResponse
from conference.serving.hosts import is_from_here, is_here
from conference.serving.pushing import PUSH
from floor import notifications
from floor.live.broadcasts import (
    Broadcast,
    Listener,
    event,
    milliseconds,
    read_snapshot,
    snapshot_after_step,
    time_event,
)
from floor.live.database_thread import DatabaseThread
from floor.live.permissions import DEVICE, PUBLIC, admit, joined_devices
from floor.live.polls import Polls
from floor.live.screens import Screens

logger = logging.getLogger(__name__)

HEARTBEAT = 15  # seconds
BEATS = 5  # how often in a heartbeat it is looked for whom it is time
MAX_STREAMS = 10_000  # streams of a process, without those of the staff; fewer where it may hold fewer connections
MAX_STREAMS_PER_SUBSCRIBER = 6  # streams of one device or member of the staff; the oldest makes room, and polls
SEND_TIMEOUT = 60  # seconds; the stream of a client that reads nothing for so long is closed
ADDRESS = re.compile(r"/live/([-\w]+)/([-\w]+)/(public|delegation|console|booth)", re.ASCII)
SIGN_OF_LIFE = re.compile(r"/live/([-\w]+)/([-\w]+)/alive", re.ASCII)

_SECURITY = [
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    *((name.lower().encode(), value.encode()) for name, value in HEADERS.items()),
]
STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"connection", b"close"),
    *_SECURITY,
]
NUMBER = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store"), *_SECURITY]


class Streams:
    """All streams of a process. `clients` registers those that a shutdown does not wait for (conference/serving)."""

    def __init__(self, clients):
        self.clients = clients
        self.room, self.open_streams = most_streams(), 0
        self.broadcasts = {}
        self._announced = {}  # {session: the highest version that was announced}
        self._streams_of = defaultdict(list)
        self.reader = DatabaseThread("live-reader")  # separate threads, so that many new streams do not delay updates
        self.admission = DatabaseThread("live-admission")
        self.polls = Polls(self, _SECURITY)
        self.screens = Screens()
        self._tasks = []

    async def open(self):
        self._loop = asyncio.get_running_loop()
        self.has_listeners = asyncio.Event()
        notifications.callbacks.append(self._on_announcement_from_thread)
        self._tasks = [
            asyncio.create_task(notifications.follow_other_processes(self._on_announcement, self.has_listeners)),
            asyncio.create_task(self._poll_database()),
            asyncio.create_task(self._beat()),
        ]

    async def close(self):
        notifications.callbacks.remove(self._on_announcement_from_thread)
        refreshing = [broadcast.task for broadcast in self.broadcasts.values() if broadcast.task]
        for task in [*self._tasks, *refreshing]:
            task.cancel()
        await asyncio.gather(*self._tasks, *refreshing, return_exceptions=True)
        await self.reader.close()
        await self.admission.close()

    async def answer(self, scope, receive, send):
        if not (is_here(scope) and is_from_here(scope)):
            raise ErrorResponse(400, _("The request could not be read"))
        if scope["path"] == "/live/time" and scope["method"] == "GET":
            await _send_time(send)
            return
        if (found := SIGN_OF_LIFE.fullmatch(scope["path"])) and scope["method"] == "GET":
            await self._note_screen(found.groups(), scope["query_string"], send)
            return
        found = ADDRESS.fullmatch(scope["path"])
        if not found or scope["method"] != "GET":
            raise _not_found()
        is_counted = found[3] not in ("console", "booth")  # whose streams always get in
        if is_counted and self.open_streams >= min(MAX_STREAMS, self.room):
            raise ErrorResponse(503, _("Too many screens are listening here. Try again in a moment."))
        self.open_streams += is_counted
        try:
            with self.clients.waiting():
                await self._answer(found.groups(), scope, receive, send)
        finally:
            self.open_streams -= is_counted

    async def _note_screen(self, address, query, send):
        """Notes the sign of life of a room screen, of a floor that is public and followed here."""
        broadcast = self.broadcasts.get(address)
        is_known = broadcast and broadcast.event_for(PUBLIC) and self.screens.note("/".join(address), query)
        if not is_known:
            raise _not_found()
        await send({"type": "http.response.start", "status": 204, "headers": NUMBER})
        await send({"type": "http.response.body", "body": b""})

    async def _answer(self, asked, scope, receive, send):
        (conference, session, topic), cookies = asked, _cookies(scope)
        try:
            subscriber = await self.admission.run(admit, topic, conference, cookies)
            broadcast = await self._broadcast(conference, session) if subscriber else None
        except Error:
            raise ErrorResponse(503, _("The database cannot be asked now. Try again in a moment.")) from None
        except asyncio.CancelledError:
            raise ErrorResponse(503, _("The service is being restarted. Try again in a moment.")) from None
        if broadcast is None or broadcast.event_for(subscriber) is None:
            raise _not_found()

        async def is_still_admitted():
            return await self.admission.run(admit, topic, conference, cookies) == subscriber

        with self._listening(broadcast, subscriber, scope.get("extensions", {}).get(PUSH), topic) as listener:
            await _stream(broadcast, subscriber, listener, is_still_admitted, receive, send)

    async def _broadcast(self, *address):
        """Returns the broadcast of an address; None where there is no such session."""
        broadcast = self.broadcasts.get(address)
        if broadcast is None:
            snapshot = await self.admission.run(read_snapshot, *address)
            if snapshot is None:
                return None
            broadcast = self.broadcasts.setdefault(address, Broadcast(*address))
            broadcast.publish(snapshot)
            self.refresh(broadcast)  # a step since that snapshot was announced before anybody listened
        return broadcast

    @contextmanager
    def _listening(self, broadcast, subscriber, push, topic):
        listener = Listener(subscriber.delegation, subscriber, push, topic)
        broadcast.listeners.add(listener)
        self.broadcasts[broadcast.address] = broadcast
        self.has_listeners.set()
        own = self._streams_of[subscriber.who] if subscriber.who else []
        own.append(listener)
        if len(own) > MAX_STREAMS_PER_SUBSCRIBER:
            own[0].evict()
        try:
            yield listener
        finally:
            own.remove(listener)
            if subscriber.who and not own:
                self._streams_of.pop(subscriber.who, None)
            broadcast.listeners.discard(listener)
            self._give_up(broadcast.address)

    def sweep(self):
        """Gives up the floors that were polled and are no more."""
        for address in self.polls.forget():
            self._give_up(address)

    def _give_up(self, address):
        """Forgets a floor that nobody listens to and nobody polls."""
        broadcast = self.broadcasts.get(address)
        if broadcast and not broadcast.listeners and not self.polls.keeps(address):
            self.broadcasts.pop(address)
        if not self.broadcasts:
            self.has_listeners.clear()

    def _on_announcement_from_thread(self, session, version):
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._on_announcement, session, version)

    def _on_announcement(self, session, version):
        """Refreshes the snapshot of a floor that has listeners, if the version is new; session None is any floor.

        A delegation is told of the other floors of its conference too, by the marks of its states.
        """
        if session is not None and version <= self._announced.get(session, 0):
            return  # heard of on another way already
        self._announced[session] = version
        for broadcast in self.broadcasts.values():
            shown = broadcast.snapshot.session if broadcast.snapshot else None
            if session is None or shown is None:
                self.refresh(broadcast, everything=True)
            elif shown != session and broadcast.has_delegations():
                self.refresh(broadcast)
            elif shown == session and version > broadcast.announced_version:
                broadcast.announced_version = version
                self.refresh(broadcast)

    async def _beat(self):
        """One timer for all streams: one for each would take more of the processor than what is sent."""
        while True:
            await asyncio.sleep(HEARTBEAT / BEATS)
            for broadcast in list(self.broadcasts.values()):
                broadcast.beat(_silence())

    async def _poll_database(self):
        """Refreshes all snapshots at each heartbeat: announcements can be lost, and a corrected name is no step."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            self.sweep()
            self._on_announcement(*notifications.ANY_FLOOR)
            with suppress(Error):  # streams stay open while the database cannot be reached
                await self._end_streams_of_devices_that_left()

    async def _end_streams_of_devices_that_left(self):
        """Asks once for the phones of all delegations; what a stream of staff may see is asked for each."""
        devices = [key for kind, key in self._streams_of if kind == DEVICE]
        joined = await self.admission.run(joined_devices, devices) if devices else set()
        for key in devices:
            if key not in joined:
                for listener in list(self._streams_of.get((DEVICE, key), ())):
                    listener.end()

    def refresh(self, broadcast, everything=False):
        broadcast.needs_refresh = True
        broadcast.announced_at = broadcast.announced_at or perf_counter()
        broadcast.needs_all |= everything
        if not broadcast.task:
            broadcast.task = asyncio.create_task(self._refresh_until_newest(broadcast))

    async def _refresh_until_newest(self, broadcast):
        try:
            while broadcast.needs_refresh:
                everything, broadcast.needs_refresh, broadcast.needs_all = broadcast.needs_all, False, False
                announced_at, broadcast.announced_at, before = broadcast.announced_at, None, broadcast.snapshot
                if everything or broadcast.snapshot is None:
                    snapshot = await self.reader.run(read_snapshot, *broadcast.address)
                else:
                    snapshot = await self.reader.run(snapshot_after_step, broadcast.snapshot)
                if snapshot and broadcast.snapshot and snapshot.epoch != broadcast.snapshot.epoch:
                    self._announced.clear()
                broadcast.publish(snapshot)
                if announced_at and broadcast.snapshot is not before:
                    FAN_OUT_SECONDS.observe(perf_counter() - announced_at)
        except Error as error:
            if is_outage(error):
                outage.noticed(error)  # one line for all floors
            else:
                words = "The floor of %s cannot be read, its screens stay as they are: %s"
                logger.warning(words, broadcast.address, error)
        finally:
            broadcast.task = None


async def _stream(broadcast, subscriber, listener, is_still_admitted, receive, send):
    """Sends each new state to a listener until the client disconnects, loses its permission, or the process stops."""
    leaving = asyncio.create_task(_wait_for_disconnect(receive))
    leaving.add_done_callback(listener.end)
    loop = asyncio.get_running_loop()
    asked_at = loop.time()
    try:
        await send({"type": "http.response.start", "status": 200, "headers": STREAM})
        while not listener.is_over and (state := broadcast.event_for(subscriber)):
            if state is not listener.sent_state or loop.time() - listener.sent_at >= _silence():
                news = b"" if state is listener.sent_state else state
                listener.note(state)
                await _send_within_timeout(time_event() + news, send)
            await listener.sleep()
            if subscriber.is_staff and loop.time() - asked_at >= _silence():
                asked_at = loop.time()
                if not await _ask_whether_admitted(is_still_admitted):
                    break
    except (TimeoutError, asyncio.CancelledError):
        pass
    leaving.cancel()
    with suppress(TimeoutError):
        async with asyncio.timeout(0.2):
            last = event("poll", 0) if listener.is_evicted else b""
            await send({"type": "http.response.body", "body": last})


def _silence():
    """Seconds without a word after which the next beat tells a stream the time, so that each heartbeat comes."""
    return HEARTBEAT - HEARTBEAT / BEATS


async def _ask_whether_admitted(is_still_admitted):
    """Checks the permission again; a stream stays open while the database cannot be reached."""
    with suppress(Error):
        return await is_still_admitted()
    return True


async def _send_within_timeout(body, send):
    async with asyncio.timeout(SEND_TIMEOUT):
        await send({"type": "http.response.body", "body": body, "more_body": True})


async def _wait_for_disconnect(receive):
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send_time(send):
    body = b"%d" % milliseconds()
    headers = [*NUMBER, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _cookies(scope):
    return b"; ".join(value for name, value in scope["headers"] if name == b"cookie")


def _not_found():
    return ErrorResponse(404, _("There is nothing here."))
