"""The changes between two wordings of a text, and how they fit the text that stands there at present.

Places are counted in characters. A change of several words that follow one another is one change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from conference.text_diff import changed_places


@dataclass(frozen=True)
class Change:
    """A part of a text, from `start` to `end`, that would be replaced by other words; either may be empty."""

    start: int
    end: int
    removed: str
    added: str


@dataclass(frozen=True)
class Fit:
    """How changes fit another text: `own` are the changes as they were made, `placed` where each would be there.

    `placed` has None where the words were changed by somebody else. What that text has already is left out of both.
    """

    own: Sequence[Change]
    placed: Sequence[Change | None]

    @property
    def fitting(self) -> list[Change]:
        return [each for each in self.placed if each]

    @property
    def is_whole(self) -> bool:
        return all(self.placed)


def changes(base: str, text: str) -> list[Change]:
    """Returns what differs in a text from the one that it was made of, from left to right."""
    places: list[tuple[int, int, int, int]] = []
    for start, end, first, last in changed_places(base, text):
        if places and base[places[-1][1] : start].isspace():
            start, __, first, __ = places.pop()
        places.append((start, end, first, last))
    return [Change(start, end, base[start:end], text[first:last]) for start, end, first, last in places]


def applied(base: str, made: Iterable[Change]) -> str:
    """Returns a text with changes in it; they are given from left to right and do not overlap."""
    found, done = [], 0
    for change in made:
        found += [base[done : change.start], change.added]
        done = change.end
    return "".join([*found, base[done:]])


def fit(base: str, text: str, current: str) -> Fit:
    """Returns how the changes from `base` to `text` fit the text that stands there now."""
    own = changes(base, text)
    if current == base:
        return Fit(own, own)
    present = set(changes(base, current))
    own = [each for each in own if each not in present]
    others = [
        (Change(start, end, base[start:end], current[first:last]), (last - first) - (end - start))
        for start, end, first, last in changed_places(base, current)
    ]
    return Fit(own, [_placed(each, others) for each in own])


def _placed(change: Change, others: Sequence[tuple[Change, int]]) -> Change | None:
    moved = 0
    for other, longer in others:
        if other.end <= change.start:
            if other.end == change.start and _meet(other, change):
                return None
            moved += longer
        elif other.start < change.end or (other.start == change.end and _meet(change, other)):
            return None
    return Change(change.start + moved, change.end + moved, change.removed, change.added)


def _meet(first: Change, second: Change) -> bool:
    """Whether two changes of which one begins where the other ends would write into the same word."""
    before, after = first.added or first.removed, second.added or second.removed
    return not (before[-1:].isspace() or after[:1].isspace())


def parted(base: str, text: str, head: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Returns the two halves of both texts where `base` is parted behind `head`: ((base, text), (base, text)).

    None where a change reaches over the place.
    """
    made, place = changes(base, text), len(head)
    tail = base[place:].strip()
    begins = base.index(tail, place) if tail else len(base)
    before = [each for each in made if each.end <= place]
    after = [each for each in made if each.start >= begins and each not in before]
    if len(before) + len(after) < len(made):
        return None
    shifted = [Change(each.start - begins, each.end - begins, each.removed, each.added) for each in after]
    return (head, applied(head, before)), (tail, applied(tail, shifted))
