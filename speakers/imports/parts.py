"""What a table of speakers tells of them that an app above this one keeps, such as their roles in sessions.

Each such app names its part in the settings (`SPEAKER_TABLE_PARTS`); a table is then matched, previewed, imported and
undone with its columns as with those of the speakers themselves.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from conference.caches import constant
from conference.imports.matching import ColumnOfFile
from conference.models import Conference, User
from conference.recorded_rows import Journal
from speakers.imports.cells import Column


class PlannedPart(Protocol):
    """A row of a file as the part of another app sees it (a `PlannedRow`, which is made above this module)."""

    row: models.Model
    further: list[Any]
    changes: list[Any]
    problems: list[Any]


class PartRecogniser(ABC):
    """Tells by heading and texts which of the columns of a part a column of a file may be."""

    @abstractmethod
    def fields_of(self, column: ColumnOfFile) -> Sequence[str]:
        """Return the fields that a column may be, most likely first; none if it is no column of this part."""


class PartPlanner(ABC):
    """Compares what rows tell in the columns of a part with what is there."""

    @abstractmethod
    def plan(self, planned: PlannedPart, texts: Mapping[str, str], places: Mapping[str, str]) -> None:
        """Add to a row what its import would add (`further`), the changes that are shown, and the problems."""


class TablePart(ABC):
    """The columns of a part, and how they are read and written."""

    written: Sequence[type[models.Model]]  # the models of its rows, for the audit trail of an undo

    @property
    @abstractmethod
    def name(self) -> str:
        """Return the name of the group of its columns."""

    @property
    @abstractmethod
    def columns(self) -> Sequence[Column]:
        """Return the columns that any table may have."""

    @abstractmethod
    def column(self, key: str) -> Column | None:
        """Return a column by its key, also one that only a conference has; None if it is of no part."""

    @abstractmethod
    def choices(self, conference: Conference) -> list[tuple[str, str]]:
        """Return all columns that a table of a conference may have: [(key, label)]."""

    @abstractmethod
    def exported(self, conference: Conference) -> tuple[Sequence[Column], Mapping[int, Mapping[str, str]]]:
        """Return the columns of an export, and the texts of their cells: {key of the speaker: {heading: text}}."""

    @abstractmethod
    def recogniser(self, conference: Conference) -> PartRecogniser: ...

    @abstractmethod
    def planner(self, conference: Conference, user: User | None) -> PartPlanner: ...

    @abstractmethod
    def suggestions(self, conference: Conference, wanted: Collection[str]) -> list[tuple[str, list[str]]]:
        """Return the texts that may be written where a cell is corrected: [(name of a list, texts)]."""

    @abstractmethod
    def lock(self, conference: int) -> None:
        """Lock what the part reads and writes, after the conference and the speakers."""

    @abstractmethod
    def write(
        self, rows: Sequence[PlannedPart], conference: Conference, journal: Journal, *, by: User, at: datetime
    ) -> None:
        """Write what was planned, once the speakers are there."""


@constant()
def parts_of_speakers() -> tuple[TablePart, ...]:
    return tuple(import_string(path) for path in settings.SPEAKER_TABLE_PARTS)
