"""Finds what an address of a released or previewed programme names; 404 where that edition has nothing of the name."""

from typing import Any

from conference.loading import require
from programme.release.editions import ProgrammeEdition


def session_in(edition: ProgrammeEdition, slug: str) -> dict[str, Any]:
    """Returns a session as the edition has it."""
    found = edition.programme.session(slug)
    require(found)
    assert found
    return found


def speaker_in(edition: ProgrammeEdition, slug: str) -> dict[str, Any]:
    """Returns a speaker as the edition has it."""
    found = edition.programme.speaker(slug)
    require(found)
    assert found
    return found
