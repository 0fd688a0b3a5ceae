"""Finds the session, and the intervention, that an address names, for those who may see it; everybody else gets 404."""

from django.db.models import Q
from django.shortcuts import get_object_or_404

from conference.loading import require, require_one_of
from conference.models import FormerShortName, Release
from conference.models.release import in_matters
from conference.prepared import TEXT, prepared
from programme.models import Session
from programme.release.editions import CURRENT, ProgrammeEdition


def public_session(conference, session):
    """A session of the programme as it is released now, with that edition: (ProgrammeEdition, Session).

    A session that was renamed since the release has its released short name here.
    """
    public = in_matters(_public_releases(conference=conference))
    releases, has_summary = public[Release.Matter.PROGRAMME], bool(public[Release.Matter.SUMMARY])
    require(releases)
    edition = ProgrammeEdition(CURRENT, conference, releases, release=releases[0], has_summary=has_summary)
    row = session_named(conference, session)
    require(row and edition.programme.session(session))
    row.slug = session  # what the addresses of this edition name; it is not saved
    return edition, row


def session_named(conference, slug):
    """A session by its short name, or by one that it had when it was released; None if there is none."""
    names = {"conference": conference, "slug": slug}
    return _named.first(**names) or _formerly_named.first(**names)


def recorded_session(conference, slug):
    """A session that has recordings, by its short name or by one that it had when it was released; else None."""
    former = FormerShortName.objects.filter(kind="session", conference__slug=conference, slug=slug)
    named = Q(slug=slug) | Q(pk__in=former.values("row_id"))
    rows = _sessions().filter(named, conference__slug=conference).exclude(recordings=None)
    return min(rows, key=lambda row: row.slug != slug, default=None)


def session_for(request, conference, session, *permissions):
    """Returns a session, released or not, to staff with one of the permissions; else to readers of the record."""
    require_one_of(request, permissions or ("floor.view_intervention",))
    return get_object_or_404(_sessions(), conference__slug=conference, slug=session)


def intervention_of(session, pk):
    """Returns a request or an intervention of a session."""
    return get_object_or_404(session.interventions, pk=pk)


def recorded_intervention(session, pk):
    """Returns an intervention that is on the record of a session."""
    found = session.interventions.on_record().select_related("session__conference", "group")
    return get_object_or_404(found, pk=pk)


def _sessions():
    return Session.objects.select_related("conference")


@prepared(conference=TEXT)
def _public_releases(conference):
    return Release.objects.public().without_content(conference)


@prepared(conference=TEXT, slug=TEXT)
def _named(conference, slug):
    return _sessions().filter(conference__slug=conference, slug=slug)


@prepared(conference=TEXT, slug=TEXT)
def _formerly_named(conference, slug):
    former = FormerShortName.objects.filter(kind="session", conference__slug=conference, slug=slug)
    return _sessions().filter(conference__slug=conference, pk__in=former.values("row_id"))
