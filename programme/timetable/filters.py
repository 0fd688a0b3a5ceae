"""Which sessions the list of the timetable shows: those of a day, of a room, found by a word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from conference.languages import texts
from conference.languages.folding import fold
from conference.loading import key_in
from conference.models import Conference
from programme.local_time import on_wall
from programme.models import Session

LONGEST = 200
ALL = "all"
MOST = 60  # sessions that are shown at once where no day was asked for


@dataclass(frozen=True)
class SessionFilter:
    """What the list was asked for; None or empty where any will do."""

    conference: Conference
    days: Sequence[date]
    day: date | None
    room: int | None
    query: str

    @classmethod
    def of(cls, asked: Mapping[str, str], conference: Conference, days: Sequence[date], number: int) -> "SessionFilter":
        """Read what was asked for. Of a long programme (`number` of sessions) one day is shown: today, or the first."""
        query = " ".join(asked.get("q", "").split())[:LONGEST]
        day = next((each for each in days if each.isoformat() == asked.get("day")), None)
        if day is None and not query and asked.get("day") != ALL and number > MOST:
            today = timezone.now().astimezone(conference.zone).date()
            day = today if today in days else days[0]
        return cls(conference, days, day, key_in(asked.get("room")), query)

    def __bool__(self) -> bool:
        return bool(self.day or self.room or self.query)

    def keeps(self, session: Session) -> bool:
        """Whether a session is shown."""
        if self.day and on_wall(session.starts_at, self.conference.zone).date() != self.day:
            return False
        if self.room and session.room_id != self.room:
            return False
        known = [*texts(session, "title").values(), *(texts(session.room, "name").values() if session.room else ())]
        sought = fold(" ".join(text for text in known if text))
        return all(word in sought for word in fold(self.query).split())
