"""The conferences on which somebody works, as their home shows them: how far away, how far released, what waits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.languages import texts
from conference.models import Conference, Release, User
from conference.navigation import ShownPage, StaffPage, in_sections, pages_for, waiting_in
from conference.rights import conferences_of, work_on


@dataclass
class HomeRow:
    """A conference on the home: its pages are those that the person may open."""

    conference: Conference
    pages: tuple[StaffPage, ...]
    today: date
    release: Release | None = None
    waiting: list[ShownPage] = field(default_factory=list)
    is_named_twice: bool = False
    runs_floor: bool = False
    takes_notes: bool = False

    @property
    def title(self) -> dict[str, str]:
        """Its title in each language."""
        return texts(self.conference, "title")

    @property
    def address(self) -> str:
        """The first of its pages."""
        return in_sections(ShownPage(page, page.address_in(self.conference)) for page in self.pages)[0].address

    @property
    def when(self) -> str:
        """How far away it is, in words."""
        if self.today > self.conference.ends_on:
            return _("over")
        if self.today >= self.conference.starts_on:
            return _("on now")
        days = (self.conference.starts_on - self.today).days
        return ngettext("%(number)d day to go", "%(number)d days to go", days) % {"number": days}

    def may_open(self, address: str) -> bool:
        """Whether the person may open the page with the name of an address."""
        return any(page.address == address for page in self.pages)


def rows_for(user: User, at: datetime) -> list[HomeRow]:
    """Returns the conferences of a person, those that are not over yet first, by their days."""
    conferences = conferences_of(user)
    rows = [_row(user, conference, at) for conference in conferences]
    work_on(user, None)
    _add_releases(rows)
    _add_waiting(rows, user)
    _mark_names(rows)
    return sorted(rows, key=lambda row: (row.today > row.conference.ends_on, _distance(row), row.conference.pk))


def _row(user: User, conference: Conference, at: datetime) -> HomeRow:
    person = work_on(user, conference.slug)
    row = HomeRow(conference, tuple(pages_for(person)), at.astimezone(conference.zone).date())
    row.runs_floor, row.takes_notes = person.has_perm("floor.run_floor"), person.has_perm("floor.take_notes")
    return row


def _distance(row: HomeRow) -> int:
    return abs((row.conference.starts_on - row.today).days)


def _add_releases(rows: Iterable[HomeRow]) -> None:
    by_key = {row.conference.pk: row for row in rows}
    current = Release.objects.current(Release.Matter.PROGRAMME).filter(conference__in=by_key)
    for release in current.defer("content"):
        by_key[release.conference_id].release = release


def _add_waiting(rows: list[HomeRow], user: User) -> None:
    """Count what waits: with one query for all conferences on which the person has the same pages."""
    ordered = sorted(rows, key=lambda row: [page.address for page in row.pages])
    for pages, alike in groupby(ordered, key=lambda row: row.pages):
        found = list(alike)
        person: Any = work_on(user, found[0].conference.slug)
        numbers = waiting_in([row.conference for row in found], pages, person)
        for row in found:
            of_row = numbers[row.conference.pk].items()
            row.waiting = [ShownPage(page, page.address_in(row.conference), number) for page, number in of_row]
    work_on(user, None)


def _mark_names(rows: Iterable[HomeRow]) -> None:
    """Mark those that share their title and their days with another, so that the short name is shown as well."""
    seen: dict[tuple[str, date], HomeRow] = {}
    for row in rows:
        key = (row.conference.title, row.conference.starts_on)
        other = seen.setdefault(key, row)
        if other is not row:
            other.is_named_twice = row.is_named_twice = True
