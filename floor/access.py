"""Finds the session of an address for those who may see it; everybody else gets a 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from conference.models import Release
from programme.models import Session
from programme.release.editions import CURRENT, ProgrammeEdition


def public_session(conference, session):
    """A session of the programme as it is released now, with that edition: (ProgrammeEdition, Session)."""
    public = Release.objects.public().by_matter(conference)
    releases, has_summary = public[Release.Matter.PROGRAMME], bool(public[Release.Matter.SUMMARY])
    if not releases:
        raise Http404
    edition = ProgrammeEdition(CURRENT, conference, releases, release=releases[0], has_summary=has_summary)
    if not edition.programme.session(session):
        raise Http404
    return edition, get_object_or_404(_sessions(), conference__slug=conference, slug=session)


def staff_session(user, conference, session, *permissions):
    """A session, released or not, for staff with one of the permissions ("floor.run_floor")."""
    if not any(user.has_perm(permission) for permission in permissions):
        raise Http404
    return get_object_or_404(_sessions(), conference__slug=conference, slug=session)


def _sessions():
    return Session.objects.select_related("conference")
