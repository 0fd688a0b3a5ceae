"""The part of a delegation's page that changes, answered before Django's middleware.

After a step, all phones of the delegations that it concerns ask for it at once; half of what such a request costs is
the way to the view and back. The same part as `views.delegation_now` gives, from the same functions and the same rows.

Whatever is not the usual case is Django's to answer: a phone that is not known, an archived conference, a former short
name, a browser without the cookie against forged requests, a database that cannot be asked.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import Error
from django.db.models import F, QuerySet
from django.http.cookie import parse_cookie
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone, translation

from conference.answers import answer
from conference.languages import CODES
from conference.link_secrets import fingerprint
from conference.middleware import HEADERS
from conference.prepared import MOMENT, TEXT, prepared
from conference.serving.hosts import is_here
from floor.delegation.drawing import shared_floors
from floor.delegation.notices import notices_for
from floor.live.database_thread import DatabaseThread
from floor.live.marks import marks_of
from floor.models.seat import Device
from floor.seats.device_access import LONGEST_TOKEN, SEEN, cookie_name
from speakers.models import Delegation

ADDRESS = re.compile(rf"/({'|'.join(CODES)})/([-\w]+)/floor/now/", re.ASCII)
SECRET = re.compile(r"[a-zA-Z0-9]{32}")  # of Django's cookie against forged requests, as it is set today
MOST_WAITING = 200  # more wait in the lanes of Django, which have their limit
HEADERS_OF_PART = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"max-age=0, no-cache, no-store, must-revalidate, private"),
    (b"vary", b"Cookie"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    *((name.lower().encode(), value.encode()) for name, value in HEADERS.items()),
]
Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True)
class Phone:
    """What the part needs of a phone that has joined, read by one query without its rows."""

    pk: int
    notices_read: int
    joined_at: datetime
    seen_at: datetime
    delegation: int
    conference: int
    time_zone: str
    archived_at: datetime | None


class EarlyAnswer:
    """Answers the phones of a process that ask for what has changed on their page."""

    def __init__(self) -> None:
        self._thread = DatabaseThread("delegations-early")
        self._waiting = 0

    def asks(self, scope: dict[str, Any]) -> tuple[str, str, str] | None:
        """Returns (language, conference, cookies) of a phone's request for the part; None of any other."""
        if scope["method"] != "GET" or not (found := ADDRESS.fullmatch(scope["path"])) or scope["query_string"]:
            return None
        headers = dict(scope["headers"])
        if b"rostrum-fragment" not in headers or b"cookie" not in headers or not is_here(scope):
            return None
        return found[1], found[2], headers[b"cookie"].decode("latin-1")

    async def answer(self, asked: tuple[str, str, str], send: Send) -> bool:
        """Sends the part and returns True; False where Django has to answer."""
        if self._waiting >= MOST_WAITING:
            return False
        self._waiting += 1
        try:
            body = await self._thread.run(part_of_page, *asked)
        except Error:
            return False
        finally:
            self._waiting -= 1
        if body is None:
            return False
        headers = [*HEADERS_OF_PART, (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
        return True

    async def close(self) -> None:
        await self._thread.close()


def part_of_page(language: str, conference: str, cookies: str) -> bytes | None:
    """Returns the answer to a phone, in bytes; None where Django has to answer."""
    given, at = parse_cookie(cookies), timezone.now()
    secret, token = given.get(settings.CSRF_COOKIE_NAME, ""), given.get(cookie_name(conference), "")
    if not SECRET.fullmatch(secret) or not 0 < len(token) <= LONGEST_TOKEN:
        return None
    with translation.override(language):
        found = _phone.first(conference=conference, at=at, token=fingerprint(token))
        phone = Phone(*found) if found else None
        if phone is None or phone.archived_at or at - phone.seen_at > SEEN:
            return None
        marks = marks_of(phone.conference, phone.delegation)  # before what they stand for
        floors = shared_floors(phone.delegation, lambda: _delegation(phone.delegation), marks, at=at)
        token = get_token(SimpleNamespace(META={"CSRF_COOKIE": secret}))  # type: ignore[arg-type]
        context = {
            "conference": {"slug": conference},
            "zone": ZoneInfo(phone.time_zone),
            "floors": floors.for_one(token),
            "marks": marks.of(phone.delegation),
            "notices": notices_for(phone, phone.delegation),
            "csrf_token": token,
        }
        return answer(html=render_to_string("floor/delegation/_delegation_now.html", context)).content


def _delegation(key: int) -> Delegation:
    return Delegation.objects.select_related("conference").get(pk=key)


@prepared(conference=TEXT, at=MOMENT, token=TEXT)
def _phone(conference: str, at: datetime, token: str) -> QuerySet[Any]:
    joined = Device.objects.joined(at).filter(token_hash=token, seat__delegation__conference__slug=conference)
    return joined.values_list(
        "pk",
        "notices_read",
        "joined_at",
        "seen_at",
        "seat__delegation",
        F("seat__delegation__conference"),
        "seat__delegation__conference__time_zone",
        "seat__delegation__conference__archived_at",
    ).order_by()
