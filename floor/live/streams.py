"""The event streams of `/live/...`, in raw ASGI before Django: one open stream costs a little memory and no thread.

`/live/<conference>/<session>/public` tells everybody the state of a floor, `.../delegation` a delegation its own
request with it, `.../console` the staff that there is a new version. `/live/time` is the server's clock. A stream
begins with the state as it stands; what doesn't exist and what isn't permitted get the same answer.
"""

import asyncio
import logging
import re
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

from django.db import Error, close_old_connections, connections

from conference.middleware import HEADERS
from conference.serving.error_responses import ErrorResponse
from floor import notifications
from floor.live.broadcasts import Broadcast, Listener, event, read
from floor.live.permissions import admit

logger = logging.getLogger(__name__)

HEARTBEAT = 15  # seconds
MOST = 10_000  # streams of a process
MOST_OF_ONE = 6  # streams of one device or member of the staff; the oldest makes room
PATIENCE = 60  # seconds for which a client may take nothing
ADDRESS = re.compile(r"/live/([-\w]+)/([-\w]+)/(public|delegation|console)", re.ASCII)

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
    """All the streams of a process. `clients` are those whom a stop does not wait for (conference/serving)."""

    def __init__(self, clients):
        self.clients = clients
        self.open_streams = 0
        self._broadcasts = {}
        self._streams_of = defaultdict(list)
        self._reader = DatabaseThread("live-reader")  # a rush at the door must not delay the news
        self._door = DatabaseThread("live-door")
        self._tasks = []

    async def open(self):
        self._loop = asyncio.get_running_loop()
        self._somebody_listens = asyncio.Event()
        notifications.hearers.append(self._hear_from_thread)
        self._tasks = [
            asyncio.create_task(notifications.follow(self._hear, self._somebody_listens)),
            asyncio.create_task(self._look_for_themselves()),
        ]

    async def close(self):
        notifications.hearers.remove(self._hear_from_thread)
        reading = [broadcast.task for broadcast in self._broadcasts.values() if broadcast.task]
        for task in [*self._tasks, *reading]:
            task.cancel()
        await asyncio.gather(*self._tasks, *reading, return_exceptions=True)
        await self._reader.close()
        await self._door.close()

    async def answer(self, scope, receive, send):
        if scope["path"] == "/live/time" and scope["method"] == "GET":
            await _send_time(send)
            return
        found = ADDRESS.fullmatch(scope["path"])
        if not found or scope["method"] != "GET":
            raise _not_found()
        if self.open_streams >= MOST:
            raise ErrorResponse(503, "Too many screens are listening here; try again in a moment.")
        self.open_streams += 1
        try:
            with self.clients.waiting():
                await self._answer(found.groups(), _cookies(scope), receive, send)
        finally:
            self.open_streams -= 1

    async def _answer(self, asked, cookies, receive, send):
        conference, session, topic = asked
        try:
            guest = await self._door.run(admit, topic, conference, cookies)
            broadcast = await self._broadcast(conference, session) if guest else None
        except Error:
            raise ErrorResponse(503, "The database cannot be asked now; try again in a moment.") from None
        except asyncio.CancelledError:
            raise ErrorResponse(503, "The service is being restarted; try again in a moment.") from None
        if broadcast is None or broadcast.event_for(guest) is None:
            raise _not_found()

        async def is_welcome():
            return await self._door.run(admit, topic, conference, cookies) == guest

        with self._listening(broadcast, guest) as listener:
            await _stream(broadcast, guest, listener, is_welcome, receive, send)

    async def _broadcast(self, *address):
        """The broadcast of an address; None where there is no such session."""
        broadcast = self._broadcasts.get(address)
        if broadcast is None:
            reading = await self._door.run(read, *address)
            if reading is None:
                return None
            broadcast = self._broadcasts.setdefault(address, Broadcast(*address))
            broadcast.tell(reading)
            self._read(broadcast)  # a step between that reading and now was announced to nobody
        return broadcast

    @contextmanager
    def _listening(self, broadcast, guest):
        listener = Listener()
        broadcast.listeners.add(listener)
        self._broadcasts[broadcast.address] = broadcast
        self._somebody_listens.set()
        own = self._streams_of[guest.who] if guest.who else []
        own.append(listener)
        if len(own) > MOST_OF_ONE:
            own[0].end()
        try:
            yield listener
        finally:
            own.remove(listener)
            if guest.who and not own:
                self._streams_of.pop(guest.who, None)
            broadcast.listeners.discard(listener)
            if not broadcast.listeners:
                self._broadcasts.pop(broadcast.address, None)
            if not self._broadcasts:
                self._somebody_listens.clear()

    def _hear_from_thread(self, session, version):
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._hear, session, version)

    def _hear(self, session, version):
        """Read the floor again, if somebody listens to it and this version is new to us; None means any floor."""
        for broadcast in self._broadcasts.values():
            if session is None:
                self._read(broadcast)
            elif broadcast.reading and broadcast.reading.session == session and version > broadcast.expected:
                broadcast.expected = version
                self._read(broadcast)

    async def _look_for_themselves(self):
        """Should a notice have been lost, or a name been corrected, which is no step: nobody is behind for long."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            self._hear(*notifications.ANYTHING)

    def _read(self, broadcast):
        broadcast.is_wanted = True
        if not broadcast.task:
            broadcast.task = asyncio.create_task(self._read_until_newest(broadcast))

    async def _read_until_newest(self, broadcast):
        try:
            while broadcast.is_wanted:
                broadcast.is_wanted = False
                broadcast.tell(await self._reader.run(read, *broadcast.address))
        except Error as error:
            logger.warning("The floor of %s cannot be read, its screens stay as they are: %s", broadcast.address, error)
        finally:
            broadcast.task = None


class DatabaseThread:
    """A thread that asks the database for the event loop, with a connection of its own."""

    def __init__(self, name):
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)

    async def run(self, function, *args):
        return await asyncio.get_running_loop().run_in_executor(self._executor, _released, function, *args)

    async def close(self):
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await asyncio.get_running_loop().run_in_executor(self._executor, connections.close_all)
        self._executor.shutdown(wait=False, cancel_futures=True)


def _released(function, *args):
    close_old_connections()
    try:
        return function(*args)
    finally:
        close_old_connections()


async def _stream(broadcast, guest, listener, is_welcome, receive, send):
    """Tell a listener each new state until they leave, are no longer welcome, or the process stops."""
    leaving = asyncio.create_task(_until_they_leave(receive))
    leaving.add_done_callback(listener.end)
    loop = asyncio.get_running_loop()
    asked_at, told = loop.time(), None
    try:
        await send({"type": "http.response.start", "status": 200, "headers": STREAM})
        while not listener.is_over and (state := broadcast.event_for(guest)):
            news_of_it = b"" if state is told else state
            told = state
            await _send_in_time(_time() + news_of_it, send)
            await listener.sleep(HEARTBEAT)
            if loop.time() - asked_at >= HEARTBEAT and guest.who:
                asked_at = loop.time()
                if not await _ask(is_welcome):
                    break
    except (TimeoutError, asyncio.CancelledError):
        pass
    leaving.cancel()
    with suppress(TimeoutError):
        async with asyncio.timeout(0.2):
            await send({"type": "http.response.body", "body": b""})


async def _ask(is_welcome):
    """While the database cannot be asked, who was welcome stays."""
    with suppress(Error):
        return await is_welcome()
    return True


async def _send_in_time(body, send):
    async with asyncio.timeout(PATIENCE):
        await send({"type": "http.response.body", "body": body, "more_body": True})


async def _until_they_leave(receive):
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send_time(send):
    body = b"%d" % _now()
    headers = [*NUMBER, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _time():
    return event("time", _now())


def _now():
    return round(time.time() * 1000)


def _cookies(scope):
    return b"; ".join(value for name, value in scope["headers"] if name == b"cookie")


def _not_found():
    return ErrorResponse(404, "There is nothing here.")
