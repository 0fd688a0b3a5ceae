"""The current texts of a conference in a language, for exports and imports, which read them all at once.

However many there are, it takes one query for the list, one for the translations, and one for each table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Field, Model

from conference.languages import CODES
from conference.models import Conference
from conference.roles import HasPermissions
from translation.models import Text, Translation
from translation.texts.permissions import rows_visible_to
from translation.texts.registry import (
    column_named,
    column_of,
    conference_lookup,
    fields_of,
    is_withheld,
    model_of,
    related_model,
    source_language_of,
    text_of,
)
from translation.units import digest

State = Translation.State


class Operator:
    """The person who runs a command on the server; may do everything that the rows themselves allow."""

    is_active = is_superuser = True

    def has_perm(self, perm: str) -> bool:
        return True


@dataclass
class CurrentText:
    """A text with its row, and what was recorded of its translation into a language."""

    listed: Text
    row: Model
    code: str
    recorded: Translation | None = None

    @property
    def key(self) -> str:
        """The key of the text in files: "summary.paragraph:12:text"."""
        return f"{self.listed.subject_type}:{self.listed.subject_id}:{self.listed.field}"

    @cached_property
    def source_language(self) -> str:
        return source_language_of(self.row)

    @cached_property
    def source(self) -> str:
        return text_of(self.row, self.listed.field, self.source_language)

    @cached_property
    def target(self) -> str:
        return text_of(self.row, self.listed.field, self.code)

    @property
    def state(self) -> Translation.State:
        """The state of the current translation; a draft where its words were never recorded."""
        if not self.target:
            return State.MISSING
        if self.recorded is None or self.recorded.digest != digest(self.target):
            return State.DRAFT
        return State(self.recorded.state)

    @property
    def is_outdated(self) -> bool:
        """Whether the source has changed since the translation was made."""
        return self.state != State.MISSING and (
            self.recorded is None or self.recorded.source_digest != digest(self.source)
        )

    @property
    def is_removed(self) -> bool:
        """Whether the row, or one that it is a part of, was removed from its document."""
        return any(getattr(row, "removed_at", None) for row in _chain(self.row))


def current_texts(conference: Conference, code: str, *, user: HasPermissions, document: str = "") -> list[CurrentText]:
    """Returns the texts that a user may read and that are translated into a language, in the order of the list."""
    listed = Text.objects.filter(conference=conference).exclude(source_language=code)
    recorded = Translation.objects.filter(text__conference=conference, language=code)
    if document:
        listed, recorded = listed.filter(document=document), recorded.filter(text__document=document)
    texts = list(listed.order_by("document", "position", "pk"))
    translations = {row.text_id: row for row in recorded.defer("source_text")}
    rows = _Rows(conference, user, {text.source_language for text in texts} | {code})
    found = ((text, rows.of(text)) for text in texts)
    current = [CurrentText(text, row, code, translations.get(text.pk)) for text, row in found if row is not None]
    return [text for text in current if text.source_language != code]


class _Rows:
    """The rows of a conference's tables. Each table is read once, and each row has its parents attached."""

    def __init__(self, conference: Conference, user: HasPermissions, codes: set[str]) -> None:
        self._conference, self._user, self._codes = conference.pk, user, codes
        self._tables: dict[type[Model], dict[int, Model]] = {}

    def of(self, text: Text) -> Model | None:
        model = model_of(text.subject_type)
        row = None if model is None else self._table(model).get(text.subject_id)
        return None if row is None or is_withheld(row, text.field) else row

    def _table(self, model: type[Model]) -> dict[int, Model]:
        if model not in self._tables:
            found = rows_visible_to(self._user, model).filter(**{conference_lookup(model): self._conference})
            rows = {row.pk: row for row in found.defer(*self._unread(model))}
            self._tables[model] = rows
            if conference_lookup(model) != "pk":
                self._join(rows, column_named(model, conference_lookup(model).split("__")[0]))
        return self._tables[model]

    def _join(self, rows: dict[int, Model], above: "Field[Any, Any]") -> None:
        parents = self._table(related_model(above.model, above.name))
        for row in list(rows.values()):
            if parent := parents.get(getattr(row, above.attname)):
                setattr(row, above.name, parent)
            else:
                del rows[row.pk]  # it went away a moment ago

    def _unread(self, model: type[Model]) -> list[str]:
        """Returns the columns of the languages that nobody asks for."""
        if model_of(model._meta.label_lower) is None:
            return []
        return [column_of(field, code) for field in fields_of(model) for code in CODES if code not in self._codes]


def _chain(row: Model) -> Iterator[Model]:
    """Yields a row and its parents, up to the conference."""
    yield row
    for name in conference_lookup(type(row)).split("__"):
        if name == "pk":
            return
        row = getattr(row, name)
        yield row
