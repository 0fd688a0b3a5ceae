"""What the public is shown of the recordings of a session: what is live, the parts by channel, the time codes.

Nothing of it is stored: a time code is the moment at which the floor was given, less the moment that is second 0 of the
recording. Whoever stays out of recordings has none, and no other begins within their time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from math import ceil

from conference.languages import CODES
from floor.durations import as_clock
from floor.models import Intervention, Recording, RecordingAnchor, Statement
from floor.models.recording import AUDIO, CHANNELS, FLOOR, SIGN
from floor.recording_consent import RecordingConsent
from floor.recordings.links import address_at
from floor.recordings.timing import Anchor, Timing, timing_of
from programme.models import Session

State = Intervention.State


@dataclass(frozen=True)
class TimeCode:
    """Where an intervention is in a recording. `address` leads to the second, or where the site cannot, to the page."""

    recording: Recording
    start: int
    end: int | None
    address: str
    leads_there: bool

    @property
    def clock(self) -> str:
        return as_clock(timedelta(seconds=self.start))


@dataclass(frozen=True)
class RecordingPart:
    """The recordings of a part, in the order of the channels of the session; None where a channel has none."""

    number: int
    recordings: list[Recording | None]


def timing(recording: Recording) -> Timing | None:
    """Returns the timing of a recording, whose anchors are prefetched; None where nobody has set it."""
    anchors = [anchor for row in recording.anchors.all() if (anchor := anchor_of(row))]
    return timing_of(recording.zero, anchors)


def anchor_of(row: RecordingAnchor) -> Anchor | None:
    """Returns an anchor as the timing needs it; None where its intervention has no time."""
    moment = row.intervention.given_at
    return Anchor(moment, row.second) if moment else None


class SessionRecordings:
    """The recordings of a session that are shown at a moment, in at most five queries."""

    def __init__(self, session: Session, *, at: datetime, language: str) -> None:
        self.session, self.at = session, at
        self._order = list(dict.fromkeys([language, FLOOR, *CODES, AUDIO, SIGN]))

    @cached_property
    def shown(self) -> list[Recording]:
        allowed = self.session.conference.hosts_of_recordings
        rows = self.session.recordings.shown(self.at).prefetch_related("anchors__intervention")
        return [row for row in rows if row.host in allowed]

    @cached_property
    def live(self) -> list[Recording]:
        """What is live, in the hours of the session."""
        starts = self.session.began_at or self.session.starts_at
        ends = self.session.ended_at or self.session.ends_at
        if not starts <= self.at < ends:
            return []
        return sorted((row for row in self.shown if row.is_live), key=lambda row: CHANNELS.index(row.channel))

    @cached_property
    def on_demand(self) -> list[Recording]:
        return [row for row in self.shown if not row.is_live]

    @cached_property
    def channels(self) -> list[Recording.Channel]:
        there = {row.channel for row in self.on_demand}
        return [Recording.Channel(channel) for channel in CHANNELS if channel in there]

    @cached_property
    def parts(self) -> list[RecordingPart]:
        found = {(row.part, row.channel): row for row in self.on_demand}
        numbers = sorted({row.part for row in self.on_demand})
        return [RecordingPart(part, [found.get((part, channel)) for channel in self.channels]) for part in numbers]

    @property
    def timed_parts(self) -> list[int]:
        return sorted({row.part for row, _timing in self._timed})

    @cached_property
    def _timed(self) -> list[tuple[Recording, Timing]]:
        """The recordings in which moments can be found, the reader's language first, then the floor."""
        timed = [(row, found) for row in self.on_demand if (found := timing(row))]
        return sorted(timed, key=lambda pair: (self._order.index(pair[0].channel), pair[0].part))

    @cached_property
    def interventions(self) -> list[Intervention]:
        """All interventions on the record, for the time that they took."""
        rows = self.session.interventions.on_record()
        return list(rows.select_related("delegation", "group", "role__speaker"))

    @cached_property
    def _withheld(self) -> list[Intervention]:
        consent = RecordingConsent(self.session.conference_id)
        return [row for row in self.interventions if consent.withheld(row)]

    @cached_property
    def time_codes(self) -> dict[int, TimeCode]:
        """The time codes of what was said and may be published: {key of the intervention: time code}."""
        if not self._timed:
            return {}
        withheld = {row.pk for row in self._withheld}
        made = [row for row in self.interventions if row.state == State.CONCLUDED and row.pk not in withheld]
        codes = ((row.pk, self._time_code(row)) for row in made)
        return {key: code for key, code in codes if code}

    def _time_code(self, row: Intervention) -> TimeCode | None:
        moment = row.given_at
        if moment is None:
            return None
        inside = [(rec, found) for rec, found in self._timed if found.has(moment, rec.length)]
        # Where no length is known, a moment lies in each part that began before it: it is in the last of them.
        last = max((rec.part for rec, _found in inside), default=None)
        recording, found = next(((rec, found) for rec, found in inside if rec.part == last), (None, None))
        if recording is None or found is None or self._is_in_withheld_time(moment):
            return None
        start = max([found.second(moment), *(ceil(found.offset(end)) for end in self._ends_before(moment))])
        end = self._end(row, found, recording.length)
        if end is not None and end <= start:
            return None
        address = address_at(recording.address, start)
        return TimeCode(recording, start, end, address or recording.address, leads_there=address is not None)

    def _is_in_withheld_time(self, moment: datetime) -> bool:
        return any(row.given_at and row.given_at <= moment < (row.concluded_at or self.at) for row in self._withheld)

    def _ends_before(self, moment: datetime) -> Iterable[datetime]:
        return (row.concluded_at for row in self._withheld if row.concluded_at and row.concluded_at <= moment)

    def _end(self, row: Intervention, found: Timing, length: timedelta | None) -> int | None:
        """Returns where an intervention ends: never within the time of those who stay out of recordings."""
        if row.concluded_at is None or row.given_at is None:
            return None
        ends = [row.concluded_at, *(each.given_at for each in self._withheld if each.given_at)]
        end = int(found.offset(min(end for end in ends if end >= row.given_at)))
        return end if length is None else min(end, int(length.total_seconds()))

    def of_statement(self, statement: Statement) -> TimeCode | None:
        """Returns the time code of the intervention in which a statement was delivered."""
        if statement.intervention_id:
            return self.time_codes.get(statement.intervention_id)
        delivered = (
            row
            for row in self.interventions
            if row.delegation_id == statement.delegation_id
            and row.kind == Intervention.Kind.INTERVENTION
            and row.concluded_at
            and row.concluded_at >= statement.uploaded_at
        )
        first = next(delivered, None)
        return self.time_codes.get(first.pk) if first else None
