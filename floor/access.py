"""Finds the session of an address for those who may see it; everybody else gets a 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from conference.models import FormerShortName, Release
from programme.models import Session
from programme.release.editions import CURRENT, ProgrammeEdition


def public_session(conference, session):
    """A session of the programme as it is released now, with that edition: (ProgrammeEdition, Session).

    A session that was renamed since the release has its released short name here.
    """
    public = Release.objects.public().by_matter(conference)
    releases, has_summary = public[Release.Matter.PROGRAMME], bool(public[Release.Matter.SUMMARY])
    if not releases:
        raise Http404
    edition = ProgrammeEdition(CURRENT, conference, releases, release=releases[0], has_summary=has_summary)
    row = session_named(conference, session)
    if row is None or not edition.programme.session(session):
        raise Http404
    row.slug = session  # what the addresses of this edition name; it is not saved
    return edition, row


def session_named(conference, slug):
    """A session by its short name, or by one that it had when it was released; None if there is none."""
    rows = _sessions().filter(conference__slug=conference)
    former = FormerShortName.objects.filter(kind="session", conference__slug=conference, slug=slug)
    return rows.filter(slug=slug).first() or rows.filter(pk__in=former.values("row_id")).first()


def staff_session(user, conference, session, *permissions):
    """A session, released or not, for staff with one of the permissions ("floor.run_floor")."""
    if not any(user.has_perm(permission) for permission in permissions):
        raise Http404
    return get_object_or_404(_sessions(), conference__slug=conference, slug=session)


def _sessions():
    return Session.objects.select_related("conference")
