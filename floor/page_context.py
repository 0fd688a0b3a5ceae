"""What every page about a session shows around its content."""

from conference import page_context as ground
from conference.languages import texts


def page_context(session, **more):
    """Returns the context of a staff page about a session: of its console, its record, its statements.

    The conference has its short title, where it has one, so that all these pages call it the same.
    """
    if session.conference.short_title:
        more = {"conference_title": texts(session.conference, "short_title"), **more}
    return ground.page_context(
        session.conference,
        session=session,
        session_title=texts(session, "title"),
        session_label=session.label_facts,
        **more,
    )
