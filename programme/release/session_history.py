"""The history of each session since it was first public: how often it changed, when last, whether it was removed.

Calendars need it: an event that was imported into one is updated there only if its SEQUENCE has risen (RFC 5545).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from conference.caches import Cache
from conference.models import Release
from programme.release.editions import ProgrammeEdition
from programme.release.programme import Programme, released_programmes

SHOWN = ("starts_at", "ends_at", "room", "title", "description", "kind", "number", "themes")
SHOWN_OF_SPEAKERS = ("courtesy_title", "name", "function", "affiliation", "delegation_beside")
SHOWN_OF_CONFERENCE = ("venue", "time_zone", "purpose")

Rooms = tuple[tuple[int, dict[str, str]], ...]


@dataclass(frozen=True)
class SessionHistory:
    """A session as it was last public. `session` is a dict of `Programme`, None if all its releases are withdrawn."""

    shown: tuple  # what calendars show of the session
    session: Any
    changes: int
    changed_at: datetime
    is_gone: bool = False
    rooms: Rooms = ()  # each in which it ever was, by its key: (key, names)


def session_histories(edition: ProgrammeEdition) -> dict[str, SessionHistory]:
    """Return the history of each session that was ever public: {slug: SessionHistory}, in the order of appearance.

    A withdrawn release counts, since its sessions may be in somebody's calendar; its texts are never shown.
    """
    mark = tuple((release.pk, release.withdrawn_at) for release in edition.ever_released)
    known = _known.get(edition.slug)
    if known and known[0] == mark:
        return known[1]
    histories = _histories(edition.ever_released)
    _known[edition.slug] = mark, histories
    return histories


KEPT = 200
# {conference: (its releases, their histories)}
_known: Cache[str, tuple[tuple[Any, ...], dict[str, SessionHistory]]] = Cache(KEPT)


def _histories(releases: Iterable[Release]) -> dict[str, SessionHistory]:
    programmes = released_programmes([release.pk for release in releases])
    found: dict[str, SessionHistory] = {}
    for at, release in _newest_in_turn(releases):
        there = set()
        if release:
            programme = programmes[release.pk]
            for session in programme.sessions:
                slug = session["slug"]
                there.add(slug)
                words = None if release.withdrawn_at else session
                found[slug] = _next(found.get(slug), _shown(session, programme), words, at)
        for slug in found.keys() - there:
            if not found[slug].is_gone:
                found[slug] = replace(found[slug], changes=found[slug].changes + 1, changed_at=at, is_gone=True)
    return found


def _newest_in_turn(releases: Iterable[Release]) -> Iterator[tuple[datetime, Release | None]]:
    """Yield (moment, newest public release or None) each time that the newest one changed."""
    by_number = {release.number: release for release in releases}
    steps = [(release.released_at, release.number) for release in releases]
    steps += [(release.withdrawn_at, release.number) for release in releases if release.withdrawn_at]
    public: set[int] = set()
    before = None
    for at, number in sorted(steps, key=itemgetter(0, 1)):
        public ^= {number}  # the first step of a release makes it public, the second withdraws it
        newest = by_number.get(max(public, default=0))
        if newest != before:
            yield at, newest
        before = newest


def _next(
    before: SessionHistory | None, shown: tuple[Any, ...], session: dict[str, Any] | None, at: datetime
) -> SessionHistory:
    if before is None:
        return SessionHistory(shown, session, 0, at, rooms=_rooms((), session))
    rooms = _rooms(before.rooms, session)
    if before.is_gone or before.shown != shown:
        return SessionHistory(shown, session or before.session, before.changes + 1, at, rooms=rooms)
    return replace(before, session=session or before.session, rooms=rooms)


def _rooms(before: Rooms, session: dict[str, Any] | None) -> Rooms:
    if session and session["room"] and session["room_id"]:
        return tuple({**dict(before), session["room_id"]: session["room"]}.items())
    return before


def _shown(session: dict[str, Any], programme: Programme) -> tuple[Any, ...]:
    people = tuple((role["kind"], *(role["speaker"][part] for part in SHOWN_OF_SPEAKERS)) for role in session["roles"])
    return *(session[name] for name in SHOWN), *(programme.conference[name] for name in SHOWN_OF_CONFERENCE), people
