"""What one person or one delegation said from the floor, in the recordings of all sessions of a conference."""

from datetime import datetime
from typing import Any

from floor.recordings.session_recordings import SessionRecordings, TimeCode
from programme.models import Session
from programme.release.editions import ProgrammeEdition


def recorded_of_speaker(edition: ProgrammeEdition, slug: str, *, at: datetime, language: str) -> list[Any]:
    """Returns the answers of a panellist that are in a recording: [(released session, [TimeCode])]."""
    return _recorded(edition, at, language, role__speaker__slug=slug)


def recorded_of_delegation(edition: ProgrammeEdition, key: int, *, at: datetime, language: str) -> list[Any]:
    """Returns the interventions of a delegation that are in a recording: [(released session, [TimeCode])]."""
    return _recorded(edition, at, language, delegation=key)


def _recorded(edition: ProgrammeEdition, at: datetime, language: str, **theirs: Any) -> list[Any]:
    of_theirs = {f"interventions__{name}": value for name, value in theirs.items()}
    rows = Session.objects.filter(conference__slug=edition.slug, **of_theirs).exclude(recordings=None)
    found = []
    for row in rows.select_related("conference").distinct().in_order():
        released = edition.programme.session(row.slug)
        codes = _codes(row, at, language, theirs) if released else []
        if codes:
            found.append((released, codes))
    return found


def _codes(session: Session, at: datetime, language: str, theirs: dict[str, Any]) -> list[TimeCode]:
    codes = SessionRecordings(session, at=at, language=language).time_codes
    keys = session.interventions.on_record().filter(**theirs).values_list("pk", flat=True) if codes else []
    return [codes[key] for key in keys if key in codes]
