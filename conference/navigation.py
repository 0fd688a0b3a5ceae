"""The one navigation of a conference for its staff: which pages there are, for whom, and how many rows wait in each.

Each app declares its pages in a module `staff_pages.py`, which the setting STAFF_PAGES names. A page stands in one of
the sections below; the address that is open tells in which section, and on which page of it, its reader is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Func, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.urls import ResolverMatch, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

from conference.caches import constant
from conference.models import Conference
from conference.rights import work_on
from conference.roles import HasPermissions

Words = str | Promise
Waiting = Callable[[Any], "QuerySet[Any]"]
CONFERENCE = OuterRef("pk")  # what the rows that wait are those of


@dataclass(frozen=True)
class NavigationSection:
    """A place in the navigation; a line divides a group of them from the next."""

    slug: str
    name: Words
    group: int


SECTIONS = (
    NavigationSection("overview", pgettext_lazy("section of a conference", "Overview"), 1),
    NavigationSection("programme", pgettext_lazy("section of a conference", "Programme"), 1),
    NavigationSection("people", pgettext_lazy("section of a conference", "People"), 1),
    NavigationSection("letters", pgettext_lazy("section of a conference", "Letters"), 1),
    NavigationSection("floor", pgettext_lazy("section of a conference", "Floor"), 2),
    NavigationSection("record", pgettext_lazy("section of a conference", "Record"), 2),
    NavigationSection("summary", pgettext_lazy("section of a conference", "Summary"), 2),
    NavigationSection("texts", pgettext_lazy("section of a conference", "Texts"), 3),
    NavigationSection("documents", pgettext_lazy("section of a conference", "Documents"), 3),
    NavigationSection("releases", pgettext_lazy("section of a conference", "Releases"), 4),
    NavigationSection("settings", pgettext_lazy("section of a conference", "Settings"), 4),
)


@dataclass(frozen=True)
class StaffPage:
    """A page of a conference for its staff: its section, the name of its address, its name, and who may open it.

    `allowed` is a permission, or a function of the user. `within` names parts of routes of what belongs to the page,
    besides the addresses that begin with its own. `waiting` is a function of the user: the rows that need a person,
    where the conference is `CONFERENCE`; `needs` says what they are.
    """

    section: str
    address: str
    name: Words
    allowed: str | Callable[[Any], bool]
    within: tuple[str, ...] = ()
    waiting: Waiting | None = None
    needs: Words = ""

    def is_for(self, user: HasPermissions) -> bool:
        """Whether the user may open the page."""
        return user.has_perm(self.allowed) if isinstance(self.allowed, str) else self.allowed(user)

    def address_in(self, conference: Conference) -> str:
        """Returns the address of the page in a conference."""
        return reverse(self.address, args=[conference.slug])

    def closeness(self, match: ResolverMatch | None, path: str, address: str) -> int:
        """Returns how closely what is open belongs to the page, where 0 says that it does not."""
        if path.startswith(address):
            return len(address)
        return max((len(part) for part in self.within if match and part in match.route), default=0)


@dataclass(frozen=True)
class AdminPage(StaffPage):
    """A list of the admin with the rows of the conference, and the forms behind it; `path` leads from a row to it."""

    path: str = "conference"

    def address_in(self, conference: Conference) -> str:
        """Returns the address of the list, filtered to the conference."""
        return f"{reverse(self.address)}?{self.path}__id__exact={conference.pk}"

    def closeness(self, match: ResolverMatch | None, path: str, address: str) -> int:
        """Returns how closely what is open belongs to the list."""
        return super().closeness(match, path, address.partition("?")[0])


@dataclass(frozen=True)
class ConferencePage(AdminPage):
    """The form of the conference itself in the admin."""

    def address_in(self, conference: Conference) -> str:
        """Returns the address of the form."""
        return reverse(self.address, args=[conference.pk])


def admin_page(section: str, label: str, to: str = "change", **more: Any) -> AdminPage:
    """Returns the list of a model in the admin, for those who may do that `to` its rows."""
    meta = apps.get_model(label)._meta
    address = f"admin:{meta.app_label}_{meta.model_name}_changelist"
    name = more.pop("name", capfirst(meta.verbose_name_plural))
    return AdminPage(section, address, name, f"{meta.app_label}.{to}_{meta.model_name}", **more)


@constant()
def all_pages() -> tuple[StaffPage, ...]:
    """Returns the pages that the apps declare, in the order of the setting."""
    return tuple(page for name in settings.STAFF_PAGES for page in import_string(name))


def pages_for(user: HasPermissions) -> list[StaffPage]:
    """Returns the pages of a conference that the user may open."""
    return [page for page in all_pages() if page.is_for(user)]


@dataclass
class ShownPage:
    """A page as the navigation shows it: where it is, how many rows wait, whether what is open belongs to it."""

    page: StaffPage
    address: str
    waiting: int = 0
    is_open: bool = False
    is_here: bool = False

    @property
    def name(self) -> Words:
        """Its name for people."""
        return self.page.name


@dataclass
class ShownSection:
    """A section as the navigation shows it: with the pages of it that the user may open."""

    section: NavigationSection
    pages: list[ShownPage] = field(default_factory=list)
    begins_group: bool = False

    @property
    def name(self) -> Words:
        """Its name for people."""
        return self.section.name

    @property
    def address(self) -> str:
        """The address of its first page."""
        return self.pages[0].address

    @property
    def waiting(self) -> int:
        """How many rows of all its pages wait for a person."""
        return sum(page.waiting for page in self.pages)

    @property
    def is_open(self) -> bool:
        """Whether what is open belongs to one of its pages."""
        return any(page.is_open for page in self.pages)

    @property
    def is_here(self) -> bool:
        """Whether its first page itself is open."""
        return self.pages[0].is_here


def sections_for(
    request: HttpRequest, conference: Conference, numbers: dict[StaffPage, int] | None = None
) -> list[ShownSection]:
    """Returns the navigation of a conference for a request: what the user may open, with one query for what waits.

    A page that has asked how many rows wait, with other things, gives the numbers.
    """
    pages = pages_for(work_on(request.user, conference.slug))
    if numbers is None:
        numbers = waiting_in([conference], pages, request.user)[conference.pk]
    shown = [ShownPage(page, page.address_in(conference), numbers.get(page, 0)) for page in pages]
    _mark_open(shown, request)
    return in_sections(shown)


def in_sections(pages: Iterable[ShownPage]) -> list[ShownSection]:
    """Returns the sections that have pages, with them."""
    by_slug = {section.slug: ShownSection(section) for section in SECTIONS}
    for page in pages:
        by_slug[page.page.section].pages.append(page)
    found = [section for section in by_slug.values() if section.pages]
    for before, after in pairwise(found):
        after.begins_group = before.section.group != after.section.group
    return found


def _mark_open(shown: list[ShownPage], request: HttpRequest) -> None:
    closeness = [item.page.closeness(request.resolver_match, request.path, item.address) for item in shown]
    if any(closeness):
        closest = shown[closeness.index(max(closeness))]
        closest.is_open = True
        closest.is_here = closest.address.partition("?")[0] == request.path


def waiting_in(
    conferences: Iterable[Conference], pages: Iterable[StaffPage], user: Any
) -> dict[int, dict[StaffPage, int]]:
    """Returns how many rows wait for a person, by conference and page, with one query for them all."""
    keys = [conference.pk for conference in conferences]
    pages = list(pages)
    columns = columns_waiting(pages, user)
    if not columns or not keys:
        return {key: {} for key in keys}
    rows = Conference.objects.filter(pk__in=keys).annotate(**columns).values("pk", *columns)
    return {row["pk"]: numbers_waiting(row, pages) for row in rows}


def columns_waiting(pages: Iterable[StaffPage], user: Any) -> dict[str, Combinable]:
    """Returns the columns, over the row of a conference, that count what waits on each page."""
    return {f"waiting_{number}": _number_of(page.waiting(user)) for number, page in enumerate(pages) if page.waiting}


def numbers_waiting(row: dict[str, Any], pages: Iterable[StaffPage]) -> dict[StaffPage, int]:
    """Returns how many rows wait on each page, from such columns; without the pages where none waits."""
    found = {page: row.get(f"waiting_{number}", 0) for number, page in enumerate(pages)}
    return {page: number for page, number in found.items() if number}


def _number_of(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().annotate(number_of_rows=Func("pk", function="COUNT")).values("number_of_rows"))
