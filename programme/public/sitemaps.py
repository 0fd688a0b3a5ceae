"""The map of the site for search engines: each public page of the dialogues, with its siblings in six languages."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import OuterRef, Subquery
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

from conference.languages.urls_by_language import siblings_of
from conference.models import Conference, Release
from conference.released_pages import hide_other_parameters, offer
from programme.release.editions import CURRENT, ProgrammeEdition
from programme.release.programme import released_programmes

LONGEST = 20_000  # addresses; the limits of a sitemap are 50,000 and 50 MB, which long addresses reach first

LISTS = ("programme", "speaker-list", "document-list", "change-log", "contact")


@dataclass(frozen=True)
class SitemapPage:
    """A page in all languages, [(language, address)]; `default` is for readers of any other language."""

    siblings: list
    default: str
    changed_at: datetime

    @classmethod
    def of(cls, path, changed_at):
        siblings = [(language, settings.PUBLIC_URL + address) for language, address in siblings_of(path)]
        default = next(address for language, address in siblings if language.code == "en")
        return cls(siblings, default, changed_at)


@login_not_required
def sitemap(request):
    hide_other_parameters(request, ())
    with override("en"):
        pages = _pages()[: LONGEST // 6]
    response = render(
        request, "programme/public/sitemap.xml", {"pages": pages}, content_type="application/xml; charset=utf-8"
    )
    offer(request, response)
    return response


def _pages():
    """Return the pages of all dialogues, the last released first."""
    summaries = Release.objects.public().filter(conference=OuterRef("conference"), matter=Release.Matter.SUMMARY)
    issued_at = Subquery(summaries.order_by("-number").values("released_at")[:1])
    releases = Release.objects.current(Release.Matter.PROGRAMME).annotate(issued_at=issued_at)
    releases = releases.select_related("conference").defer("content").order_by("-released_at", "-pk")
    editions = [ProgrammeEdition(CURRENT, release.conference.slug, release=release) for release in releases]
    programmes = released_programmes([release.pk for release in releases])
    found = []
    for edition in editions:
        programme = programmes[edition.release.pk]
        if programme.conference["purpose"] == Conference.Purpose.DIALOGUE:
            found += _pages_of(edition, programme)
    front = [SitemapPage.of(reverse("programme:front-page"), found[0].changed_at)] if found else []
    return front + found


def _pages_of(edition, programme):
    """Return the pages of a dialogue, without those of speakers who do not consent to indexing."""
    names = [(name,) for name in LISTS]
    names += [("delegation-list",)] if programme.delegations else []
    names += [("session-detail", session["slug"]) for session in programme.sessions]
    names += [("speaker-detail", speaker["slug"]) for speaker in programme.content["speakers"] if speaker["indexing"]]
    pages = [SitemapPage.of(edition.url(*name), edition.release.released_at) for name in names]
    if edition.release.issued_at:
        pages.append(SitemapPage.of(reverse("summary:summary", args=[edition.slug]), edition.release.issued_at))
    return pages
