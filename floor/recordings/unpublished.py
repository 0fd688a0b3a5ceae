"""What must not be published of a session: the times of protected speakers and of those who are not recorded.

The webcast team gets it before the session, by who will speak, and after it, by the seconds, with half a minute on
either side.
"""

from dataclasses import dataclass
from datetime import datetime
from math import ceil, floor

from floor.models import Intervention, Recording
from floor.recording_consent import RecordingConsent, Withheld, reason_of
from floor.recordings.session_recordings import timing
from programme.models import Role, Session

MARGIN = 30  # seconds


@dataclass(frozen=True)
class Stretch:
    """Seconds of a recording that must not be published."""

    recording: Recording
    start: int
    end: int


@dataclass(frozen=True)
class WithheldTime:
    """An intervention that must not be published: by the clock of the room, and in each recording where it is."""

    row: Intervention
    reason: Withheld
    starts_at: datetime | None
    ends_at: datetime | None
    stretches: list[Stretch]


def not_recorded(session: Session) -> list[tuple[Role, Withheld]]:
    """Returns those with a role in the session who are not recorded, in the order of the programme."""
    roles = session.roles.select_related("speaker")
    return [(role, reason) for role in roles if (reason := reason_of(role.speaker))]


def withheld_times(session: Session) -> list[WithheldTime]:
    """Returns the interventions that must not be published, in their order; those that were struck too."""
    consent = RecordingConsent(session.conference_id)
    rows = session.interventions.on_record().select_related("delegation", "group", "role__speaker")
    recordings = session.recordings.in_use().filter(kind=Recording.Kind.ON_DEMAND)
    timed = [(each, found) for each in recordings.prefetch_related("anchors__intervention") if (found := timing(each))]
    times = []
    for row in rows:
        if not (reason := consent.withheld(row)):
            continue
        stretches = []
        if row.given_at:
            ends_at = row.concluded_at or row.given_at
            found_in = (_stretch(each, found.offset(row.given_at), found.offset(ends_at)) for each, found in timed)
            stretches = [stretch for stretch in found_in if stretch]
        times.append(WithheldTime(row, reason, row.given_at, row.concluded_at, stretches))
    return times


def _stretch(recording: Recording, start: float, end: float) -> Stretch | None:
    """Returns the part of a recording from half a minute before to half a minute after; None where it has none."""
    length = recording.length.total_seconds() if recording.length else None
    if end + MARGIN < 0 or (length is not None and start - MARGIN >= length):
        return None
    last = ceil(end) + MARGIN
    return Stretch(recording, max(floor(start) - MARGIN, 0), last if length is None else min(last, ceil(length)))
