"""Issued editions for tests: a content becomes the next edition of a conference's Summary."""

from conference.models import Release
from tests.factories import MORNING, make_conference
from tests.summary.documents.contents import make_content


def issue(conference, content=None, **changes):
    """Issue a content, or one made of `changes`, as the next edition."""
    content = content or make_content(**changes)
    return Release.objects.release(conference, Release.Matter.SUMMARY, content, note="", by=None, at=MORNING)


def make_issued(**changes):
    """A conference whose programme was never released and whose Summary is issued once."""
    conference = make_conference()
    issue(conference, **changes)
    return conference
