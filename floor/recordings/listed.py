"""The recordings of all sessions of a conference, as its page of documents lists them."""

from datetime import datetime
from typing import Any

from conference.models import FormerShortName
from floor.models import Recording
from floor.models.recording import CHANNELS
from programme.release.editions import ProgrammeEdition


def recordings_by_session(edition: ProgrammeEdition, *, at: datetime) -> list[tuple[dict[str, Any], list[Recording]]]:
    """Return the recordings on demand that are public, by session as released: [(session, [recording])].

    They are in the order of their parts, and within each in that of the channels.
    """
    rows = Recording.objects.shown(at).filter(session__conference__slug=edition.slug)
    rows = rows.select_related("session__conference").order_by("session__starts_at", "session", "part")
    found: dict[str, tuple[dict[str, Any], list[Recording]]] = {}
    for row in rows:
        if row.is_live or row.host not in row.session.conference.hosts_of_recordings:
            continue
        session = edition.programme.session(row.session.slug) or _formerly_named(edition, row.session_id)
        if session:
            found.setdefault(session["slug"], (session, []))[1].append(row)
    for _session, recordings in found.values():
        recordings.sort(key=lambda row: (row.part, CHANNELS.index(row.channel)))
    return list(found.values())


def _formerly_named(edition: ProgrammeEdition, key: int) -> dict[str, Any] | None:
    """Return the released session of a row that has been renamed since, or None."""
    names = FormerShortName.objects.filter(kind="session", row_id=key).values_list("slug", flat=True)
    return next((session for name in names if (session := edition.programme.session(name))), None)
