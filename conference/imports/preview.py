"""What the previews of all kinds of files have: items with outcomes, and a token of all that is shown."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.db import models

from conference.confirmation import Shown


@dataclass(frozen=True)
class LeftOut:
    """A part of the file that is not imported: where it is in the file, what it is called, and why."""

    place: str
    name: str
    reasons: Sequence[str]


class ImportPreview(ABC):
    """What the import of a file would do. A subclass names its outcomes and says what each item shows."""

    outcomes: ClassVar[type[models.TextChoices]]
    seldom: ClassVar[Collection[str]] = ()  # outcomes that are named only where an item has them

    @abstractmethod
    def items_by_outcome(self) -> Sequence[tuple[Any, Any]]:
        """Return (outcome, item) for each item of the file, in its order."""

    @abstractmethod
    def parts(self) -> Mapping[Hashable, object]:
        """Return all that the page shows, by the parts that it can mark as new: {key: facts}."""

    @cached_property
    def counts(self) -> Counter[Any]:
        """Return how many items have each outcome, zero included."""
        found: Counter[Any] = Counter({outcome: 0 for outcome in self.outcomes if outcome not in self.seldom})
        found.update(outcome for outcome, _item in self.items_by_outcome())
        return found

    def of(self, *outcomes: Any) -> list[Any]:
        """Return the items with some outcomes."""
        return [item for outcome, item in self.items_by_outcome() if outcome in outcomes]

    @cached_property
    def shown(self) -> Shown:
        """All that the preview shows, which a person confirms."""
        return Shown(self.parts())

    @property
    def fingerprint(self) -> str:
        """The token of all that the preview shows."""
        return self.shown.token
