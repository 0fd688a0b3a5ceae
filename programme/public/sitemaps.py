"""The map of the site for search engines: each public page of the dialogues, with its siblings in six languages."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as stock
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import override

from conference.languages import LANGUAGES
from conference.languages.urls_by_language import siblings_of
from conference.loading import require
from conference.models import Conference, Release
from conference.released_pages import declared_by, hide_other_parameters, offer, reads
from programme.models import Session
from programme.release.editions import CURRENT, ProgrammeEdition
from programme.release.programme import released_programmes

# Addresses in a part, which is then made in a third of a second and kept in memory. The limits are 50,000 and 50 MB.
LONGEST = 5_000

PART = re.compile("[1-9][0-9]{0,5}")
TEMPLATE, XML = "programme/public/sitemap.xml", "application/xml; charset=utf-8"
LINK = '\n<xhtml:link rel="alternate" hreflang="{}" href="{}{}"/>'
LISTS = ("programme", "speaker-list", "document-list", "change-log", "contact")


@dataclass(frozen=True)
class SitemapPage:
    """A page in all languages: how its address is made, and when it changed."""

    address: Callable[[], str]
    changed_at: datetime

    @cached_property
    def paths(self):
        return siblings_of(self.address())

    @cached_property
    def links(self):
        """Its address in each language, and for readers of any other; the same at each of its addresses."""
        links = [(language.html, settings.PUBLIC_URL, path) for language, path in self.paths]
        default = next(path for language, path in self.paths if language.code == "en")
        return format_html_join("", LINK, [*links, ("x-default", settings.PUBLIC_URL, default)])


class Addresses(Sequence):
    """The addresses of pages, each in every language: (page, number of the language); made when asked for."""

    def __init__(self, pages):
        self.pages = pages

    def __len__(self):
        return len(self.pages) * len(LANGUAGES)

    def __getitem__(self, place):
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        page, language = divmod(place, len(LANGUAGES))
        return self.pages[page], language


class DialogueSitemap(Sitemap):
    """Each public page of the dialogues in each language: its items are those of `Addresses`.

    Django would make each address anew for each of its siblings; here a page knows all six.
    """

    def items(self):
        return Addresses(_pages())

    @cached_property
    def paginator(self):
        return Paginator(self.items(), LONGEST)

    def location(self, item):
        page, language = item
        return page.paths[language][1]

    def lastmod(self, item):
        return item[0].changed_at

    def get_protocol(self, protocol=None):
        return urlsplit(settings.PUBLIC_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.PUBLIC_URL).netloc


@login_not_required
@reads("p")
def sitemap(request):
    """The map, or where it is too long for one an index of its parts, `?p=1` and so on."""
    hide_other_parameters(request, declared_by(sitemap))
    require(PART.fullmatch(request.GET.get("p", "1")))  # 01 would be another page to keep
    with override("en"):
        site = DialogueSitemap()
        if site.paginator.num_pages > 1 and "p" not in request.GET:
            response = _index(request, site)
        else:
            response = stock.sitemap(request, {"": site}, template_name=TEMPLATE, content_type=XML)
    # A map without a withdrawn release has an earlier date, by which a browser would keep the former map.
    response.headers.pop("Last-Modified", None)
    offer(request, response, declared_by(sitemap))
    return response


def _index(request, site):
    address = settings.PUBLIC_URL + reverse("sitemap")
    parts = [
        stock.SitemapIndexItem(f"{address}?p={part.number}", max(page.changed_at for page, _language in part))
        for part in site.paginator
    ]
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": parts}, content_type=XML)


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
    front = [SitemapPage(partial(reverse, "programme:front-page"), found[0].changed_at)] if found else []
    return front + found


def _pages_of(edition, programme):
    """Return the pages of a dialogue, without those of speakers who do not consent to indexing."""
    names = [(name,) for name in LISTS]
    names += [("delegation-list",)] if programme.delegations else []
    sessions = [session for session in programme.sessions if session["kind"] != Session.Kind.BREAK]
    names += [("session-detail", session["slug"]) for session in sessions]
    names += [("speaker-detail", speaker["slug"]) for speaker in programme.content["speakers"] if speaker["indexing"]]
    paths = [partial(edition.url, *name) for name in names]
    delegation = partial(reverse, "floor:delegation-detail")
    paths += [partial(delegation, args=[edition.slug, code]) for code in _delegations_of(programme)]
    pages = [SitemapPage(path, edition.release.released_at) for path in paths]
    if edition.release.issued_at:
        summary = partial(reverse, "summary:summary", args=[edition.slug])
        pages.append(SitemapPage(summary, edition.release.issued_at))
    return pages


def _delegations_of(programme):
    """Return the codes of the delegations all of whose speakers consent to indexing."""
    shy = {row["delegation"]["code"] for row in programme.speakers if row["delegation"] and not row["indexing"]}
    return [row["code"] for row in programme.delegations if row["code"] not in shy]
