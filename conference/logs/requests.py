"""Which request this thread or task answers, for the lines that are written in it."""

import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter
from typing import Any

from django.http import HttpRequest

HEADER = "X-Request-ID"
BY_PROXY = "rostrum.by_proxy"  # in a scope: whether a trusted proxy has sent the request
ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,64}")

_HEADER = HEADER.lower().encode()
_current: ContextVar["CurrentRequest | None"] = ContextVar("request", default=None)


class CurrentRequest:
    """A request as the log names it; `request` is Django's, once Django has it."""

    __slots__ = ("address", "began", "id", "kind", "request", "status")

    def __init__(self, request_id: str = "", address: str = "") -> None:
        self.id = request_id or secrets.token_hex(8)
        self.address = address
        self.request: HttpRequest | None = None
        self.kind = "refused"  # what gives the answer
        self.status = 0
        self.began = perf_counter()

    @property
    def user(self) -> Any:
        """The key of the account that sent it, if Django has looked; None else. The database is not asked."""
        return getattr(getattr(self.request, "_cached_user", None), "pk", None)

    def telling(self, send: Callable[[Any], Awaitable[None]]) -> Callable[[Any], Awaitable[None]]:
        """Returns a function that sends an answer with the id in its head."""

        async def send_with_id(message: Any) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                message = {**message, "headers": [*message["headers"], (_HEADER, self.id.encode())]}
            await send(message)

        return send_with_id


def current_request() -> CurrentRequest | None:
    """Returns the request that is being answered here; None outside of one."""
    return _current.get()


def request_id() -> str:
    """Returns the id of the request that is being answered here, or an empty word."""
    request = _current.get()
    return request.id if request else ""


class OfRequests(logging.Filter):
    """Passes the lines that a request caused, and no line of a command."""

    def filter(self, record: logging.LogRecord) -> bool:
        return _current.get() is not None


def begin(scope: Any) -> CurrentRequest:
    """Makes the request of an ASGI scope the current one of this task. Only a trusted proxy gives it an id."""
    request_id = ""
    if scope.get(BY_PROXY):
        given = [value for name, value in scope["headers"] if name == _HEADER]
        if len(given) == 1 and ACCEPTED.fullmatch(given[0].decode("latin-1")):
            request_id = given[0].decode()
    request = CurrentRequest(request_id, scope["client"][0] if scope.get("client") else "")
    _current.set(request)
    return request


@contextmanager
def answering(request: CurrentRequest) -> Iterator[None]:
    """Makes a request the current one of this thread for a while."""
    token = _current.set(request)
    try:
        yield
    finally:
        _current.reset(token)
