"""In which edition a page shows the programme: the one released now, an old revision, or the draft.

Each page is one view that receives a `ProgrammeEdition`; the decorators `current`, `revision` and `preview` find it by
its address and check who may read it. What may not be read answers the same 404 as what never existed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from math import ceil
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from conference import released_pages
from conference.models import Release
from conference.page_context import released_context
from conference.rights import conferences_of
from programme.release.content import content_of
from programme.release.meeting import Meeting, meeting_at
from programme.release.programme import Programme, released_programmes

CURRENT, REVISION, PREVIEW = "current", "revision", "preview"
OF_ONE_SLUG = ("session-detail", "speaker-detail")
SLUG = re.compile("[-a-zA-Z0-9_]+")  # as the addresses have it
PLACE = "where-the-short-name-stands"
LONGEST = 24 * 3600  # seconds for which a page is kept that will change one day


@dataclass(frozen=True)
class ProgrammeEdition:
    """A programme as an address shows it. `releases` are the public ones, the newest first, content deferred.

    `ever_released` also has the withdrawn ones, whose content must not be shown.
    """

    kind: str
    slug: str
    releases: tuple = ()
    ever_released: tuple = ()
    release: Release | None = None
    draft: Programme | None = None
    has_summary: bool = False  # whether a President's Summary is public
    summaries: tuple = ()  # its public editions, the newest first, content deferred, where they were read

    @cached_property
    def programme(self) -> Programme:
        if self.draft:
            return self.draft
        assert self.release  # an edition shows a draft or a release
        return released_programmes([self.release.pk])[self.release.pk]

    @cached_property
    def meeting(self) -> Meeting:
        """Whether the meeting is to come, on or over; a page that asks this is kept until it changes."""
        return meeting_at(self.programme, timezone.now())

    def kept_for(self, seconds: int | None) -> int | None:
        """Return for how many seconds a page is kept that says what it asked of the meeting; None is for good."""
        until = self.meeting.until if "meeting" in self.__dict__ else None
        if until is None:
            return seconds
        left = max(1, min(ceil((until - self.meeting.at).total_seconds()), LONGEST))
        return left if seconds is None else min(seconds, left)

    def url(self, name: str, *args: object) -> str:
        """Return the address of a page of the same edition, in the active language.

        A long programme has thousands, of which those of one name differ in a short name alone: it is put into the
        first one of them, a tenth of the work of making each.
        """
        if name not in OF_ONE_SLUG or not SLUG.fullmatch(str(args[0])):
            return self._made_url(name, *args)
        key = get_language() or "", name
        if key not in self._parts_of_urls:
            self._parts_of_urls[key] = self._made_url(name, PLACE).partition(PLACE)
        before, _place, after = self._parts_of_urls[key]
        return f"{before}{args[0]}{after}"

    @cached_property
    def _parts_of_urls(self) -> dict[tuple[str, str], tuple[str, str, str]]:
        """Of the addresses with one short name what stands before it and after: {(language, name): parts}."""
        return {}

    def _made_url(self, name: str, *args: object) -> str:
        if self.kind == REVISION and self.release:
            return reverse(f"programme:revision:{name}", args=[self.slug, self.release.number, *args])
        namespace = "programme:preview:" if self.kind == PREVIEW else "programme:"
        return reverse(f"{namespace}{name}", args=[self.slug, *args])

    @property
    def is_current(self) -> bool:
        return self.kind == CURRENT

    @property
    def is_revision(self) -> bool:
        return self.kind == REVISION

    @property
    def is_newest(self) -> bool:
        """Whether this revision is the current one."""
        return self.release == self.releases[0]

    @property
    def is_preview(self) -> bool:
        return self.kind == PREVIEW

    @property
    def context(self) -> dict[str, Any]:
        """The context that every template of the programme needs."""
        conference = self.programme.conference
        shown = {"edition": self, "programme": self.programme, "zone": self.programme.zone}
        return released_context(conference, conference["original_language"], **shown)


def current(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a view of the currently released programme, for everybody."""
    return login_not_required(_of_release(view, CURRENT))


def revision(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a view of an earlier revision of the programme, for everybody."""
    return login_not_required(_of_release(view, REVISION))


def _of_release(view: Callable[..., HttpResponseBase], kind: str) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def wrapper(
        request: HttpRequest, conference: str, revision: int | None = None, **kwargs: object
    ) -> HttpResponseBase:
        edition = released(kind, conference, revision)
        if edition is None:
            raise Http404
        names = released_pages.declared_by(view)
        released_pages.hide_other_parameters(request, names)
        response = view(request, edition, **kwargs)
        # An old revision never changes; the current one also tells of what is added to it, such as recordings.
        seconds = released_pages.seconds_of(view) if kind == CURRENT else None
        released_pages.offer(request, response, names, edition.kept_for(seconds))
        return response

    return wrapper


def released(kind: str, slug: str, revision: int | None = None) -> ProgrammeEdition | None:
    """Return the current edition of a programme, or that of a revision by its number; None if it is not public."""
    found = Release.objects.by_matter(slug)
    ever_released = found[Release.Matter.PROGRAMME]
    releases = tuple(release for release in ever_released if not release.withdrawn_at)
    summaries = tuple(edition for edition in found[Release.Matter.SUMMARY] if not edition.withdrawn_at)
    wanted = [release for release in releases if kind == CURRENT or release.number == revision]
    if not wanted:
        return None
    return ProgrammeEdition(
        kind, slug, releases, ever_released, release=wanted[0], has_summary=bool(summaries), summaries=summaries
    )


def preview(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a view of the draft, for the staff who are permitted to preview it."""

    @wraps(view)
    def wrapper(request: HttpRequest, conference: str, **kwargs: object) -> HttpResponseBase:
        row = get_object_or_404(conferences_of(request.user), slug=conference)
        releases = tuple(Release.objects.public().of(conference, Release.Matter.PROGRAMME).defer("content"))
        draft = ProgrammeEdition(PREVIEW, conference, releases, draft=Programme(content_of(row)))
        return view(request, draft, **kwargs)

    return wrapper
