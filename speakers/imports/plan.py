"""What taking a table would do: row by row, what is new or changed, and what is wrong with it."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from conference.languages import official, texts
from speakers.imports.columns import Column


class Outcome(models.TextChoices):
    """What taking a row would do, in the order in which a person looks at it."""

    REFUSED = "refused", gettext_lazy("Cannot be taken")
    CHANGED = "changed", pgettext_lazy("rows", "Changed")
    NEW = "new", pgettext_lazy("rows", "New")
    UNCHANGED = "unchanged", pgettext_lazy("rows", "Unchanged")


@dataclass(frozen=True)
class Change:
    """A cell that is not as what stands: how it reads there and how it reads in the file."""

    column: Column
    before: str
    after: str


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, or with a row where no column is named."""

    said: str
    place: str = ""
    column: Column | None = None


@dataclass
class Entry:
    """A row of the file beside the row of the database that it is about; `values` is what would be written to that."""

    number: int
    key: str
    row: models.Model
    values: dict = field(default_factory=dict)
    changes: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    @property
    def outcome(self):
        if self.problems:
            return Outcome.REFUSED
        if self.row.pk is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED

    @property
    def names(self):
        """The six texts of its name, as the file has them or else as they stand."""
        standing = texts(self.row, "name")
        return {code: self.values.get(f"name_{official(code).suffix}") or name for code, name in standing.items()}

    def facts(self):
        """What the taking rests on."""
        changes = [(change.column.heading, change.before, change.after) for change in self.changes]
        return self.number, self.key, self.row.pk, self.outcome.value, changes, [each.said for each in self.problems]


@dataclass(frozen=True)
class Preview:
    """What taking a table would do."""

    entries: list

    @cached_property
    def counts(self):
        found = Counter(entry.outcome for entry in self.entries)
        return {outcome: found[outcome] for outcome in Outcome}

    def of(self, *outcomes):
        return [entry for entry in self.entries if entry.outcome in outcomes]

    @cached_property
    def fingerprint(self):
        """What changes as soon as taking the table would do anything else than is shown."""
        found = blake2b(digest_size=16)
        for entry in self.entries:
            found.update(repr(entry.facts()).encode())
        return found.hexdigest()
