"""What a message to other systems says of a President's Summary that was issued."""

from typing import Any

from conference.models import Conference
from conference.webhooks.delivering import api, pages
from summary.editions.editions import reading_of


def summary_links(conference: Conference, edition: int) -> dict[str, Any] | None:
    """Return the edition with links to it; None if it has been withdrawn."""
    if reading_of(conference.slug, edition) is None:
        return None
    links = {
        "pages": pages("summary:edition:summary", conference.slug, edition),
        "api": api("summary-edition", conference.slug, edition),
    }
    return {"edition": edition, "links": links}
