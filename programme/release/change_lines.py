"""The changes of a revision as people read them: by kind, session by session, what is alike told once."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from conference.languages.collation import SortKey, delegation_key, person_key
from programme.release.changes import ProgrammeChange
from programme.release.programme import in_any

KINDS = ("conference", "session", "speaker", "delegation", "document", "organizer", "meeting")
TOLD_TOGETHER = ("new", "reworded", "withdrawn", "removed")


@dataclass(frozen=True)
class ChangeLine:
    """A line: one change, several changes of one item, or one act that happened to several items of a kind."""

    changes: tuple[ProgrammeChange, ...]

    @property
    def first(self) -> ProgrammeChange:
        return self.changes[0]

    @property
    def is_of_one(self) -> bool:
        """Whether these are several changes of one item."""
        return len(self.changes) > 1 and self.changes[1].key == self.first.key

    @property
    def is_of_several(self) -> bool:
        """Whether this is one act on several items."""
        return len(self.changes) > 1 and not self.is_of_one

    @property
    def parts(self) -> frozenset[Hashable]:
        return frozenset(change.part for change in self.changes)


def lines_of(changes: Sequence[ProgrammeChange], code: str, original: str) -> list[ChangeLine]:
    """Return the lines of changes: sessions in the order of the programme, people and delegations alphabetically.

    The order is that of a language, of which `original` gives the names that are not translated.
    """
    return [line for kind in KINDS for line in _lines_of_kind(_by_item(changes, kind, code, original))]


def _by_item(
    changes: Sequence[ProgrammeChange], kind: str, code: str, original: str
) -> list[tuple[ProgrammeChange, ...]]:
    items: dict[object, list[ProgrammeChange]] = {}
    for change in changes:
        if change.what == kind:
            items.setdefault(change.key, []).append(change)
    found = [tuple(item) for item in items.values()]
    if kind in ("speaker", "delegation"):
        found.sort(key=lambda item: _place(item[0], code, original))
    return found


def _place(change: ProgrammeChange, code: str, original: str) -> SortKey:
    if change.what == "delegation":
        return delegation_key(in_any(change.name, code), code)
    row: Any = change.after if isinstance(change.after, dict) else change.before
    sort_names = row.get("sort_name", {}) if isinstance(row, dict) else {}
    return person_key(change.name, sort_names, code, original)


def _lines_of_kind(items: list[tuple[ProgrammeChange, ...]]) -> list[ChangeLine]:
    """Return the lines of one kind; what is told together stands where the first of it would."""
    lines: dict[object, list[ProgrammeChange]] = {}
    for item in items:
        change = item[0]
        alike = len(item) == 1 and change.act in TOLD_TOGETHER
        key = (change.act, change.languages) if alike else ("", change.key)
        lines.setdefault(key, []).extend(item)
    return [ChangeLine(tuple(line)) for line in lines.values()]
