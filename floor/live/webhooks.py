"""What a message to other systems says of a step on the floor: where the state is read, and nothing of people."""

from typing import Any

from conference.models import Conference, FormerShortName
from conference.webhooks.delivering import api, pages
from programme.models import Session
from programme.release.editions import CURRENT, released


def session_links(conference: Conference, session: int) -> dict[str, Any] | None:
    """Return a session by its public short name, with links; None if it is in no released programme."""
    slug = public_name(conference, session)
    if slug is None:
        return None
    links = {
        "pages": pages("floor:live", conference.slug, slug),
        "state": pages("floor:state", conference.slug, slug),
        "api": api("session", conference.slug, slug),
    }
    return {"session": slug, "links": links}


def public_name(conference: Conference, session: int) -> str | None:
    """Return the short name of a session in the programme that is released now."""
    edition = released(CURRENT, conference.slug)
    row = Session.objects.filter(conference=conference, pk=session).first()
    if edition is None or row is None:
        return None
    former = FormerShortName.objects.filter(kind="session", conference=conference, row_id=session)
    public = {each["slug"] for each in edition.programme.sessions}
    return next((slug for slug in (row.slug, *former.values_list("slug", flat=True)) if slug in public), None)
