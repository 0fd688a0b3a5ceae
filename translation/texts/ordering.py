"""Putting the texts of a conference into their documents, in the order in which they read.

Positions have gaps, so that a new row usually finds its place without moving the others.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from conference.bulk_update import update_rows
from conference.models import Conference
from translation.models import Text
from translation.texts import documents
from translation.texts.registry import fields_of, model_of

BATCH = 500
GAP = 16
UNPLACED = 999_999_999  # the position of a text until its document says where it reads
HIDDEN = ""  # the document of a row that its document does not show, such as a paragraph that was removed


def arrange_soon(conference: int, label: str) -> None:
    """Arranges the document to which the rows of a model belong, once, when the transaction commits."""
    arrangement = Arrangement(conference, documents.of_kind(label))
    if all(waiting[1] != arrangement for waiting in connection.run_on_commit):
        transaction.on_commit(arrangement, robust=True)


@dataclass(frozen=True)
class Arrangement:
    """The arranging of a document, or of the texts of none, of a conference (its key), as a callback of a commit."""

    conference: int
    document: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "__qualname__", repr(self))  # by this Django's log names a callback that failed

    def __call__(self) -> None:
        arrange(self.conference, self.document)


def arrange(conference: int, only: str | None = None) -> None:
    """Arranges one document of a conference (both by their keys), or all of them."""
    for document in documents.all_documents():
        if only in (None, document.key):
            _arrange(conference, document.kinds, document)
    if only in (None, documents.OTHER):
        _arrange(conference, _other_kinds(conference))


def _other_kinds(conference: int) -> list[str]:
    kinds = Text.objects.filter(conference=conference).order_by().values_list("subject_type", flat=True).distinct()
    return [label for label in kinds if documents.of_kind(label) == documents.OTHER]


@transaction.atomic
def _arrange(conference: int, kinds: Sequence[str], document: documents.TextDocument | None = None) -> None:
    lock = Conference.objects.select_for_update(no_key=True)  # one after another, else the older order could win
    if not kinds or not lock.filter(pk=conference).exists():
        return
    texts: dict[tuple[str, int], list[Text]] = {}
    for row in Text.objects.filter(conference=conference, subject_type__in=kinds):
        texts.setdefault((row.subject_type, row.subject_id), []).append(row)
    if document is None:
        rows = [(row, documents.OTHER, "") for key in sorted(texts) for row in _in_order(texts.pop(key))]
    else:
        places = document.places(conference)
        rows = [
            (row, document.key, place.group)
            for place in places
            for row in _in_order(texts.pop((place.subject_type, place.subject_id), ()))
        ]
    moved = _placed(rows) + _taken_out(row for several in texts.values() for row in several)
    update_rows(Text, moved, ["document", "group", "position"])


def _in_order(rows: Iterable[Text]) -> list[Text]:
    """Returns the texts of one row in the order of its fields."""
    return sorted(rows, key=_place_of_field)


def _place_of_field(text: Text) -> int:
    model = model_of(text.subject_type)
    return fields_of(model).index(text.field) if model else 0


def _placed(rows: list[tuple[Text, str, str]]) -> list[Text]:
    moved = []
    current = [row.position if row.document == document else UNPLACED for row, document, __ in rows]
    for (row, document, group), position in zip(rows, positions(current), strict=True):
        fresh = document, group, position
        if (row.document, row.group, row.position) != fresh:
            row.document, row.group, row.position = fresh
            moved.append(row)
    return moved


def _taken_out(rows: Iterable[Text]) -> list[Text]:
    moved = [row for row in rows if row.document != HIDDEN]
    for row in moved:
        row.document = HIDDEN
    return moved


def positions(current: Sequence[int]) -> list[int]:
    """Returns ascending positions for texts that have the current ones.

    Most stay, others go between them, and all are numbered anew where there is no room.
    """
    kept, found, last, waiting = set(_ascending(current)), list(current), 0, []
    for index in range(len(current) + 1):
        if index < len(current) and index not in kept:
            waiting.append(index)
            continue
        end = current[index] if index < len(current) else last + GAP * (len(waiting) + 1)
        if end - last <= len(waiting) or end >= UNPLACED:
            return [GAP * place for place in range(1, len(current) + 1)]
        for place, waits in enumerate(waiting, start=1):
            found[waits] = last + place * (end - last) // (len(waiting) + 1)
        last, waiting = end, []
    return found


def _ascending(numbers: Sequence[int]) -> Iterator[int]:
    """Yields the indices of a longest run of ascending numbers, however many others lie between them."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for index, number in enumerate(numbers):
        if number == UNPLACED:
            continue
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [index]
        before[index] = ends[place - 1] if place else None
    last = ends[-1] if ends else None
    while last is not None:
        yield last
        last = before[last]
