"""The words of a paragraph that a comment is about: where they are, and found again when the text has changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from summary.models import Comment


@dataclass(frozen=True)
class MarkedPart:
    """A part of a text; `comments` are those about these words, by their keys."""

    text: str
    comments: tuple[int, ...] = ()


def places_of(quotation: str, text: str) -> list[tuple[int, int]]:
    """Returns where words stand in a text: [(start, end)]."""
    found, start = [], text.find(quotation) if quotation else -1
    while start >= 0:
        found.append((start, start + len(quotation)))
        start = text.find(quotation, start + len(quotation))
    return found


def place_of(quotation: str, occurrence: int, text: str) -> tuple[int, int] | None:
    """Returns where the words of a comment stand in a text; None where they are no longer in it.

    Where they stand less often than they did, it is the last place.
    """
    found = places_of(quotation, text)
    return found[min(occurrence, len(found) - 1)] if found else None


def marked(text: str, comments: Iterable[Comment]) -> list[MarkedPart]:
    """Returns a text in parts, with the words that open comments are about; none where no comment is about words."""
    places = {}
    for comment in comments:
        place = None if comment.resolved_at else place_of(comment.quotation, comment.occurrence, text)
        if place:
            places[comment.pk] = place
    edges = sorted({0, len(text), *(edge for place in places.values() for edge in place)}) if places else []
    return [
        MarkedPart(text[start:end], tuple(key for key, place in places.items() if place[0] <= start < place[1]))
        for start, end in pairwise(edges)
    ]
