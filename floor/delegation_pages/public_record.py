"""What the public may read of a delegation's part in a dialogue: interventions, statements, pledges."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F

from floor.models import Intervention, Pledge, Recording
from floor.record.views import is_over
from floor.recordings.session_recordings import SessionRecordings, TimeCode
from floor.statements.published import PublishedText, published, released_sessions
from programme.models import Session
from programme.release.editions import ProgrammeEdition
from speakers.models import Delegation


@dataclass(frozen=True)
class PublicIntervention:
    """An intervention that was made, in its released session. `has_figures` is whether that has a page of figures."""

    row: Intervention
    session: dict[str, Any]
    has_figures: bool
    time_code: TimeCode | None


@dataclass(frozen=True)
class SessionStatements:
    """The statements that a delegation delivered in a session, with the recordings in which they are found."""

    session: dict[str, Any]
    statements: list[tuple[PublishedText, dict[str, str]]]
    recordings: SessionRecordings


@dataclass(frozen=True)
class PublicRecord:
    """A delegation's part. `has_begun` is whether a session is over, so that something could be on record."""

    interventions: list[PublicIntervention] = field(default_factory=list)
    statements: list[SessionStatements] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    has_begun: bool = False

    def __bool__(self) -> bool:
        return bool(self.interventions or self.statements or self.pledges)


def public_record(edition: ProgrammeEdition, row: Delegation | None, *, at: datetime, language: str) -> PublicRecord:
    """Returns what is public of a delegation at a moment; nothing of one that has been deleted since the release."""
    sessions = released_sessions(edition)
    has_begun = any(is_over(session, at) for session in sessions)
    if row is None:
        return PublicRecord(has_begun=has_begun)
    recordings = {each.pk: SessionRecordings(each, at=at, language=language) for each in sessions}
    return PublicRecord(
        interventions=_interventions(edition, row, recordings, at),
        statements=_statements(edition, row, recordings),
        pledges=list(row.pledges.filter(struck_at=None)),
        has_begun=has_begun,
    )


def _interventions(
    edition: ProgrammeEdition, delegation: Delegation, recordings: dict[int, SessionRecordings], at: datetime
) -> list[PublicIntervention]:
    """Returns the interventions of sessions that are over, and before that what is in a recording already."""
    made = Intervention.objects.filter(session__in=recordings, delegation=delegation)
    made = made.filter(state=Intervention.State.CONCLUDED).select_related("group")
    recorded = set(Recording.objects.filter(session__in=recordings).values_list("session_id", flat=True))
    found = []
    for row in made.order_by("session__starts_at", F("given_at").asc(nulls_last=True), "pk"):
        session = recordings[row.session_id].session
        codes = recordings[row.session_id].time_codes if row.session_id in recorded else {}
        over = is_over(session, at)
        if over or row.pk in codes:
            found.append(PublicIntervention(row, _released(edition, session), over, codes.get(row.pk)))
    return found


def _statements(
    edition: ProgrammeEdition, delegation: Delegation, recordings: dict[int, SessionRecordings]
) -> list[SessionStatements]:
    found = published([each.session for each in recordings.values()], delegation)
    return [
        SessionStatements(
            _released(edition, each.session), [(text, text.delegation.public_name) for text in found[key]], each
        )
        for key, each in recordings.items()
        if found[key]
    ]


def _released(edition: ProgrammeEdition, session: Session) -> dict[str, Any]:
    released = edition.programme.session(session.slug)
    assert released  # the sessions are those of the edition, under its short names
    return released
