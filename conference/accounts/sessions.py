"""What a session of the staff knows of itself: when it began and was last used, and whether a second factor was given.

It is kept in the session's own row, which is read with each request anyway: no rule here costs a query.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from conference.accounts.browsers import named
from conference.models import User

BEGAN, USED, FACTOR = "began_at", "used_at", "second_factor"
NOTED_EVERY = timedelta(minutes=5)  # a write for each request would cost more than the minutes are worth


def begin(session: SessionBase, at: datetime) -> None:
    """Note a sign-in. The session ends two weeks later, however often it is saved in between."""
    session[BEGAN] = session[USED] = at.timestamp()
    session.set_expiry(at + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def is_idle(session: SessionBase | Mapping[str, Any], at: datetime) -> bool:
    """Whether it was not used for so long that it has ended."""
    used = last_used(session)
    return used is not None and at.timestamp() - used > settings.IDLE_MINUTES * 60


def last_used(session: SessionBase | Mapping[str, Any]) -> float | None:
    """The time of the last use as a timestamp, five minutes out at most; None of a session older than this rule."""
    used: float | None = session.get(USED)
    return used


def note_use(session: SessionBase, at: datetime) -> bool:
    """Note that the session is used, every few minutes; returns whether there is something to save."""
    used = last_used(session)
    if used is not None and at.timestamp() - used < NOTED_EVERY.total_seconds():
        return False
    session[USED] = at.timestamp()
    return True


def lacks_factor(session: SessionBase) -> bool:
    """Whether it may do nothing until its person has added a second factor."""
    return settings.SECOND_FACTOR == "required" and not session.get(FACTOR)


def person_at(key: str | None, at: datetime) -> User | AnonymousUser:
    """Who follows a stream with the session of this key: nobody if it is idle or lacks its factor. It counts as use."""
    request = HttpRequest()
    request.session = _store(key)
    user = get_user(request)
    if not user.is_authenticated or is_idle(request.session, at) or lacks_factor(request.session):
        return AnonymousUser()
    if note_use(request.session, at):
        try:
            request.session.save()
        except UpdateError:  # it was ended in this moment
            return AnonymousUser()
    assert isinstance(user, User)
    return user


@dataclass(frozen=True)
class OwnSession:
    """A session as its person sees it in the list of their own."""

    key: str
    browser: str
    address: str
    began_at: datetime
    used_at: datetime
    is_current: bool

    @property
    def number(self) -> str:
        """What a form names it by: its key would open it."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:16]


def of_user(user: User, current: str | None, at: datetime) -> list[OwnSession]:
    """The sessions in which somebody is signed in as this user, the current one first, then the last used."""
    told = {row.session_key: row for row in UserSession.objects.filter(user=user)}
    found = []
    for session in _open_sessions(user, at):
        data, row = session.get_decoded(), told.get(session.session_key)
        if session.session_key != current and (row is None or is_idle(data, at)):
            continue
        began = data.get(BEGAN) or at.timestamp()
        found.append(
            OwnSession(
                session.session_key,
                named(row.user_agent) if row else "",
                row.ip if row else "",
                datetime.fromtimestamp(began, UTC),
                datetime.fromtimestamp(data.get(USED) or began, UTC),
                session.session_key == current,
            )
        )
    return sorted(found, key=lambda each: (not each.is_current, -each.used_at.timestamp()))


def end(user: User, at: datetime, *, number: str) -> bool:
    """End the session of this number, if it is this user's."""
    keys = [each.key for each in of_user(user, None, at) if each.number == number]
    _delete(keys)
    return bool(keys)


def end_all(user: User, at: datetime, *, but: str | None = None) -> None:
    """End every session of a user, of which one may be left out."""
    _delete([session.session_key for session in _open_sessions(user, at) if session.session_key != but])


def rename(before: str | None, after: str | None) -> None:
    """Note that a session has another key, as after a change of its person's password."""
    UserSession.objects.filter(session_key=before).update(session_key=after)


def _open_sessions(user: User, at: datetime) -> Iterator[Session]:
    """All that Django would let in. A session's row does not say whose it is, so each is read: the staff has few."""
    known = {user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()}
    for session in Session.objects.filter(expire_date__gt=at).iterator():
        data = session.get_decoded()
        if data.get(SESSION_KEY) == str(user.pk) and data.get(HASH_SESSION_KEY) in known:
            yield session


def _delete(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()


def _store(key: str | None) -> SessionBase:
    store: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return store
