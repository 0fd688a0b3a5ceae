"""Chooses the conference of the front page: the one taking place, else the next, else the last; never a rehearsal."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from conference.models import Release
from programme.release.editions import CURRENT, ProgrammeEdition
from programme.release.programme import released_programmes


@dataclass(frozen=True)
class ConferencesInOrder:
    """The released conferences as editions: the current one, the others by date, the rehearsals."""

    current: ProgrammeEdition | None
    others: list
    rehearsals: list


def conferences_in_order(*, at):
    """Return the released conferences, in two queries whatever their number; `at` decides which is current."""
    summaries = Release.objects.public().filter(conference=OuterRef("conference"), matter=Release.Matter.SUMMARY)
    releases = Release.objects.current(Release.Matter.PROGRAMME).annotate(has_summary=Exists(summaries))
    releases = releases.select_related("conference").defer("content")
    released_programmes([release.pk for release in releases])
    editions = [_edition(release) for release in releases]
    dialogues = [edition for edition in editions if edition.programme.conference["purpose"] == "dialogue"]
    dialogues.sort(key=lambda edition: _nearness(edition.programme, at))
    return ConferencesInOrder(
        current=dialogues[0] if dialogues else None,
        others=dialogues[1:],
        rehearsals=[edition for edition in editions if edition.programme.conference["purpose"] == "rehearsal"],
    )


def _edition(release):
    return ProgrammeEdition(
        CURRENT, release.conference.slug, (release,), release=release, has_summary=release.has_summary
    )


def _nearness(programme, at):
    today = at.astimezone(programme.zone).date()
    first, last = programme.conference["starts_on"], programme.conference["ends_on"]
    if first <= today <= last:
        return 0, first.toordinal()
    if first > today:
        return 1, first.toordinal()
    return 2, -last.toordinal()
