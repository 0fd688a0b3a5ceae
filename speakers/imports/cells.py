"""The columns of tables of people: how each is written in a cell, and how it is read.

For a choice an export writes the value, which is the same in all languages; an import also reads the label in any of
the six.
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
from conference.languages import CODES, official
from conference.languages.lists import in_sentences, listed, with_note
from conference.languages.names import language_name
from conference.refusals import Refusal
from speakers.courtesy_titles import split_name
from speakers.imports.names import comparable_name, keys_of
from speakers.models import Delegation
from translation.texts.writing import fit

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
        return with_note(label, language_name(self.language)) if self.language else label

    @property
    def label_with_own_name(self) -> str:
        """Its name for people where the language has its own name in it, as people may have written it."""
        return self.label.replace(language_name(self.language), official(self.language).name)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of all that a cell holds."""
        return (self.heading,)

    def put(self, cell: str, texts: dict[str, str]) -> None:
        """Put the text of a cell to the texts of its row, by the headings of what it holds."""
        texts[self.heading] = cell

    @property
    def suggests(self) -> str:
        """The list of texts that a form offers for a cell; empty if there is none."""
        return ""

    @property
    def default(self) -> object:
        """The value of a new row whose cell is empty."""
        return self.field.get_default() if self.field.has_default() else ""

    def shown(self, value: object) -> str:
        """The text of a cell for a value."""
        return fit_for_xml("" if value is None else str(value))

    def read(self, cell: str, delegations: DelegationsByName) -> Any:
        """Read the value of a cell; Refusal says what is wrong. `delegations` has them by all their names."""
        return self._valid(fit(self.field.model, self.field.name, cell))

    def _valid(self, value: str) -> Any:
        if self.language or not value:
            return value
        try:
            return self.field.clean(value, None)
        except ValidationError as error:
            raise Refusal(in_sentences(error.messages)) from None


class Choice(Column):
    """A choice, such as a status."""

    @cached_property
    def _words(self) -> dict[str, str]:
        return in_six_languages(dict(self.field.flatchoices))

    def read(self, cell: str, delegations: DelegationsByName) -> Any:
        if (value := self._words.get(folded(cell))) is None:
            known = listed(value for value in dict(self.field.flatchoices) if value)
            raise Refusal(_("“%(cell)s” is not known here. Possible are: %(known)s.") % _named(cell, known))
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
            raise Refusal(_("“%(cell)s” is not known here. Possible are: %(known)s.") % _named(cell, listed((YES, NO))))
        return word == YES


class OfDelegation(Column):
    """A delegation, written as its key and read by its codes and names too; its value is the primary key."""

    @property
    def suggests(self) -> str:
        return "delegations"

    @property
    def name(self) -> str:
        return f"{self.field.name}_id"

    def shown(self, value: object) -> str:
        return value if isinstance(value, str) else ""

    def read(self, cell: str, delegations: DelegationsByName) -> Any:
        found = delegations.get(comparable_name(cell), ())
        if not found:
            raise Refusal(_("This conference has no delegation “%(cell)s”.") % _named(cell))
        if len(found) > 1:
            words = _("Several delegations are called “%(cell)s”. Write the key of one of them: %(known)s.")
            raise Refusal(words % _named(cell, keys_of(found)))
        return found[0].pk


def _named(cell: str, known: str = "") -> dict[str, str]:
    return {"cell": cell.strip()[:60], "known": known}


class FullName(Column):
    """A courtesy title and a name in one cell; each of them is put into its own column.

    A list in English may have "Sr." and "M." before names: a title goes to the language that has it.
    """

    @property
    def label(self) -> str:
        return with_note(_("Courtesy title and name"), language_name(self.language))

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
        return with_note(words, language_name(self.language))

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
    def suggests(self) -> str:
        return "delegations"

    @property
    def label(self) -> str:
        return _("Key")


class ReasonColumn(Column):
    """Why a row was not imported, as the file of such rows says; an import passes over it."""

    @property
    def label(self) -> str:
        return _("Why it is not imported")


REASON = ReasonColumn("reason", Delegation._meta.get_field("id"))
