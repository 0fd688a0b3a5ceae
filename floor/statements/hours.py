"""Until when delegations upload their statements: in time some hours before the session, late until its end."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from conference.models import Conference
from floor.models import Intervention
from programme.models import Session
from programme.release.editions import CURRENT, released


class Hours(NamedTuple):
    """The moments of a session: a statement is in time up to the first and accepted up to the second."""

    in_time_until: datetime
    accepted_until: datetime


def hours_of(session: Session) -> Hours:
    """Returns the hours of a session by its times and the settings of its conference."""
    conference = session.conference
    before, after = (timedelta(hours=n) for n in (conference.statement_hours_before, conference.statement_hours_after))
    return Hours(session.starts_at - before, (session.ended_at or session.ends_at) + after)


def accepts(session: Session, at: datetime) -> bool:
    """Whether delegations may still upload; while somebody has the floor, a session that runs over has not ended."""
    if at < hours_of(session).accepted_until:
        return True
    held = [Intervention.State.SPEAKING, Intervention.State.INTERRUPTED]
    return session.ended_at is None and session.interventions.filter(state__in=held).exists()


def sessions_for_statements(conference: Conference) -> QuerySet[Session]:
    """Returns the panels for which delegations may upload at all: those of the programme that is released now."""
    edition = released(CURRENT, conference.slug)
    slugs = [session["slug"] for session in edition.programme.sessions] if edition else []
    return Session.objects.filter(conference=conference, kind=Session.Kind.PANEL, slug__in=slugs).in_order()


def is_late(session: Session, at: datetime) -> bool:
    return at > hours_of(session).in_time_until
