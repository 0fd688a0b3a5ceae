"""The history of a programme: what changed with each public revision, and what has changed since the last."""

from functools import lru_cache

from conference.models import Release
from programme.changes import changes_between
from programme.content import content_of


def history_of(edition):
    """The public revisions up to the edition's own, the newest first, each with its changes: [(release, changes)].

    The first revision has None: all of it is new.
    """
    releases = edition.releases
    if edition.is_revision:
        releases = tuple(release for release in releases if release.number <= edition.release.number)
    pairs = list(zip(releases, (*releases[1:], None), strict=True))
    return [(release, _changes(before.pk, release.pk) if before else None) for release, before in pairs]


@lru_cache(maxsize=256)
def _changes(before, after):
    contents = dict(Release.objects.filter(pk__in=[before, after]).values_list("pk", "content"))
    return changes_between(contents[before], contents[after])


def unreleased_changes(conference):
    """What the draft changes against what the public reads; None where nothing is public yet."""
    release = Release.objects.public().of(conference.slug, Release.Matter.PROGRAMME).first()
    return changes_between(release.content, content_of(conference)) if release else None
