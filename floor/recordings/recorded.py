"""What one person said from the floor, in the recordings of all sessions of a conference."""

from datetime import datetime
from typing import Any

from floor.recordings.session_recordings import SessionRecordings, TimeCode
from programme.models import Session
from programme.release.editions import ProgrammeEdition


def recorded_of_speaker(edition: ProgrammeEdition, slug: str, *, at: datetime, language: str) -> list[Any]:
    """Returns the answers of a panellist that are in a recording: [(released session, [TimeCode])]."""
    rows = Session.objects.filter(conference__slug=edition.slug, interventions__role__speaker__slug=slug)
    found = []
    for row in rows.exclude(recordings=None).select_related("conference").distinct().in_order():
        released = edition.programme.session(row.slug)
        codes = _codes(row, slug, at, language) if released else []
        if codes:
            found.append((released, codes))
    return found


def _codes(session: Session, slug: str, at: datetime, language: str) -> list[TimeCode]:
    codes = SessionRecordings(session, at=at, language=language).time_codes
    answers = session.interventions.on_record().filter(role__speaker__slug=slug)
    keys = answers.values_list("pk", flat=True) if codes else []
    return [codes[key] for key in keys if key in codes]
