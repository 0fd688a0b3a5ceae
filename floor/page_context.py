"""What every page about a session shows around its content."""

from conference import page_context as ground
from conference.languages import texts


def page_context(session, **more):
    """Returns the context of a staff page about a session: of its console, its record, its statements."""
    return ground.page_context(
        session.conference,
        session=session,
        session_title=texts(session, "title"),
        session_label={"kind": session.kind, "number": session.number},
        **more,
    )
