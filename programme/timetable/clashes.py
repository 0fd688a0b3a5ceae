"""What cannot be at the same time: two sessions in a room, a person in two sessions.

A side event in a break for everybody is none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from programme.models import Session
from speakers.models import Speaker


class ClashKind(StrEnum):
    ROOM = "room"
    PERSON = "person"


@dataclass(frozen=True)
class Clash:
    """Two sessions at the same time, the earlier one first, and who is expected in both if that is the reason."""

    kind: ClashKind
    first: Session
    second: Session
    speaker: Speaker | None = None

    def other(self, session: Session) -> Session:
        """Returns the session with which this one clashes."""
        return self.second if session.pk == self.first.pk else self.first


def clashes_of(sessions: Iterable[Session]) -> list[Clash]:
    """Returns the clashes of sessions with their people (`sessions_with_people`), in the order of time."""
    return [clash for first, second in _at_once(sessions) for clash in _between(first, second)]


def by_session(clashes: Iterable[Clash]) -> dict[int, list[Clash]]:
    """Returns the clashes of each session: {key: [Clash]}."""
    found: dict[int, list[Clash]] = {}
    for clash in clashes:
        for session in (clash.first, clash.second):
            found.setdefault(session.pk, []).append(clash)
    return found


def expected_in(session: Session) -> dict[int, Speaker]:
    """Returns who is expected in a session: {key: Speaker}."""
    people = (role.speaker for role in session.roles.all())
    return {speaker.pk: speaker for speaker in people if speaker.status not in Speaker.NOT_COMING}


def _at_once(sessions: Iterable[Session]) -> Iterator[tuple[Session, Session]]:
    running: list[Session] = []
    for session in sorted(sessions, key=lambda row: (row.starts_at, row.ends_at, row.position, row.pk)):
        running = [other for other in running if other.ends_at > session.starts_at]
        yield from ((other, session) for other in running)
        running.append(session)


def _between(first: Session, second: Session) -> Iterator[Clash]:
    if first.room_id is not None and first.room_id == second.room_id:
        yield Clash(ClashKind.ROOM, first, second)
    others = expected_in(second)
    for key, speaker in expected_in(first).items():
        if key in others:
            yield Clash(ClashKind.PERSON, first, second, speaker)
