"""What a message to other systems says of a released programme."""

from typing import Any

from conference.models import Conference
from conference.webhooks.delivering import api, pages
from programme.release.editions import CURRENT, REVISION, released


def programme_links(conference: Conference, revision: int) -> dict[str, Any] | None:
    """Return the revision with links to the programme; None if it has been withdrawn."""
    if released(REVISION, conference.slug, revision) is None:
        return None
    return {"revision": revision, "links": _links(conference)}


def test_links(conference: Conference) -> dict[str, Any]:
    """Return the links of a test: those of the conference, if the public can read it."""
    return {"links": _links(conference) if released(CURRENT, conference.slug) else {}}


def _links(conference: Conference) -> dict[str, Any]:
    return {"pages": pages("programme:programme", conference.slug), "api": api("conference", conference.slug)}
