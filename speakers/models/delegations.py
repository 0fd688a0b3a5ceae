"""States with their names of each time, and the delegations that take part in a conference."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.fields import EmailList, Line, one_of
from conference.languages import columns_by_code, official, texts
from conference.models import Conference
from speakers.models.name_forms import NameForms
from speakers.regional_groups import RegionalGroup
from translation.texts.index import list_loaded

_ARTICLE = re.compile("^(?:les? |la |l’|el |los |las )")  # that formal names begin with
GROUPS = ("african", "asia-pacific", "eastern-european", "latin-american-and-caribbean", "western-european-and-other")


class State(NameForms):  # type: ignore[django-manager-missing]  # modeltranslation makes related managers
    """A Member State or an observer State of the United Nations, under the names it has there today.

    The table ships with the product (`data/states.csv`, loaded by `load_states`).
    """

    class Status(models.TextChoices):
        MEMBER = "member", _("Member State")
        OBSERVER = "observer", _("observer State")

    class Region(models.TextChoices):
        AFRICA = "africa", _("Africa")
        AMERICAS = "americas", _("Americas")
        ASIA = "asia", _("Asia")
        EUROPE = "europe", _("Europe")
        OCEANIA = "oceania", _("Oceania")

    iso3 = models.CharField(_("ISO 3166 code, three letters"), max_length=3, unique=True)
    iso2 = models.CharField(_("ISO 3166 code, two letters"), max_length=2, unique=True)
    m49 = models.CharField(_("M49 code"), max_length=3, unique=True)
    status = models.CharField(pgettext_lazy("of a State", "status"), max_length=20, choices=Status.choices)
    region = models.CharField(
        _("region"), max_length=20, choices=Region.choices, help_text=_("A continent, as statistics count (M49).")
    )
    regional_group = models.CharField(
        _("regional group"), max_length=30, choices=RegionalGroup.choices, default=RegionalGroup.NONE
    )
    group_since = models.DateField(
        _("in the group since"), null=True, blank=True, help_text=_("Left empty, at all conferences.")
    )
    name = Line(_("short name"))
    formal = Line(_("formal name"))

    class Meta:
        verbose_name = _("State")
        verbose_name_plural = _("States")
        ordering = ["iso3"]
        constraints = [
            *NameForms.Meta.constraints,
            one_of("status", ("member", "observer"), "state_status_is_known"),
            one_of("region", ("africa", "americas", "asia", "europe", "oceania"), "state_region_is_known"),
            one_of("regional_group", (*GROUPS, "none"), "state_regional_group_is_known"),
            models.CheckConstraint(
                condition=Q(group_since=None) | ~Q(regional_group="none"),
                name="state_is_in_a_group_since_a_day",
                violation_error_message=_("A State that is in no group is not in it since a day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def names_on(self, day: date) -> dict[str, str]:
        """The short names that were in use at the United Nations on a day: {language code: name}."""
        former = [name for name in self.former_names.all() if name.valid_until >= day]
        return texts(min(former, key=lambda name: name.valid_until) if former else self, "name")

    def form_of(self, name: str, code: str) -> str:
        """Returns the form in a sentence of one of the State's names, of today or former; empty of any other name."""
        column = columns_by_code("name")[code]
        if getattr(self, column) == name:
            return self.form_in(code)
        former = (row for row in self.former_names.all() if getattr(row, column) == name)
        return next((row.form_in(code) for row in former), "")


class FormerName(NameForms):
    """A name that a State had at the United Nations up to a day: a conference prints the names of its own time."""

    state = models.ForeignKey(State, models.CASCADE, related_name="former_names", verbose_name=_("State"))
    valid_until = models.DateField(_("last day"))
    name = Line(_("short name"))
    formal = Line(_("formal name"))

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["state", "valid_until"]
        constraints = [
            *NameForms.Meta.constraints,
            models.UniqueConstraint(fields=["state", "valid_until"], name="one_former_name_for_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def add_states(self, conference: Conference, states: models.QuerySet[State]) -> Collection[Delegation]:
        """Add delegations for States that have none, under their names on the first day; return the new ones."""
        there = set(self.filter(conference=conference).exclude(state=None).values_list("state_id", flat=True))
        rows = [
            Delegation(
                conference=conference,
                kind=Delegation.Kind.STATES,
                state=state,
                **{
                    f"name_{official(code).suffix}": name for code, name in state.names_on(conference.starts_on).items()
                },
            )
            for state in states.exclude(pk__in=there).prefetch_related("former_names")
        ]
        return list_loaded(Delegation.objects.bulk_create(rows))


class Delegation(NameForms):  # type: ignore[django-manager-missing]  # modeltranslation makes related managers
    """A participant that may take the floor at a conference; its name is the one that it had at that time."""

    class Kind(models.TextChoices):
        STATES = "states", _("Member States and observers")
        UN_SYSTEM = "un-system", _("United Nations system")
        INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental organizations")
        CIVIL_SOCIETY = "civil-society", _("civil society")
        PRIVATE_SECTOR = "private-sector", _("private sector")
        MEDIA = "media", _("media")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="delegations", verbose_name=_("conference"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    state = models.ForeignKey(
        State, models.PROTECT, null=True, blank=True, related_name="delegations", verbose_name=_("State")
    )
    name = Line(_("name"))
    regional_group = models.CharField(
        _("regional group at this conference"),
        max_length=30,
        choices=RegionalGroup.choices,
        blank=True,
        help_text=_("Left empty, that of the State. It is told in figures alone, never on badges or beside a name."),
    )
    mission_emails = EmailList(
        _("e-mail addresses of the mission"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Gets a copy of letters to speakers of the delegation; never public. Separated by commas."),
    )

    objects = models.Manager.from_queryset(DelegationQuerySet)()  # mypy does not resolve `as_manager()` here

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["kind", "pk"]
        constraints = [
            *NameForms.Meta.constraints,
            one_of(
                "kind",
                ("states", "un-system", "intergovernmental", "civil-society", "private-sector", "media"),
                "delegation_kind_is_known",
            ),
            models.UniqueConstraint(
                fields=["conference", "state"],
                name="one_delegation_per_state",
                violation_error_message=_("This State already has a delegation at the conference."),
            ),
            models.CheckConstraint(
                condition=Q(state=None) | Q(kind="states"),
                name="state_delegation_is_of_that_kind",
                violation_error_message=_("The delegation of a State is of the kind “Member States and observers”."),
            ),
            one_of("regional_group", ("", *GROUPS, "none"), "delegation_regional_group_is_known"),
            models.CheckConstraint(
                condition=Q(regional_group="") | Q(kind="states"),
                name="states_alone_are_in_regional_groups",
                violation_error_message=_("Only States are in regional groups."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def in_sentence(self, code: str) -> str:
        """Returns the name as a sentence of a language takes it; empty where that is unknown.

        Its own form goes before that of the State. A State's is the form of the name that the delegation has, which is
        the one of the day of its conference; a name that is none of the State's has no form.
        """
        form, name = super().in_sentence(code), self.public_name[code]
        return form or (self.state.form_of(name, code) if self.state and name else "")

    def as_said(self, code: str) -> str:
        """Returns the name as it is said by itself; one that lists turn round is that of the State in full.

        "République islamique d’Iran" for "Iran (République islamique d’)".
        """
        said = super().as_said(code)
        if self.state and said.endswith(")") and said == texts(self.state, "name")[code]:
            return _ARTICLE.sub("", texts(self.state, "formal")[code]) or said
        return said

    def code(self) -> str:
        """Returns what its addresses name it by: the letters of a State in lower case, the key of any other."""
        return self.state.iso3.lower() if self.state else str(self.pk)

    def regional_group_on(self, day: date) -> str:
        """Returns the regional group at a conference that begins on a day; an empty text where it is no State."""
        if self.kind != self.Kind.STATES:
            return ""
        if self.regional_group or not self.state:
            return self.regional_group or RegionalGroup.NONE
        since = self.state.group_since
        return self.state.regional_group if since is None or since <= day else RegionalGroup.NONE


def load_former_names(delegations: Iterable[Delegation], code: str) -> None:
    """Loads, in one query, the former names of the States whose delegations are not called as they are today.

    For `in_sentence` of several delegations; where all have today's names, it asks nothing of the database.
    """
    column = columns_by_code("name")[code]
    found = [row.state for row in delegations if row.state and getattr(row, column) != getattr(row.state, column)]
    models.prefetch_related_objects(found, "former_names")
