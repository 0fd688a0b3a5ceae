"""The template context that every page of a conference shares. Each app adds what its own pages show besides."""

from typing import Any

from conference.languages import texts
from conference.models import Conference


def page_context(conference: Conference, **more: Any) -> dict[str, Any]:
    """Returns the context of a page about a conference as it is now, for staff and for delegations."""
    return {
        "conference": conference,
        "conference_title": texts(conference, "title"),
        "original_language": conference.original_language,
        "zone": conference.zone,
        **more,
    }


def released_context(conference: dict[str, Any], original_language: str, **more: Any) -> dict[str, Any]:
    """Returns the context of a public page, which shows a conference as it was released."""
    return {"conference": conference, "original_language": original_language, **more}
