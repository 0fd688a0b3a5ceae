"""The history of a programme: what changed with each public revision, and what has changed since the last."""

from itertools import zip_longest

from conference.models import Release
from programme.changes import changes_between
from programme.content import content_of
from programme.programmes import released_programmes


def history_of(edition):
    """The public revisions up to the edition's own, the newest first, each with its changes: [(release, changes)].

    The first revision has None: all of it is new.
    """
    releases = edition.releases
    if edition.is_revision:
        releases = tuple(release for release in releases if release.number <= edition.release.number)
    pairs = list(zip_longest(releases, releases[1:]))
    unknown = {row.pk for pair in pairs if None not in pair and _key(*pair) not in _known for row in pair}
    programmes = released_programmes(unknown)
    for release, before in pairs:
        if before and _key(release, before) not in _known:
            changes = changes_between(programmes[before.pk].content, programmes[release.pk].content)
            _known[_key(release, before)] = changes
    return [(release, _known[_key(release, before)] if before else None) for release, before in pairs]


_known = {}  # what two releases differ in never changes, and is small


def _key(release, before):
    return before.pk, release.pk


def forget():
    """Let go of all differences in memory."""
    _known.clear()


def unreleased_changes(conference):
    """What the draft changes against what the public reads; None where nothing is public yet."""
    release = Release.objects.public().of(conference.slug, Release.Matter.PROGRAMME).first()
    return changes_between(release.content, content_of(conference)) if release else None
