"""What a line of the to-do list is, where a room finds what it tells, and which rooms tell something.

A room describes what it has to tell as a `FactSource` in a module `to_do`, and is entered in `settings.TO_DO`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import pgettext_lazy

from conference.models import Conference
from conference.navigation import SECTIONS
from conference.roles import HasPermissions

URGENT, TO_CHECK, MINOR = "urgent", "to-check", "minor"  # in this order
SIGNS = {URGENT: "!", TO_CHECK: "?", MINOR: "·"}
WEIGHTS = {
    URGENT: pgettext_lazy("weight of what is to do", "Urgent"),
    TO_CHECK: pgettext_lazy("weight of what is to do", "To do"),
    MINOR: pgettext_lazy("weight of what is to do", "When there is time"),
}
AREAS = {section.slug: section.name for section in SECTIONS}
MOST_SUBJECTS = 30
Found = TypeVar("Found")
_COUNTED = "counted_"


@dataclass(frozen=True)
class Subject:
    """A person, a session or another thing that a fact is about: {language code: name}, and the place that cures it."""

    name: dict[str, str]
    address: str = ""
    others: tuple[dict[str, str], ...] = ()  # what it clashes with, as names


@dataclass(frozen=True)
class ToDo:
    """A fact that somebody has to cure.

    `what` is a sentence, `why` another; `area` is a key of `AREAS`; `address` is the place that cures it, a field or a
    list of these things alone. `key` says which kind of fact it is. `button` names the act where this fact
    is the next step, and `count` is how many things it is about.
    """

    key: str
    weight: str
    what: str
    area: str
    address: str
    why: str = ""
    subjects: tuple[Subject, ...] = ()  # the first MOST_SUBJECTS; the address has them all
    more: int = 0  # subjects that are left out
    until: date | None = None
    button: str = ""
    count: int = 1

    @property
    def number_of_subjects(self) -> int:
        return len(self.subjects) + self.more

    @property
    def sign(self) -> str:
        return SIGNS[self.weight]

    @property
    def area_in_words(self) -> str | Promise:
        return AREAS[self.area]

    @property
    def weight_in_words(self) -> str | Promise:
        return WEIGHTS[self.weight]


@dataclass
class Situation:
    """A conference as one reader finds it at a moment, read once for all who tell of it."""

    conference: Conference
    user: Any
    at: datetime
    counts: dict[str, Any] = field(default_factory=dict)
    _read: dict[object, object] = field(default_factory=dict)

    def once(self, read: "Callable[[Situation], Found]") -> Found:
        """Returns what a function reads of it, which is called once however many ask."""
        if read not in self._read:
            self._read[read] = read(self)
        return cast("Found", self._read[read])

    @property
    def today(self) -> date:
        """The day at the venue."""
        return self.at.astimezone(self.conference.zone).date()

    @property
    def is_over(self) -> bool:
        return self.today > self.conference.ends_on


@dataclass(frozen=True)
class FactSource:
    """What a room tells to those who have a permission.

    `counts` are expressions over the row of the conference, all asked in one query with those of the other rooms; what
    they find is in `Situation.counts`, by name.
    """

    permission: str
    facts: Callable[[Situation], Iterable[ToDo]]
    counts: Callable[[datetime], dict[str, Combinable]] | None = None

    def is_for(self, user: HasPermissions) -> bool:
        return not self.permission or user.has_perm(self.permission)


def number_of(rows: QuerySet[Any], conference: str = "conference") -> Coalesce:
    """Returns the expression that counts the rows of a conference, for `FactSource.counts`."""
    own = rows.filter(**{conference: OuterRef("pk")}).order_by().values(conference)
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)


def sources_for(user: HasPermissions) -> list[FactSource]:
    """Returns the sources of which the user may see and cure what they tell."""
    found: list[FactSource] = [import_string(path) for path in settings.TO_DO]
    return [source for source in found if source.is_for(user)]


def situation_of(
    conference: Conference, user: HasPermissions, at: datetime, also: Mapping[str, Combinable] | None = None
) -> Situation:
    """Returns a conference as a user finds it, with what their sources count, and what is asked also, in one query."""
    asked: dict[str, Combinable] = dict(also or {})
    for source in sources_for(user):
        asked |= source.counts(at) if source.counts else {}
    columns = {f"{_COUNTED}{name}": counted for name, counted in asked.items()}  # no field of the model is called so
    rows = Conference.objects.filter(pk=conference.pk)
    found: dict[str, Any] = dict(rows.values(**columns).get()) if columns else {}
    return Situation(conference, user, at, {name: found[f"{_COUNTED}{name}"] for name in asked})


def to_do_list(situation: Situation) -> list[ToDo]:
    """Returns all that is to do, the urgent first, else in the order of the sources."""
    found = [fact for source in sources_for(situation.user) for fact in source.facts(situation)]
    return sorted(found, key=lambda fact: list(WEIGHTS).index(fact.weight))


def admin_list(model: type[Model], conference: Conference, **filters: object) -> str:
    """Returns the address of a list in the admin, of one conference and filtered."""
    asked = {"conference__id__exact": conference.pk, **filters}
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse(f'admin:{model._meta.app_label}_{model._meta.model_name}_changelist')}?{query}"


def admin_form(row: Model, anchor: str = "") -> str:
    """Returns the address of a row in the admin, at a field or a part of the form."""
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return f"{address}#{anchor}" if anchor else address
