"""Placing translations of a file that has no keys of ours: by the texts that have the same source.

A source that several texts have is theirs alike: one translation fills them all. Where the file has as many different
translations as there are such texts, they follow each other as the texts do; any other number tells nothing.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from translation.exchange.current_texts import CurrentText
from translation.texts.tokens import folded_line
from translation.units import Unit, comparable

_Source = tuple[str, str]  # its language, and its words as the memory compares them


def place_by_source(
    keyless: Iterable[Unit], texts: Iterable[CurrentText], named: Collection[str]
) -> tuple[list[Unit], list[Unit]]:
    """Returns the units that have a place, with its key and source, and those that have none or are unclear.

    `texts` come in the order of their documents; those that the file names by their keys are left to these.
    """
    here: dict[_Source, list[CurrentText]] = {}
    for text in texts:
        if text.source and text.key not in named and not text.is_removed:
            here.setdefault((text.source_language, folded_line(text.source)), []).append(text)
    groups: dict[_Source, list[Unit]] = {}
    for unit in keyless:
        groups.setdefault((unit.source_language, folded_line(unit.source)), []).append(unit)
    placed, left = [], []
    for source, units in groups.items():
        found = list(_placed(units, here.get(source, [])))
        placed += found
        left += [] if found else units
    return placed, left


def _placed(units: list[Unit], texts: list[CurrentText]) -> Iterator[Unit]:
    """Yields the units of one source as those of the texts that have it; nothing where it is unclear."""
    alike = len({comparable(unit.target) for unit in units}) == 1
    if not alike and len(units) != len(texts):
        return
    for text, unit in zip(texts, [units[0]] * len(texts) if alike else units, strict=True):
        yield replace(unit, key=text.key, source=text.source, is_by_source=True)
