"""Describes a rescheduling: from which time or place to which."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import override

from conference.languages.dates import day_text, days_text, times_text
from conference.languages.lists import in_clauses
from programme.release.changes import ProgrammeChange


def rescheduling_in_words(change: ProgrammeChange, zone: ZoneInfo, code: str) -> list[tuple[str, str]]:
    """Return the pairs (before, after) of a `moved` change, in the language of that code."""
    before, after = change.before, change.after
    pairs = [(_when(before, zone, code), _when(after, zone, code)), (_where(before, code), _where(after, code))]
    return [pair for pair in pairs if pair[0] != pair[1]]


def _when(item: dict[str, Any], zone: ZoneInfo, code: str) -> str:
    if "starts_at" in item:
        start, end = (datetime.fromisoformat(item[name]).astimezone(zone) for name in ("starts_at", "ends_at"))
        with override(code):
            return in_clauses((day_text(start, code), times_text(start, end, code)))
    if "ends_on" in item:
        return days_text(date.fromisoformat(item["starts_on"]), date.fromisoformat(item["ends_on"]), code)
    if "year" in item:
        return day_text(date.fromisoformat(item["starts_on"]), code) if item["starts_on"] else str(item["year"])
    return ""


def _where(item: dict[str, Any], code: str) -> str:
    place = item.get("room") or item.get("venue") or {}
    return place.get(code) or next((name for name in place.values() if name), "–")
