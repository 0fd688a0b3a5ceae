"""The columns of a table of speakers or delegations. They follow the model: a new field there is a new column here."""

from functools import cached_property
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import override

from conference.imports.matching import folded
from conference.languages import CODES, LANGUAGES
from conference.languages import columns as columns_of_field
from conference.models import Conference, User
from speakers.imports.cells import REASON, Choice, Column, FullName, Key, OfDelegation, PartOfName, YesOrNo
from speakers.imports.names import key_of
from speakers.imports.parts import TablePart, parts_of_speakers
from speakers.models import Delegation, Speaker


def columns_of(model: type[models.Model]) -> list[Column]:
    """The columns of a table of a model, the key first."""
    if model is Delegation:
        first: Column = Key("key", Delegation._meta.get_field("id"))
    else:
        first = Column("short_name", Speaker._meta.get_field("slug"))
    return [first, *(column for field in _fields(model) for column in _columns(field))]


def _fields(model: type[models.Model]) -> list[models.Field]:
    """The fields that people edit, except photographs, which a table cannot hold, and those that identify the row.

    The place in the order of protocol follows the function and the regional group the State; where they do not, they
    are set by hand in the admin.
    """
    aside = {"id", "conference", "slug", "state", "precedence", "precedence_reason", "regional_group"}
    return [
        field
        for field in model._meta.fields
        if field.editable
        and field.name not in aside
        and not field.name.startswith("photograph")
        and not getattr(field, "language", None)
    ]


def _columns(field: models.Field) -> list[Column]:
    if isinstance(field, models.ForeignKey):
        return [OfDelegation(field.name, field)]
    if isinstance(field, models.BooleanField):
        return [YesOrNo(field.name, field)]
    if field.choices:
        return [Choice(field.name, field)]
    if columns_of_field(field.name)[0] in {each.name for each in field.model._meta.fields}:
        return [Column(f"{field.name}_{language.exchange}", field, language.code) for language in LANGUAGES]
    return [Column(field.name, field)]


class TableKind:
    """A kind of table: the rows of a model that belong to a conference."""

    def __init__(self, key: str, model: type[models.Model]) -> None:
        self.key, self.model = key, model

    @property
    def name(self) -> str:
        return str(capfirst(self.model._meta.verbose_name_plural))

    @cached_property
    def columns(self) -> list[Column]:
        return columns_of(self.model)

    @cached_property
    def fields(self) -> dict[str, Column]:
        """All that a column of a file may be matched to, by their headings; a person's name may be in several ways."""
        found = list(self.columns)
        if self.model is Speaker:
            name = Speaker._meta.get_field("name")
            for each in LANGUAGES:
                found.append(FullName(f"full_name_{each.exchange}", name, each.code))
                found += [PartOfName(f"{part}_name_{each.exchange}", name, each.code) for part in ("given", "family")]
        found += [column for part in self.parts for column in part.columns]
        return {column.heading: column for column in found}

    @cached_property
    def parts(self) -> tuple[TablePart, ...]:
        """What else than the fields of its own model a table of this kind may hold."""
        return parts_of_speakers() if self.model is Speaker else ()

    def field(self, key: str) -> Column:
        """What a column is matched to; also a column that only one conference has, such as one for each session."""
        own = self.fields.get(key) or next(filter(None, (part.column(key) for part in self.parts)), None)
        if own is None:
            raise KeyError(key)
        return own

    def has_field(self, key: str) -> bool:
        return key in self.fields or any(part.column(key) for part in self.parts)

    @cached_property
    def headings(self) -> dict[str, Column]:
        """The columns by every name that a heading may have: {folded name: column}."""
        found: dict[str, Column] = {}
        for code in CODES:
            with override(code):
                found |= {folded(column.label): column for column in [REASON, *self.fields.values()]}
                in_languages = [column for column in self.fields.values() if column.language]
                found |= {folded(column.label_with_own_name): column for column in in_languages}
        found |= {folded(heading): column for heading, column in self.fields.items()}
        return found | {folded(each.name): each for each in self.columns} | {folded(REASON.heading): REASON}

    def permitted(self, user: User) -> bool:
        """Whether a user may add and change these rows, and so export and import their table."""
        name = self.model._meta.model_name
        return user.has_perms([f"speakers.add_{name}", f"speakers.change_{name}"])

    def rows(self, conference: Conference) -> models.QuerySet[Any]:
        if self.model is Delegation:
            delegations = Delegation.objects.filter(conference=conference).select_related("state")
            return delegations.order_by("kind", "state__iso3", "pk")
        return Speaker.objects.filter(conference=conference).select_related("delegation__state").order_by("slug")

    def cells(self, row: Any) -> dict[str, str]:
        """The texts of the cells of a row, by heading."""
        first, *others = self.columns
        found = {first.heading: key_of(row) if self.model is Delegation else row.slug}
        for column in others:
            if isinstance(column, OfDelegation):
                value = row.delegation and key_of(row.delegation)
            else:
                value = getattr(row, column.name)
            found[column.heading] = column.shown(value)
        return found


KINDS = {kind.key: kind for kind in (TableKind("speakers", Speaker), TableKind("delegations", Delegation))}
