"""The threads in which Django answers, in lanes: costly work that anybody can ask for waits for itself alone.

Python computes in one thread at a time, so that threads only fill the waits for the database; and each holds a
connection: these, times a few processes, stay below the hundred that PostgreSQL allows.
"""

import re
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock, current_thread
from typing import Any, NamedTuple

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from conference.serving.error_responses import ErrorResponse
from conference.serving.visitors import Visitor

CONSOLE = re.compile(settings.CONSOLE_ADDRESSES)
# Where a password or a code is tried, or a password is set: at the sign-in, before a grave act, and on one's account.
SIGN_IN = re.compile(
    r"/[a-z-]+/(?:sign-in/(?:code/|passkey/|confirm/(?:code/|passkey/)?|account/password/|(?:first|new)-password/.*)?|admin/password_change/)"
)
# A mail is sent, or the organization's own sign-on is asked, for whoever comes: it waits elsewhere, and for long.
SENDS_OUT = re.compile(r"/[a-z-]+/(?:sign-in/(?:forgotten|single)|[-\w]+/updates)/|/sso/.*")
SWITCH_INTERVAL = 0.0005  # seconds; with Python's 5 ms each wait for the database ends behind a thread that computes
SOON = 5  # seconds after which somebody who was refused may try again
OF_FLOOR = ("console", "delegations")
BRIEFLY = 1500  # milliseconds


class Size(NamedTuple):
    threads: int
    waiting: int  # requests


SIZES = {
    "console": Size(3, 200),  # the floor officers, who must never wait for anybody else
    "delegations": Size(3, 600),  # a room that asks for the floor at once
    "staff": Size(3, 200),
    "uploads": Size(3, 60),  # files of strangers take long to read
    "files": Size(1, 600),  # style sheets, scripts and pictures of the pages
    "public": Size(2, 400),
    "sign-in": Size(2, 60),  # each computes a password for long, in 100 MB
    "known sign-in": Size(1, 20),  # of browsers that signed in before (conference/known_browsers.py)
}


def lane_of(scope: dict[str, Any], visitor: Visitor, known: str | None = None, holds_file: bool = False) -> str:
    """The name of the lane in which a request waits.

    `known` is the person of a browser that signed in before, `holds_file` whether the body may hold a file.
    """
    path = scope["path"]
    if path.startswith(settings.STATIC_URL):
        return "files"
    if is_sign_in(scope) or sends_out(scope):
        return "sign-in" if known is None else "known sign-in"
    if holds_file and visitor in (Visitor.DELEGATION, Visitor.STAFF):
        return "uploads"
    if visitor is Visitor.DELEGATION:
        return "delegations"
    if visitor is Visitor.STAFF:
        return "console" if CONSOLE.fullmatch(path) else "staff"
    return "public"


def is_sign_in(scope: dict[str, Any]) -> bool:
    """Whether a request brings a password, or a code, to be tried."""
    return scope["method"] == "POST" and SIGN_IN.fullmatch(scope["path"]) is not None


def sends_out(scope: dict[str, Any]) -> bool:
    """Whether a request makes this server ask another one."""
    path = scope["path"]
    return SENDS_OUT.fullmatch(path) is not None and (scope["method"] == "POST" or path.startswith("/sso/"))


class Lanes:
    """All lanes of a process; `await lanes.answer(name, ...)` is Django's response in one of them."""

    def __init__(self, wsgi: Any) -> None:
        self._lanes = {name: _lane(wsgi, name, size) for name, size in SIZES.items()}

    async def answer(self, name: str, scope: Any, receive: Any, send: Any) -> None:
        await self._lanes[name](scope, receive, send)

    def close(self) -> None:
        for lane in self._lanes.values():
            lane.executor.shutdown(wait=False, cancel_futures=True)


@receiver(connection_created)
def wait_briefly(connection: Any, **_more: Any) -> None:
    """A step on a floor waits for another long write (an import, a clone) no longer than a person waits for an answer.

    SQLite lets one write at a time. What could not be done is answered with 503, that it is busy, and its script sends
    it again; with PostgreSQL a step waits for nobody but those at the same floor.
    """
    if connection.vendor == "sqlite" and current_thread().name.startswith(OF_FLOOR):
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {BRIEFLY}")


def _lane(wsgi: Any, name: str, size: Size) -> WSGIMiddleware:
    # No limit to what is sent: a thread hands over its response and is free, however slowly the client reads.
    lane = WSGIMiddleware(wsgi, workers=size.threads, send_queue_size=0)
    lane.executor = Threads(name, size)
    return lane


class Threads(ThreadPoolExecutor):
    """A few threads with a queue of limited length; ErrorResponse (503) for what comes to a full one."""

    def __init__(self, name: str, size: Size) -> None:
        super().__init__(size.threads, thread_name_prefix=name)
        self._most = size.threads + size.waiting
        self._inside = 0
        self._lock = Lock()

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        with self._lock:
            if self._inside >= self._most:
                raise ErrorResponse(503, _("Too many people are asking at this moment. Try again shortly."), SOON)
            self._inside += 1
        future = super().submit(*args, **kwargs)
        future.add_done_callback(self._leave)
        return future

    def _leave(self, future: Future[Any]) -> None:
        with self._lock:
            self._inside -= 1
