"""The columns of a table of speakers or delegations: how a cell is written, and how it is read.

They follow the fields of the model, so that a new field there is a new column here. For a choice an export writes the
value, which is the same in all languages; an import also reads the label in any of the six.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from conference.fields import fit_for_xml
from conference.imports.matching import folded
from conference.languages import CODES, LANGUAGES, official
from conference.languages import columns as columns_of_field
from conference.models import Conference, User
from speakers.courtesy_titles import split_name
from speakers.imports.names import comparable_name, key_of, keys_of
from speakers.models import Delegation, Speaker
from translation.texts.writing import TextRefused, fit

YES, NO = "yes", "no"
DelegationsByName = Mapping[str, Sequence[Delegation]]
_WORDS_OF = {YES: gettext_lazy("yes"), NO: gettext_lazy("no")}


def in_six_languages(words: Mapping[str, object]) -> dict[str, str]:
    """Find values by their labels in six languages: {folded label or value: value}. `words` is {value: label}."""
    found: dict[str, str] = {}
    for code in CODES:
        with override(code):
            found |= {folded(word): value for value, word in words.items()}
    return found | {folded(value): value for value in words}


@dataclass(frozen=True)
class Column:
    """A column: its heading, its field, and the language of its texts, empty if they are in none."""

    heading: str
    field: models.Field
    language: str = ""

    @property
    def name(self) -> str:
        """The column of the database."""
        return f"{self.field.name}_{official(self.language).suffix}" if self.language else self.field.name

    @property
    def label(self) -> str:
        """Its name for people, in the language of the page."""
        label = str(capfirst(self.field.verbose_name))
        return f"{label} (\u2068{official(self.language).name}\u2069)" if self.language else label

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of all that a cell holds."""
        return (self.heading,)

    def put(self, cell: str, texts: dict[str, str]) -> None:
        """Put the text of a cell to the texts of its row, by the headings of what it holds."""
        texts[self.heading] = cell

    @property
    def default(self) -> object:
        """The value of a new row whose cell is empty."""
        return self.field.get_default() if self.field.has_default() else ""

    def shown(self, value: object) -> str:
        """The text of a cell for a value."""
        return fit_for_xml("" if value is None else str(value))

    def read(self, cell: str, delegations: DelegationsByName) -> Any:
        """Read the value of a cell; TextRefused says what is wrong. `delegations` has them by all their names."""
        return self._valid(fit(self.field.model, self.field.name, cell))

    def _valid(self, value: str) -> Any:
        if self.language or not value:
            return value
        try:
            return self.field.clean(value, None)
        except ValidationError as error:
            raise TextRefused(" ".join(error.messages)) from None


class Choice(Column):
    """A choice, such as a status."""

    @cached_property
    def _words(self) -> dict[str, str]:
        return in_six_languages(dict(self.field.flatchoices))

    def read(self, cell: str, delegations: DelegationsByName) -> Any:
        if (value := self._words.get(folded(cell))) is None:
            known = ", ".join(str(value) for value in dict(self.field.flatchoices) if value)
            raise TextRefused(_("“%(cell)s” is not known here. Possible are: %(known)s.") % _named(cell, known))
        return value


class YesOrNo(Column):
    """A consent, or protection."""

    @cached_property
    def _words(self) -> dict[str, str]:
        return in_six_languages(_WORDS_OF) | {"1": YES, "0": NO, "true": YES, "false": NO}

    def shown(self, value: object) -> str:
        return YES if value else NO

    def read(self, cell: str, delegations: DelegationsByName) -> Any:
        if (word := self._words.get(folded(cell))) is None:
            raise TextRefused(
                _("“%(cell)s” is not known here. Possible are: %(known)s.") % _named(cell, f"{YES}, {NO}")
            )
        return word == YES


class OfDelegation(Column):
    """A delegation, written as its key and read by its codes and names too; its value is the primary key."""

    @property
    def name(self) -> str:
        return f"{self.field.name}_id"

    def shown(self, value: object) -> str:
        return value if isinstance(value, str) else ""

    def read(self, cell: str, delegations: DelegationsByName) -> Any:
        found = delegations.get(comparable_name(cell), ())
        if not found:
            raise TextRefused(_("This conference has no delegation “%(cell)s”.") % _named(cell))
        if len(found) > 1:
            words = _("Several delegations are called “%(cell)s”. Write the key of one of them: %(known)s.")
            raise TextRefused(words % _named(cell, keys_of(found)))
        return found[0].pk


def _named(cell: str, known: str = "") -> dict[str, str]:
    return {"cell": cell.strip()[:60], "known": known}


class FullName(Column):
    """A courtesy title and a name in one cell; each of them is put into its own column.

    A list in English may have "Sr." and "M." before names: a title goes to the language that has it.
    """

    @property
    def label(self) -> str:
        return _("Courtesy title and name") + f" (\u2068{official(self.language).name}\u2069)"

    @property
    def headings(self) -> tuple[str, ...]:
        exchange = official(self.language).exchange
        return f"courtesy_title_{exchange}", f"name_{exchange}"

    def put(self, cell: str, texts: dict[str, str]) -> None:
        for code in (self.language, *CODES):
            title, name = split_name(" ".join(cell.split()), code)
            if title:
                texts[f"courtesy_title_{official(code).exchange}"] = title
                break
        texts[self.headings[1]] = name


class PartOfName(Column):
    """The given or the family name, in a cell of its own; the name is made of both, and the name for sorting."""

    @property
    def label(self) -> str:
        words = _("Family name") if self.is_family_name else _("Given name")
        return f"{words} (\u2068{official(self.language).name}\u2069)"

    @property
    def is_family_name(self) -> bool:
        return self.heading.startswith("family_name_")

    @property
    def headings(self) -> tuple[str, ...]:
        exchange = official(self.language).exchange
        return f"name_{exchange}", f"sort_name_{exchange}"

    def put(self, cell: str, texts: dict[str, str]) -> None:
        name, sort_name = self.headings
        other = texts.get(name, "")
        by_family = [cell, other] if self.is_family_name else [other, cell]
        in_order = by_family if self.language == "zh-hans" else by_family[::-1]
        texts[name] = ("" if self.language == "zh-hans" else " ").join(filter(None, in_order))
        if other and self.language != "zh-hans":  # there it is in pinyin
            texts[sort_name] = " ".join(by_family)


class Key(Column):
    """The key of a delegation: the three-letter code of its State, else its number."""

    @property
    def label(self) -> str:
        return _("Key")


class ReasonColumn(Column):
    """Why a row was not imported, as the file of such rows says; an import passes over it."""

    @property
    def label(self) -> str:
        return _("Why it is not imported")


REASON = ReasonColumn("reason", Delegation._meta.get_field("id"))


def columns_of(model: type[models.Model]) -> list[Column]:
    """The columns of a table of a model, the key first."""
    if model is Delegation:
        first: Column = Key("key", Delegation._meta.get_field("id"))
    else:
        first = Column("short_name", Speaker._meta.get_field("slug"))
    return [first, *(column for field in _fields(model) for column in _columns(field))]


def _fields(model: type[models.Model]) -> list[models.Field]:
    """The fields that people edit, except photographs, which a table cannot hold, and those that identify the row.

    The place in the order of protocol follows the function, and is set by hand in the admin.
    """
    aside = {"id", "conference", "slug", "state", "precedence"}
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
        return {column.heading: column for column in found}

    @cached_property
    def headings(self) -> dict[str, Column]:
        """The columns by every name that a heading may have: {folded name: column}."""
        found: dict[str, Column] = {}
        for code in CODES:
            with override(code):
                found |= {folded(column.label): column for column in [REASON, *self.fields.values()]}
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
