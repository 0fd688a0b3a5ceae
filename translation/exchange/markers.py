"""The marks by which our tables in Excel and Word are recognized when they come back."""

import re

from translation.units import KEY, Unit

# In a heading, out of sight: which column this is, and in which language.
HEADING = re.compile(r"\[rostrum:(?P<column>[a-z]+)(?::(?P<language>[A-Za-z-]+))?\]")
# Beside the heading of the keys, out of sight: how many texts the export has.
_COUNT = re.compile(r"\[rostrum-texts:(?P<number>\d{1,6})\]")
# Beside a key, out of sight: the source language, the state, the digests of source and target.
_MARK = re.compile(r"\[(?P<language>[A-Za-z-]+) (?P<state>[a-z]+) (?P<source>[0-9a-f]{16}) (?P<target>[0-9a-f]{16})\]")


def mark_of(unit: Unit, language: str) -> str:
    """Returns the mark of a unit: its source language (an exchange code), its state and its digests."""
    return f"[{language} {unit.state} {unit.source_digest} {unit.target_digest}]"


def read_mark(text: str) -> tuple[str | None, str, tuple[str, str]]:
    """Returns (source language or None, state, digests) from a mark, as far as it is still there."""
    found = _MARK.search(text)
    if not found:
        return None, "draft", ("", "")
    return found["language"], found["state"], (found["source"], found["target"])


def read_key(text: str) -> str | None:
    """Returns the key at the beginning of a text; None where there is none."""
    found = KEY.match(text.strip())
    return found and found[0]


def mark_of_count(number: int) -> str:
    """Returns the mark that tells how many texts an export has."""
    return f"[rostrum-texts:{number}]"


def read_count(text: str) -> int:
    """Returns how many texts an export had, as its mark tells; 0 where there is none."""
    found = _COUNT.search(text)
    return int(found["number"]) if found else 0
