"""The texts of reference memories, as the memory is fed with them: each in every language that it has.

A reference memory is written once and removed as a whole, so that the list of memories tells what has changed.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Q

from conference.languages import columns_by_code
from conference.models import User
from conference.rights import conferences_of
from translation.memory.known_pairs import KnownPair
from translation.models import ReferenceMemory, ReferenceUnit, Translation
from translation.models.reference import WORDS

_COLUMNS = columns_by_code(WORDS)


class ReferenceTextsReader:
    """Follows the texts of one language in all reference memories."""

    def __init__(self, language: str) -> None:
        self._column = _COLUMNS[language]
        self._units: dict[int, array[int]] = {}  # the keys of the units of each memory

    def changes(self) -> Iterable[tuple[int, str]]:
        """See `Reader.changes`."""
        there = set(ReferenceMemory.objects.filter(is_ready=True).order_by().values_list("pk", flat=True))
        gone = [key for memory in self._units.keys() - there for key in self._units.pop(memory)]
        return [*((key, "") for key in gone), *self._read(there - self._units.keys())]

    def _read(self, memories: Collection[int]) -> Iterator[tuple[int, str]]:
        if not memories:
            return
        self._units |= {memory: array("q") for memory in memories}
        rows = ReferenceUnit.objects.filter(memory__in=memories).exclude(**{self._column: ""}).order_by("pk")
        for key, memory, words in rows.values_list("pk", "memory", self._column).iterator():
            self._units[memory].append(key)
            yield key, words


class ReferenceTexts:
    """The texts of reference memories that a person's conferences have, each named by its document."""

    name = "reference"

    def reader(self, language: str) -> ReferenceTextsReader:
        """See `Feed.reader`."""
        return ReferenceTextsReader(language)

    def pairs(self, keys: Collection[int], source_language: str, code: str, user: User) -> Iterator[KnownPair]:
        """See `Feed.pairs`."""
        source, target = _COLUMNS[source_language], _COLUMNS[code]
        offered = Q(memory__conference=None) | Q(memory__conference__in=conferences_of(user))
        rows = ReferenceUnit.objects.filter(offered, pk__in=keys, memory__is_ready=True)
        rows = rows.exclude(**{source: ""}).exclude(**{target: ""})
        for row in rows.select_related("memory__by"):
            yield self._pair(row, getattr(row, source), getattr(row, target))

    def _pair(self, row: ReferenceUnit, source: str, words: str) -> KnownPair:
        return KnownPair(
            key=(self.name, row.pk),
            source=source,
            words=words,
            current=source,
            place=row.memory.title,
            address="",
            state=Translation.State.TRANSLATED,  # a document that was issued
            at=row.memory.at,
            by=row.memory.by,
        )
