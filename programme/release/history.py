"""The history of a programme: the changes of each public revision, and those not yet released."""

from itertools import zip_longest
from typing import Any

from conference.caches import Cache
from conference.models import Conference, Release
from programme.release.changes import ProgrammeChange, changes_between
from programme.release.content import content_of
from programme.release.editions import ProgrammeEdition
from programme.release.programme import released_programmes
from programme.release.protected_names import ProtectedNames, protected_names


def history_of(edition: ProgrammeEdition) -> list[tuple[Release, list[ProgrammeChange] | None]]:
    """Return the public revisions up to the edition's own, newest first, with their changes: [(release, changes)].

    The first revision has None instead of changes: all of it is new.
    """
    releases = edition.releases
    if edition.is_revision and edition.release:
        number = edition.release.number
        releases = tuple(release for release in releases if release.number <= number)
    pairs = list(zip_longest(releases, releases[1:]))
    hidden = protected_names(edition.slug) if len(pairs) > 1 else ProtectedNames()
    keys = {pair: (pair[1].pk, pair[0].pk, hidden) for pair in pairs if None not in pair}
    unknown = {row.pk for pair, key in keys.items() if key not in _known for row in pair}
    programmes = released_programmes(unknown)
    for (release, before), key in keys.items():
        if key not in _known:
            _known[key] = told_between(programmes[before.pk].content, programmes[release.pk].content, hidden)
    return [(pair[0], _known[keys[pair]] if pair in keys else None) for pair in pairs]


# The difference of two releases never changes, only which part of it may be shown; and it is small.
_known: Cache[tuple[Any, ...], list[ProgrammeChange]] = Cache(10_000)


def told_between(before: dict[str, Any], after: dict[str, Any], hidden: ProtectedNames) -> list[ProgrammeChange]:
    """Return the changes between two contents, without those that reveal a protected speaker."""
    changes = changes_between(hidden.without(before), hidden.without(after))
    return [change for change in changes if not hidden.are_in(change.words)]


def unreleased_changes(conference: Conference, content: dict[str, Any] | None = None) -> list[ProgrammeChange] | None:
    """Return the changes from the current release to the draft; None if nothing is public yet."""
    release = Release.objects.public().of(conference.slug, Release.Matter.PROGRAMME).first()
    if release is None:
        return None
    return told_between(release.content, content or content_of(conference), protected_names(conference.slug))
