"""Finds what an address of a released or previewed programme names; 404 where that edition has nothing of the name."""

from typing import Any

from conference.loading import found
from programme.release.editions import ProgrammeEdition


def session_in(edition: ProgrammeEdition, slug: str) -> dict[str, Any]:
    """Returns a session as the edition has it."""
    return found(edition.programme.session(slug))


def speaker_in(edition: ProgrammeEdition, slug: str) -> dict[str, Any]:
    """Returns a speaker as the edition has it."""
    return found(edition.programme.speaker(slug))
