"""The issued editions of a President's Summary: which one an address shows, and what has become of it since.

Each page is one view that is given a `SummaryReading`, which the decorator `issued` finds by the address. A withdrawn
edition answers the same 404 as one that was never issued.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from conference import released_pages
from conference.caches import Cache
from conference.languages.lists import listed
from conference.models import Release
from conference.page_context import released_context
from programme.release.editions import CURRENT, ProgrammeEdition
from summary.documents.documents import document_of
from summary.text.reading import SummaryText
from summary.text.set_phrases import name_of


@dataclass(frozen=True, eq=False)
class SummaryEdition:
    """One issued edition. A corrigendum holds the whole text as corrected, beside what it corrects."""

    number: int
    issued_at: datetime
    content: dict

    @cached_property
    def text(self):
        return SummaryText(self.content)

    @property
    def kind(self):
        return self.content["kind"]

    @property
    def is_corrigendum(self):
        return self.kind == "corrigendum"

    @property
    def languages(self):
        return self.content["languages"]


class SummaryEditions(tuple):
    """The public editions of a Summary, the newest first."""

    __slots__ = ()

    def numbered(self, number):
        return next((edition for edition in self if edition.number == number), None)

    def basis_of(self, edition):
        """The edition whose words a corrigendum corrects; None where it is not public, or this is no corrigendum."""
        base = self.numbered(edition.content["base"]) if edition.is_corrigendum else None
        return self.basis_of(base) if base and base.is_corrigendum else base

    def corrigenda_of(self, edition):
        """The corrigenda to an edition, in the order of their issue."""
        return [other for other in reversed(self) if self.basis_of(other) is edition]

    def replacing(self, edition):
        """The newest edition that holds the whole text anew and replaces this one; None while it stands."""
        return next((other for other in self if not other.is_corrigendum and other.number > edition.number), None)

    def replaced_by(self, edition):
        """The edition that a revision or reissue replaced; None where it is not public."""
        base = None if edition.is_corrigendum else self.numbered(edition.content["base"])
        return self.basis_of(base) if base and base.is_corrigendum else base


@dataclass(frozen=True)
class SummaryReading:
    """A Summary as an address shows it: the current text, or one edition as it was issued."""

    slug: str
    editions: SummaryEditions
    edition: SummaryEdition
    is_current: bool
    programme: ProgrammeEdition | None = None  # if it is public too

    def url(self, name, *args):
        """The address of a page of this same reading, in the language of the page."""
        if self.is_current:
            return reverse(f"summary:{name}", args=[self.slug, *args])
        return reverse(f"summary:edition:{name}", args=[self.slug, self.edition.number, *args])

    def each_edition(self):
        """Every public edition as it was issued, the newest first."""
        return [SummaryReading(self.slug, self.editions, edition, is_current=False) for edition in self.editions]

    @property
    def text(self):
        return self.edition.text

    @property
    def zone(self):
        return ZoneInfo(self.edition.content["conference"]["time_zone"])

    @property
    def is_newest(self):
        return self.edition is self.editions[0]

    @property
    def shows_corrections(self):
        """Whether this is a corrigendum as it was issued, and not the text as corrected."""
        return self.edition.is_corrigendum and not self.is_current

    @cached_property
    def document(self):
        """The edition whose document this is: of the text as it stands, the one that its corrigenda correct."""
        return (self.is_current and self.basis) or self.edition

    @property
    def basis(self):
        """The edition that this corrigendum corrects."""
        return self.editions.basis_of(self.edition)

    @property
    def corrigenda(self):
        return self.editions.corrigenda_of(self.document)

    @property
    def replacement(self):
        return self.editions.replacing(self.edition)

    @property
    def predecessor(self):
        return self.editions.replaced_by(self.document)

    @cached_property
    def content(self):
        """What the pages show; as the text stands after corrigenda, under the masthead of the edition they correct."""
        if self.document is self.edition:
            return self.edition.content
        names = ("kind", "series", "base", "full_symbol", "dated_on")
        masthead = {name: self.document.content[name] for name in names}
        languages = self.edition.content["text_languages"]
        return {**self.edition.content, **masthead, "languages": languages, "corrections": []}

    def corrected_by(self, code):
        """The corrigenda whose words in a language are in this text, which its own symbol does not tell."""
        return [each for each in self.corrigenda if code in each.languages] if self.is_current else []

    def content_to_keep(self, code):
        """The content for a file, which leaves its page behind: its note says by what the text was corrected."""
        with override(code):
            names = listed(name_of(each.content) for each in self.corrected_by(code))
            corrected = _("This text includes the corrections of:") + f" {names}."
        note = self.content["note"]
        return {**self.content, "note": {**note, code: f"{note[code]} {corrected}".strip()}} if names else self.content

    def document_in(self, code, ending):
        """The bytes of its document in a language, in a format of `FORMATS`."""
        return document_of(self.content_to_keep(code), code, ending, self.edition.number)

    @property
    def meeting(self):
        """What the head of a page tells of the meeting: as the programme has it, else as the Summary was issued."""
        if self.programme:
            return self.programme.programme.conference
        conference = self.edition.content["conference"]
        days = {name: date.fromisoformat(conference[name]) for name in ("starts_on", "ends_on")}
        return {**conference, **days}

    @property
    def context(self):
        """What every template of the Summary needs."""
        shown = {"reading": self, "content": self.content, "text": self.text}
        shown |= {"edition": self.programme, "meeting": self.meeting}
        return released_context(self.content["conference"], self.content["original_language"], **shown)


def issued(view):
    """Decorates a public view, which is given the edition of the address, or the current text where it names none."""

    @login_not_required
    @wraps(view)
    def wrapper(request, conference, edition=None, **kwargs):
        reading = reading_of(conference, edition)
        if not reading:
            raise Http404
        names = released_pages.declared_by(view)
        released_pages.hide_other_parameters(request, names)
        response = view(request, reading, **kwargs)
        released_pages.offer(request, response, names, reading.programme and reading.programme.kept_for(None))
        return response

    return wrapper


def reading_of(slug, number=None):
    """Returns what the public reads: an edition, or the current text; None where there is no such edition."""
    releases = Release.objects.public().by_matter(slug)
    editions = issued_editions(releases[Release.Matter.SUMMARY])
    edition = next(iter(editions), None) if number is None else editions.numbered(number)
    if not edition:
        return None
    return SummaryReading(slug, editions, edition, number is None, _programme_of(slug, releases))


def _programme_of(slug, releases):
    """The programme that is public now, for the head of the Summary's pages; None if there is none."""
    found = releases[Release.Matter.PROGRAMME]
    return ProgrammeEdition(CURRENT, slug, found, found, found[0], has_summary=True) if found else None


KEPT = 32
_kept = Cache(KEPT)


def issued_editions(releases):
    """The editions of releases, in their order. Those not in memory come with one query.

    The last `KEPT` stay in memory: a release never changes, so that they are never out of date.
    """
    found = {release.pk: _kept[release.pk] for release in releases if release.pk in _kept}
    missing = {release.pk: release for release in releases if release.pk not in found}
    if missing:
        for key, content in Release.objects.filter(pk__in=missing).values_list("pk", "content"):
            found[key] = _kept[key] = SummaryEdition(missing[key].number, missing[key].released_at, content)
    return SummaryEditions(found[release.pk] for release in releases)
